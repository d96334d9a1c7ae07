//! Which hosts this server answers for. A name that is not ours is refused: nobody reaches the desk under a name of
//! their own (DNS rebinding), and no cache keeps our page under it.
//!
//! No link is ever made from what a request says of its host.

use super::refusal::Refusal;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};

/// The names of this machine for itself. Where the server is reached by one of them, it is by the others too.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The names that people reach the server by, small letters, without ports.
#[derive(Debug)]
pub(crate) struct Hosts(Vec<String>);

impl Hosts {
    /// The host in `url`, and `others` beside it.
    pub(crate) fn new(url: &str, others: &[String]) -> Self {
        let uri: Option<Uri> = url.parse().ok();
        let own = uri.as_ref().and_then(Uri::host).map(str::to_owned);
        let mut names: Vec<String> = own.into_iter().chain(others.iter().cloned()).map(|name| plain(&name)).collect();
        if names.iter().any(|name| LOOPBACK.contains(&name.as_str())) {
            names.extend(LOOPBACK.map(str::to_owned));
        }
        Self(names)
    }

    /// Whether the request is for one of them. Its address may name a host too (RFC 9112, 3.2.2); both count.
    pub(super) fn examine(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let mut lines = headers.get_all(HOST).into_iter();
        let header = match (lines.next(), lines.next()) {
            (Some(line), None) => Some(line.to_str().ok().and_then(name).ok_or(Refusal::Unclear)?),
            (None, _) => None,
            (Some(_), Some(_)) => return Err(Refusal::Unclear),
        };
        let named = uri.authority().map(|authority| plain(authority.host()));
        if header.is_none() && named.is_none() {
            return Err(Refusal::Unclear);
        }
        if header.into_iter().chain(named).all(|name| self.0.contains(&name)) { Ok(()) } else { Err(Refusal::Host) }
    }
}

/// The name in a `Host` header (RFC 9110, 7.2).
fn name(line: &str) -> Option<String> {
    let authority: Authority = line.parse().ok()?;
    // A user's name has no place there.
    (!line.contains('@')).then(|| plain(authority.host()))
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}
