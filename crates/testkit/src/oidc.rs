//! A provider of sign-on, from the package that `tests/oidc/package.json` names.
//!
//! Each call starts one of its own; it ends when whoever holds it lets go, or with the process.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const START_TIMEOUT_SECONDS: u64 = 60;
const POLL_MILLISECONDS: u64 = 20;

/// What the provider calls the client, whose secret is `secret of ryddig`.
pub const CLIENT: &str = "ryddig";

/// A running provider.
pub struct Provider {
    child: Child,
    port: u16,
}

impl Provider {
    /// Starts one.
    ///
    /// # Panics
    /// Where the package is not installed, or the provider does not come up.
    pub fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oidc");
        let installed = folder.join("node_modules/oidc-provider").exists();
        assert!(installed, "`npm ci` in tests/oidc brings the provider; `cargo xtask test` runs it");
        // A port that is free now.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "--", "node"]).arg(folder.join("provider.mjs")).arg(port.to_string());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let provider = Self { child: child.expect("node is installed"), port };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(START_TIMEOUT_SECONDS), "the provider does not answer");
            thread::sleep(Duration::from_millis(POLL_MILLISECONDS));
        }
        provider
    }

    /// Where it is.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it, as an outage would.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.stop();
    }
}
