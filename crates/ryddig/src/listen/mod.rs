//! The doors: connections are let in, spoken to over TLS or plainly, and handed to the site request by request.
//!
//! Whoever sends slowly, takes slowly, or comes too often loses their own connection and nobody else's. It must not know
//! what is asked.

mod acme;
mod connection;
mod forwarded;
mod options;
mod paced;
mod places;
mod tls;

pub(crate) use options::Options;

use crate::Problem;
use crate::limits::{
    ACCEPT_PAUSE, CERTIFICATE_LOOK_TIME, CONNECTIONS, CONNECTIONS_OF_ONE, FAREWELL_TIME, HANDSHAKE_TIME, HEAD_TIME,
    SEND_BUFFER_BYTES, STALL_TIME, WAITING_CONNECTIONS,
};
use axum::Router;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use connection::{Door, Inside, Security};
use forwarded::Proxies;
use listenfd::ListenFd;
use places::Places;
use rustls::ServerConfig;
use socket2::SockRef;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;

/// How long a connection may take for what.
#[derive(Clone, Copy)]
struct Times {
    handshake: Duration,
    head: Duration,
    stall: Duration,
    farewell: Duration,
}

const TIMES: Times = Times { handshake: HANDSHAKE_TIME, head: HEAD_TIME, stall: STALL_TIME, farewell: FAREWELL_TIME };

/// The sockets, open; nobody is let in yet.
pub(crate) struct Doors {
    main: TcpListener,
    plain: Option<TcpListener>,
    keys: Keys,
    /// The address of the main one.
    pub(crate) address: SocketAddr,
}

/// Opens the sockets, or takes those that whoever started this process holds open (`sd_listen_fds(3)`): they stay open while
/// one server ends and the next begins, and connections wait in them.
pub(crate) fn open(options: &Options, keys: Keys) -> Result<Doors, Problem> {
    let mut passed = ListenFd::from_env();
    let mut take = |at: usize| -> Result<Option<TcpListener>, Problem> {
        let given = passed.take_tcp_listener(at);
        let given = given.map_err(|cause| Problem::failed(format!("the socket handed to this process: {cause}")))?;
        let Some(listener) = given else { return Ok(None) };
        listener.set_nonblocking(true).map_err(Problem::failed)?;
        TcpListener::from_std(listener).map(Some).map_err(Problem::failed)
    };
    let (main, plain) = (take(0)?, take(1)?);
    let main = match main {
        Some(main) => main,
        None => bind(options.listen)?,
    };
    let plain = match (plain, options.redirect_http) {
        (Some(plain), Some(_)) => Some(plain),
        (None, Some(address)) => Some(bind(address)?),
        (_, None) => None,
    };
    let address = main.local_addr().map_err(Problem::failed)?;
    Ok(Doors { main, plain, keys, address })
}

fn bind(address: SocketAddr) -> Result<TcpListener, Problem> {
    let listening = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(WAITING_CONNECTIONS)
    };
    listening().map_err(|cause: std::io::Error| Problem::failed(format!("cannot listen on {address}: {cause}")))
}

/// Serves `site`, which people reach at `url`, until `stopped`; then ends when every request that was begun has its answer.
pub(crate) async fn serve(doors: Doors, options: &Options, url: &str, site: Router, stopped: watch::Receiver<bool>) {
    let security = doors.keys.keep(&stopped);
    let places = Places::new(CONNECTIONS, CONNECTIONS_OF_ONE);
    let proxies = Proxies { nets: options.proxies.clone(), header: options.proxy_header };
    let https = url.starts_with("https://").then(|| url.to_owned());
    let door = |security, site, https| Door { security, proxies: proxies.clone(), site, https, times: TIMES };
    let main = accept(doors.main, Arc::new(door(security, site, https)), Arc::clone(&places), stopped.clone());
    let Some(plain) = doors.plain else {
        return main.await;
    };
    let to = url.to_owned();
    let elsewhere = Router::new().fallback(move |uri: Uri| async move { to_https(&to, &uri) });
    let plain = accept(plain, Arc::new(door(Security::Plain, elsewhere, None)), places, stopped);
    tokio::join!(main, plain);
}

/// What HTTPS is spoken with.
pub(crate) enum Keys {
    /// There is none.
    None,
    /// A certificate in files.
    Files(Arc<tls::FromFiles>, Arc<ServerConfig>),
    /// Certificates from an authority.
    Acme(Box<acme::State>, acme::Configs),
}

/// Reads what HTTPS is spoken with; before anything else is opened.
pub(crate) fn keys(options: &Options) -> Result<Keys, Problem> {
    if let (Some(certificate), Some(key)) = (&options.tls_cert, &options.tls_key) {
        let files = tls::FromFiles::open(certificate.clone(), key.clone())?;
        let config = tls::config(Arc::<tls::FromFiles>::clone(&files))?;
        return Ok(Keys::Files(files, config));
    }
    if options.acme.is_empty() {
        return Ok(Keys::None);
    }
    let (state, configs) = acme::open(options)?;
    Ok(Keys::Acme(Box::new(state), configs))
}

impl Keys {
    /// Begins to look after them, until `stopped`.
    fn keep(self, stopped: &watch::Receiver<bool>) -> Security {
        match self {
            Self::None => Security::Plain,
            Self::Files(files, config) => {
                tokio::spawn(files.watch(CERTIFICATE_LOOK_TIME, stopped.clone()));
                Security::Tls(TlsAcceptor::from(config))
            }
            Self::Acme(state, configs) => {
                tokio::spawn(acme::keep(*state));
                Security::Acme(configs)
            }
        }
    }
}

/// Lets connections in until `stopped`, and then waits for those that are inside.
async fn accept(listener: TcpListener, door: Arc<Door>, places: Arc<Places>, mut stopped: watch::Receiver<bool>) {
    // Everybody inside holds one of these.
    let (inside, mut outside) = mpsc::channel::<()>(1);
    // Those who are let in have the same.
    if let Err(cause) = SockRef::from(&listener).set_send_buffer_size(SEND_BUFFER_BYTES) {
        tracing::warn!("slow readers may be cut too early: {cause}");
    }
    while !*stopped.borrow() {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => continue,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Whoever finds no place finds the connection closed; those inside notice nothing.
                if let Some((place, ended)) = places.enter(peer.ip(), door.proxies.trust(peer.ip())) {
                    let (door, stopped, inside) = (Arc::clone(&door), stopped.clone(), inside.clone());
                    tokio::spawn(async move {
                        connection::serve(door, stream, Inside { peer, place, ended, stopped }).await;
                        drop(inside);
                    });
                }
            }
            Err(cause) => {
                // One that went away before it was let in, or no room in the operating system: others wait meanwhile.
                tracing::warn!("a connection could not be let in: {cause}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop((listener, inside));
    // Nothing is ever sent: it ends when the last one has gone.
    let _ = outside.recv().await;
}

/// The same address over HTTPS, at the host that was named for it: never at one that a request names.
fn to_https(url: &str, uri: &Uri) -> Response {
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let target = if target.starts_with('/') { target } else { "/" };
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    match HeaderValue::from_str(&format!("{url}{target}")) {
        Ok(location) => response.headers_mut().insert(LOCATION, location),
        Err(_) => return StatusCode::BAD_REQUEST.into_response(),
    };
    response
}

#[cfg(test)]
mod tests;
