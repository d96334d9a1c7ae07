//! One connection: TLS or none, then HTTP/1.1 (RFC 9112), request by request.

use super::acme::Configs;
use super::forwarded::Proxies;
use super::paced::Paced;
use super::places::{Place, Visit};
use super::{Times, to_https};
use crate::limits::{BUFFER_BYTES, HEAD_BYTES, HEADERS};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls_acme::is_tls_alpn_challenge;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot, watch};
use tokio_rustls::{LazyConfigAcceptor, TlsAcceptor};

/// What a socket leads to.
pub(super) struct Door {
    pub(super) security: Security,
    pub(super) proxies: Proxies,
    pub(super) site: Router,
    /// Where people reach the site, if that is over HTTPS.
    pub(super) https: Option<String>,
    pub(super) times: Times,
}

/// How a connection begins.
pub(super) enum Security {
    Plain,
    Tls(TlsAcceptor),
    Acme(Configs),
}

/// Paths by which machines within the house ask whether the server is well: they come plainly.
const HEALTH: &str = "/health/";

/// Whoever has come in, from where and for how long.
pub(super) struct Inside {
    pub(super) peer: SocketAddr,
    pub(super) place: Place,
    /// Another needs the place more.
    pub(super) ended: oneshot::Receiver<()>,
    /// The server ends.
    pub(super) stopped: watch::Receiver<bool>,
}

/// Serves one connection to its end, to that of its place, or to that of the server.
pub(super) async fn serve(door: Arc<Door>, stream: TcpStream, inside: Inside) {
    let Inside { peer, place, ended, stopped } = inside;
    let _ = stream.set_nodelay(true);
    let stream = Paced::new(stream, door.times.stall);
    let served = async {
        let begun = match &door.security {
            Security::Plain => return speak(&door, stream, peer, &place, stopped).await,
            Security::Tls(acceptor) => {
                let begun = tokio::time::timeout(door.times.handshake, acceptor.accept(stream)).await;
                begun.ok().and_then(Result::ok)
            }
            Security::Acme(configs) => {
                let begun = tokio::time::timeout(door.times.handshake, begin(configs, stream)).await;
                begun.ok().and_then(Result::ok).flatten()
            }
        };
        if let Some(stream) = begun {
            speak(&door, stream, peer, &place, stopped).await;
        }
    };
    tokio::select! {
        () = served => {}
        _ = ended => {}
    }
}

/// Begins TLS with a person; the authority has seen what it wants to see when TLS has begun.
async fn begin<S>(configs: &Configs, stream: S) -> io::Result<Option<tokio_rustls::server::TlsStream<S>>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let start = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream).await?;
    if is_tls_alpn_challenge(&start.client_hello()) {
        let mut stream = start.into_stream(Arc::clone(&configs.authority)).await?;
        stream.shutdown().await?;
        return Ok(None);
    }
    start.into_stream(Arc::clone(&configs.people)).await.map(Some)
}

async fn speak<S>(door: &Door, stream: S, peer: SocketAddr, place: &Place, stopped: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let asked = Notify::new();
    let service = service_fn(|request| {
        asked.notify_one();
        answer(door, peer, place, request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(door.times.head);
    http.max_headers(HEADERS).max_header_size(HEAD_BYTES).max_buf_size(BUFFER_BYTES);
    // What goes wrong on a connection is its end; the site has logged what is its own.
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = connection.as_mut() => return,
        () = farewell(door, stopped, &asked) => {}
    }
    // What is being answered is answered to its end; where nothing is, that is now.
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// When the server ends and nothing is on its way here any more: whoever was let in and has asked nothing yet has a moment
/// for it, as the request may have been sent already.
async fn farewell(door: &Door, mut stopped: watch::Receiver<bool>, asked: &Notify) {
    let _ = stopped.wait_for(|stop| *stop).await;
    let _ = tokio::time::timeout(door.times.farewell, asked.notified()).await;
}

async fn answer(
    door: &Door,
    peer: SocketAddr,
    place: &Place,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let visit = Arc::new(place.visit());
    let mut request = request.map(|body| Body::new(Arriving::new(body, Arc::clone(&visit))));
    let visitor = door.proxies.visitor(peer, request.headers_mut());
    if let Some(url) = &door.https
        && visitor.plainly
        && !request.uri().path().starts_with(HEALTH)
    {
        return Ok(to_https(url, request.uri()));
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(visitor.address, peer.port())));
    let response = TowerToHyperService::new(door.site.clone()).call(request).await?;
    visit.has_come();
    // It goes on until the answer has gone, or nobody wants it any more.
    Ok(response.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let _ = &visit;
            frame
        }))
    }))
}

/// A body on its way in: whoever is still sending it is not answered yet.
struct Arriving {
    body: Incoming,
    visit: Arc<Visit>,
}

impl Arriving {
    fn new(body: Incoming, visit: Arc<Visit>) -> Self {
        if body.is_end_stream() {
            visit.has_come();
        }
        Self { body, visit }
    }
}

impl hyper::body::Body for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let next = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(next, Poll::Ready(None)) || self.body.is_end_stream() {
            self.visit.has_come();
        }
        next
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
