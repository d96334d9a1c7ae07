//! A server that speaks S3, from the package that `tests/s3/package.json` names, with a bucket in a temporary folder.
//!
//! Each call starts one of its own; it ends when whoever holds it lets go, or with the process.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const START_TIMEOUT_SECONDS: u64 = 60;
const POLL_MILLISECONDS: u64 = 20;

/// The bucket that is there from the beginning.
pub const BUCKET: &str = "ryddig";
/// Both keys with which the server lets anybody in.
pub const KEY: &str = "S3RVER";

/// A running server.
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts one that keeps its files in `folder`.
    ///
    /// # Panics
    /// Where the package is not installed, or the server does not come up.
    pub fn start(folder: &Path) -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/s3/node_modules/.bin/s3rver");
        assert!(program.exists(), "`npm ci` in tests/s3 brings the server; `cargo xtask test` runs it");
        // A port that is free now.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "--"]).arg(program).arg("--directory").arg(folder);
        command.args(["--address", "127.0.0.1", "--port", &port.to_string(), "--configure-bucket", BUCKET, "--silent"]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let server = Self { child: child.expect("node is installed"), port };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(START_TIMEOUT_SECONDS), "the server does not answer");
            thread::sleep(Duration::from_millis(POLL_MILLISECONDS));
        }
        server
    }

    /// Where it is.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it, as an outage would.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
