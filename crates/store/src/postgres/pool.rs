//! The pool of connections, on a small runtime of its own: connections outlive the calls that open them.

use crate::error::OpenError;
use crate::limits::{CONNECT_TIMEOUT_SECONDS, POSTGRES_CONNECTIONS_MAX, POSTGRES_THREADS, POSTGRES_WAIT_SECONDS};
use crate::session::DbError;
use deadpool_postgres::{Connect, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime as Timer};
use std::pin::Pin;
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;
use tokio_postgres::{Config, Error, NoTls};

/// Connections to one database.
#[derive(Debug)]
pub(super) struct Connections {
    pool: Pool,
    handle: Handle,
    /// There until the drop.
    runtime: Option<Runtime>,
}

/// Opens connections on the runtime, wherever they are asked for.
struct OnRuntime(Handle);

type Opened = Result<(tokio_postgres::Client, JoinHandle<()>), Error>;

impl Connect for OnRuntime {
    fn connect(&self, config: &Config) -> Pin<Box<dyn Future<Output = Opened> + Send + '_>> {
        let config = config.clone();
        let opened = self.0.spawn(async move {
            let (client, connection) = config.connect(NoTls).await?;
            let driver = tokio::spawn(async move {
                if let Err(cause) = connection.await {
                    tracing::warn!(%cause, "a connection to PostgreSQL has ended");
                }
            });
            Ok((client, driver))
        });
        Box::pin(async move { opened.await.unwrap_or_else(|_| Err(Error::__private_api_timeout())) })
    }
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
        let manager = Manager::from_connect(config, OnRuntime(handle.clone()), recycling);
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
