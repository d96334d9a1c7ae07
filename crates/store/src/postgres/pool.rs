//! The pool of connections, on a small runtime of its own: connections outlive the calls that open them.

use crate::error::OpenError;
use crate::limits::{CONNECT_TIMEOUT_SECONDS, POSTGRES_CONNECTIONS_MAX, POSTGRES_THREADS, POSTGRES_WAIT_SECONDS};
use crate::session::DbError;
use deadpool_postgres::{Connect, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime as Timer};
use std::pin::Pin;
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;
use tokio_postgres::tls::TlsStream;
use tokio_postgres::{Config, Connection, Error, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connections to one database.
#[derive(Debug)]
pub(super) struct Connections {
    pool: Pool,
    handle: Handle,
    /// There until the drop.
    runtime: Option<Runtime>,
}

/// Opens connections on the runtime, wherever they are asked for; with TLS where the server has it and this machine has
/// certificates to hold it against.
struct OnRuntime {
    handle: Handle,
    tls: Option<MakeRustlsConnect>,
}

type Opened = Result<(tokio_postgres::Client, JoinHandle<()>), Error>;

impl Connect for OnRuntime {
    fn connect(&self, config: &Config) -> Pin<Box<dyn Future<Output = Opened> + Send + '_>> {
        let (config, tls) = (config.clone(), self.tls.clone());
        let opened = self.handle.spawn(async move {
            match tls {
                Some(tls) => config.connect(tls).await.map(driven),
                None => config.connect(NoTls).await.map(driven),
            }
        });
        Box::pin(async move { opened.await.unwrap_or_else(|_| Err(Error::__private_api_timeout())) })
    }
}

/// A connection receives as long as its task runs.
fn driven<T>(
    (client, connection): (tokio_postgres::Client, Connection<Socket, T>),
) -> (tokio_postgres::Client, JoinHandle<()>)
where
    T: TlsStream + Unpin + Send + 'static,
{
    let driver = tokio::spawn(async move {
        if let Err(cause) = connection.await {
            tracing::warn!(%cause, "a connection to PostgreSQL has ended");
        }
    });
    (client, driver)
}

impl Connections {
    /// A pool for the database at `url`; nothing is opened yet.
    pub(super) fn new(url: &str) -> Result<Self, OpenError> {
        let unavailable = |cause: &dyn std::fmt::Display| OpenError::Unavailable(cause.to_string());
        let mut config: Config = url.parse().map_err(|cause: Error| unavailable(&cause))?;
        config.connect_timeout(Duration::from_secs(CONNECT_TIMEOUT_SECONDS)).application_name("ryddig");
        let runtime = Builder::new_multi_thread()
            .worker_threads(POSTGRES_THREADS)
            .thread_name("store-postgres")
            .enable_all()
            .build()
            .map_err(|cause| unavailable(&cause))?;
        let handle = runtime.handle().clone();
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let tls = MakeRustlsConnect::with_native_certs().ok().map(|(tls, _)| tls);
        let connect = OnRuntime { handle: handle.clone(), tls };
        let manager = Manager::from_connect(config, connect, recycling);
        let wait = Some(Duration::from_secs(POSTGRES_WAIT_SECONDS));
        let pool = Pool::builder(manager).max_size(POSTGRES_CONNECTIONS_MAX).runtime(Timer::Tokio1);
        let pool = pool.wait_timeout(wait).build().map_err(|cause| unavailable(&cause))?;
        Ok(Self { pool, handle, runtime: Some(runtime) })
    }

    /// A connection for one call.
    pub(super) async fn lend(&self) -> Result<Object, DbError> {
        self.pool.get().await.map_err(|cause| DbError::Unavailable(format!("no connection to PostgreSQL: {cause}")))
    }

    /// Where a thread waits for answers.
    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.pool.close();
        if let Some(runtime) = self.runtime.take() {
            // It may be dropped where nobody can wait.
            runtime.shutdown_background();
        }
    }
}
