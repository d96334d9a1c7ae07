//! The doors with raw sockets on the other side. Times are short here, so that what is cut is cut soon.

mod heads;
mod shapes;
mod slow;
mod stop;
mod tls;
mod visitors;

use super::connection::{Door, Security};
use super::forwarded::Proxies;
use super::options::ProxyHeader;
use super::places::Places;
use super::{Times, accept};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What is too long here.
const SOON: Duration = Duration::from_millis(300);
/// What nothing in a test takes.
const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

/// What a test wants otherwise.
struct Setup {
    site: Router,
    security: Security,
    places: (usize, usize),
    proxies: Vec<&'static str>,
    https: Option<&'static str>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { site: echo(), security: Security::Plain, places: (100, 100), proxies: Vec::new(), https: None }
    }
}

/// Says what it was asked and by whom.
fn echo() -> Router {
    Router::new().fallback(|ConnectInfo(visitor): ConnectInfo<SocketAddr>, request: Request| async move {
        let (parts, body) = request.into_parts();
        let length = to_bytes(body, 1_000_000).await.map_or(-1, |body| i64::try_from(body.len()).unwrap());
        format!("{} {} {length} from {}\n", parts.method, parts.uri, visitor.ip())
    })
}

impl Setup {
    async fn open(self) -> World {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let nets = self.proxies.iter().map(|net| net.parse().unwrap()).collect();
        let door = Door {
            security: self.security,
            proxies: Proxies { nets, header: ProxyHeader::XForwardedFor },
            site: self.site,
            https: self.https.map(str::to_owned),
            times: Times { handshake: SOON, head: SOON, stall: SOON, farewell: SOON },
        };
        let (stop, stopped) = watch::channel(false);
        let places = Places::new(self.places.0, self.places.1);
        World { address, stop, served: tokio::spawn(accept(listener, Arc::new(door), places, stopped)) }
    }
}

impl World {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `bytes` and gives all that comes back until the server closes the connection.
    async fn say(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        // A server that has seen enough may close before all is sent.
        let _ = stream.write_all(bytes).await;
        rest(&mut stream).await
    }

    /// Whether the server still answers others.
    async fn is_well(&self) {
        let answer = self.say(b"GET /well HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
        assert!(answer.ends_with("GET /well 0 from 127.0.0.1\n"), "{answer}");
    }
}

/// What still comes before the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A connection that is reset has ended as well.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut all)).await.expect("the connection is closed");
    String::from_utf8_lossy(&all).into_owned()
}

/// One answer, read up to `end`.
async fn answer(stream: &mut TcpStream, end: &str) -> String {
    let mut all = String::new();
    let mut buffer = [0; 1024];
    while !all.ends_with(end) {
        let read = tokio::time::timeout(PATIENCE, stream.read(&mut buffer)).await.expect("an answer").unwrap();
        assert!(read > 0, "the connection was closed after {all:?}");
        all.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
    }
    all
}

/// The status of the first answer; 0 where there is none.
fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn body_of(size: usize) -> Body {
    Body::from(vec![b'x'; size])
}
