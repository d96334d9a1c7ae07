//! The log: lines on standard error, for reading or as JSON.
//!
//! Only Ryddig's own parts write to it, whatever `RUST_LOG` says: they hold names and ids and never values, and what the
//! libraries would say of what passes through them nobody has promised that of.

use crate::arguments::LogFormat;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The crates of the house.
const OWN: [&str; 9] = ["documents", "engine", "mail", "model", "register", "rights", "ryddig", "store", "web"];

/// Begins to log; `RUST_LOG` chooses how much.
pub(crate) fn begin(format: LogFormat) {
    let wished = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let own = Targets::new().with_targets(OWN.map(|name| (name, LevelFilter::TRACE)));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(wished).with(own);
    // Who began already, as a test, goes on.
    let _ = match format {
        LogFormat::Text => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
}
