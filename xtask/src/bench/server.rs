//! The server that is measured: started, asked, stopped.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{cannot_start, root, shown, target};

const START_MAX_SECONDS: u64 = 30;
/// A large example company is made before the first answer.
const FILL_MAX_SECONDS: u64 = 2 * 60 * 60;
const POLL_MICROSECONDS: u64 = 500;

/// A running release; it is killed if it is dropped without being stopped.
pub(super) struct Server {
    child: Child,
    address: SocketAddr,
    /// From spawning the process to its first good answer.
    pub(super) started_in: Duration,
}

/// An empty folder for the data of one run.
pub(super) fn new_folder() -> Result<PathBuf, String> {
    let folder = target().join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

impl Server {
    pub(super) fn start(folder: &Path) -> Result<Self, String> {
        Self::start_with(folder, &[])
    }

    /// The same with further options.
    pub(super) fn start_with(folder: &Path, options: &[&str]) -> Result<Self, String> {
        Self::start_within(folder, options, START_MAX_SECONDS)
    }

    /// The same where much is to be made first.
    pub(super) fn filled(folder: &Path, options: &[&str]) -> Result<Self, String> {
        Self::start_within(folder, options, FILL_MAX_SECONDS)
    }

    fn start_within(folder: &Path, options: &[&str], most_seconds: u64) -> Result<Self, String> {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let address = port.map_err(|error| format!("no free port: {error}"))?;
        let mut command = Command::new(target().join("release/ryddig"));
        command
            .current_dir(root())
            .args(["serve", "--company", "examples/fjordlys/ryddig.toml"])
            .arg("--data")
            .arg(folder.join("data"))
            .arg("--outbox")
            .arg(folder.join("outbox"))
            .args(["--listen", &address.to_string(), "--url", &format!("http://{address}")])
            .args(["--contact-cap", "1000000000", "--form-minimum-seconds", "0"])
            .args(options)
            .stdout(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().map_err(|error| cannot_start(&command, &error))?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while !server.is_live() {
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(format!("the server ended with {status}"));
            }
            if begun.elapsed() > Duration::from_secs(most_seconds) {
                return Err(format!("the server gave no answer in {most_seconds} seconds"));
            }
            std::thread::sleep(Duration::from_micros(POLL_MICROSECONDS));
        }
        server.started_in = begun.elapsed();
        Ok(server)
    }

    /// Its address with the scheme.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Status and text of a page.
    pub(super) fn get(&self, path: &str) -> Result<(u16, String), String> {
        self.get_as(path, "")
    }

    /// The same with the cookie of somebody who is signed in.
    pub(super) fn get_as(&self, path: &str, cookie: &str) -> Result<(u16, String), String> {
        self.try_get(path, cookie).map_err(|error| format!("GET {path}: {error}"))
    }

    /// Signs somebody in by a one-time link; gives the cookie of their session.
    pub(super) fn sign_in(&self, link: &str) -> Result<String, String> {
        let path = link.strip_prefix(&self.url()).ok_or_else(|| format!("not a link to the server: {link}"))?;
        let asked = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(self.address)?;
            write!(
                stream,
                "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
                 application/x-www-form-urlencoded\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                self.address,
                self.url()
            )?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        let answer = asked().map_err(|error| format!("POST {path}: {error}"))?;
        let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        let cookies: Vec<&str> = cookies.collect();
        if cookies.is_empty() { Err(format!("nobody was signed in:\n{answer}")) } else { Ok(cookies.join("; ")) }
    }

    /// What the kernel counts as its resident memory.
    pub(super) fn memory_mb(&self) -> Result<f64, String> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kilobytes.map(|kilobytes| kilobytes / 1024.0).ok_or_else(|| format!("{path} has no VmRSS"))
    }

    /// Ends it as a service manager does, so that the next start finds a database in order.
    pub(super) fn stop(mut self) -> Result<(), String> {
        shown(Command::new("kill").arg(self.child.id().to_string()))?;
        self.child.wait().map(drop).map_err(|error| format!("the server: {error}"))
    }

    fn is_live(&self) -> bool {
        self.try_get("/health/live", "").is_ok_and(|(status, _)| status == 200)
    }

    fn try_get(&self, path: &str, cookie: &str) -> std::io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(self.address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n",
            self.address
        )?;
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut rest = String::new();
        reader.read_to_string(&mut rest)?;
        Ok((status, rest))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nothing left to end, and both fail, as they should.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
