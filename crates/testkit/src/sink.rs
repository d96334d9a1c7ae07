//! A real mail server: Postfix's `smtp-sink`, on a free port of this machine.

use std::fs;
use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A running server; it ends when dropped.
pub struct Sink {
    child: Child,
    port: u16,
    dumps: TempDir,
}

impl Sink {
    /// Starts a server with these arguments of `smtp-sink` and returns when it listens.
    ///
    /// # Panics
    /// Where the package is not installed.
    pub fn start(arguments: &[&str]) -> Self {
        loop {
            let dumps = tempfile::tempdir().unwrap();
            let port = free_port();
            let spawned = Command::new("/usr/sbin/smtp-sink")
                .args(as_user())
                .arg("-d")
                .arg(dumps.path().join("mail."))
                .args(arguments)
                .args([&format!("127.0.0.1:{port}"), "10"])
                .stderr(Stdio::null())
                .spawn();
            let mut child = match spawned {
                Ok(child) => child,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    panic!("/usr/sbin/smtp-sink is missing: install the Debian package `postfix`")
                }
                Err(error) => panic!("/usr/sbin/smtp-sink: {error}"),
            };
            // It ends at once if somebody else took the port in between.
            while child.try_wait().unwrap().is_none() {
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Self { child, port, dumps };
                }
                std::thread::yield_now();
            }
        }
    }

    /// Its address as the transport reads it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What it took: one text for each message, the envelope in lines `X-Mail-Args` and `X-Rcpt-Args` before it.
    ///
    /// # Panics
    /// Where what it took is no text.
    pub fn taken(&self) -> Vec<String> {
        let files = fs::read_dir(self.dumps.path()).unwrap();
        files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A port that nobody listens on.
///
/// # Panics
/// Where there is none.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The server refuses to run as root without being told so.
fn as_user() -> &'static [&'static str] {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout == b"0\n" { &["-u", "root"] } else { &[] }
}
