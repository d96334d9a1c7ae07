//! Metrics: how the server stands and what it does, for Prometheus, at an address of its own.
//!
//! Every label is from a closed set: kinds of job, templates of routes, methods, classes of status, places. No metric
//! knows a row, a name, an address or a path. `docs/operate/metrics.md` lists them.

mod process;
mod requests;
mod state;

use crate::Problem;
use crate::doctor::Running;
use crate::limits::SCRAPE_SECONDS;
use crate::open::now;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::Engine;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use requests::Requests;
use state::State as Standing;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};

/// The format that is handed out (`OpenMetrics` 1.0).
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that is measured.
pub(crate) struct Metrics {
    registry: Registry,
    standing: Standing,
    engine: Engine,
    running: Running,
    /// Whoever asks waits for whoever asked before: the database is asked once at a time.
    turn: Mutex<()>,
}

impl Metrics {
    /// What is measured of `engine`, with what was counted of requests.
    pub(crate) fn new(engine: Engine, running: Running, requests: &Requests) -> Self {
        let mut registry = Registry::with_prefix("ryddig");
        registry.register("build", "The version that runs", Info::new([("version", running.version.clone())]));
        requests.register(&mut registry);
        let standing = Standing::new(&mut registry);
        Self { registry, standing, engine, running, turn: Mutex::new(()) }
    }

    /// All of it as text, as it is now.
    async fn text(&self) -> Result<String, std::fmt::Error> {
        let _turn = self.turn.lock().await;
        self.standing.refresh(&self.engine, &self.running, now()).await;
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        // Those of every process have names of their own, without ours before them.
        let end = text.rfind("# EOF").unwrap_or(text.len());
        text.insert_str(end, &process::text());
        Ok(text)
    }
}

/// Counters of requests, filled from the start.
pub(crate) fn requests() -> Arc<Requests> {
    Arc::default()
}

/// Refuses an address that others reach, unless that was asked for.
pub(crate) fn check(address: Option<SocketAddr>, anywhere: bool) -> Result<(), Problem> {
    match address {
        Some(address) if !address.ip().is_loopback() && !anywhere => Err(Problem::mistaken(format!(
            "--metrics {address} is reached from other machines: say --metrics-anywhere if the network is your own"
        ))),
        _ => Ok(()),
    }
}

/// Takes the address, before anything is opened.
pub(crate) async fn listen(address: Option<SocketAddr>) -> Result<Option<TcpListener>, Problem> {
    let Some(address) = address else { return Ok(None) };
    let listener = TcpListener::bind(address).await;
    listener.map(Some).map_err(|cause| Problem::failed(format!("cannot listen on {address} for metrics: {cause}")))
}

/// Answers whoever asks for `/metrics`, until `stopped`.
pub(crate) async fn serve(listener: Option<TcpListener>, metrics: Metrics, mut stopped: watch::Receiver<bool>) {
    let Some(listener) = listener else { return };
    let app = Router::new().route("/metrics", get(answer)).with_state(Arc::new(metrics));
    let served = axum::serve(listener, app);
    tokio::select! {
        served = served => if let Err(cause) = served {
            tracing::error!("metrics are not served any more: {cause}");
        },
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

async fn answer(State(metrics): State<Arc<Metrics>>) -> Response {
    match tokio::time::timeout(Duration::from_secs(SCRAPE_SECONDS), metrics.text()).await {
        Ok(Ok(text)) => ([(CONTENT_TYPE, FORMAT)], text).into_response(),
        Ok(Err(_)) | Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_this_machine_is_served_unless_asked() {
        let at = |text: &str| Some(text.parse().expect("an address"));
        assert!(check(None, false).is_ok());
        assert!(check(at("127.0.0.1:9464"), false).is_ok());
        assert!(check(at("[::1]:9464"), false).is_ok());
        assert!(check(at("0.0.0.0:9464"), false).is_err());
        assert!(check(at("192.0.2.1:9464"), false).is_err());
        assert!(check(at("192.0.2.1:9464"), true).is_ok());
    }
}
