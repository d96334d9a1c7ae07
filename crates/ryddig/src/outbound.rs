//! Asking servers that somebody else names: over HTTPS, and never into this machine or this network.
//!
//! Whoever can make a server ask an address of their choosing can ask from inside (SSRF). So every address is looked at when it is
//! connected to, and not before: names are resolved once, here, and what was looked at is what is connected to. Redirects are
//! not followed. One host is the *home*, which the one who runs the server has named: it may lie in the company's own network,
//! and on this machine only if it is named as this machine.

use openidconnect::http::{Request, Response};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, redirect};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::time::Duration;
use url::{Host, Url};

/// How long a connection may take to be made.
const CONNECT_SECONDS: u64 = 5;
/// How long an answer may take to come, all of it.
const ANSWER_SECONDS: u64 = 10;
/// The longest answer.
const ANSWER_BYTES: usize = 1024 * 1024;

/// Asks servers, beginning with the home.
pub(crate) struct Outbound {
    client: Client,
    home: Home,
}

/// The host that the one who runs the server has named.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Home {
    host: Host<String>,
    is_here: bool,
}

/// Why nothing was answered. Says nothing that the other side said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutboundProblem {
    /// The address is not one that may be asked.
    Forbidden,
    /// No connection, no answer in time, or a broken one.
    Unreachable,
    /// The answer is larger than a megabyte.
    TooLarge,
}

impl fmt::Display for OutboundProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forbidden => "the address is not one that may be asked",
            Self::Unreachable => "the server did not answer in time",
            Self::TooLarge => "the answer is too large",
        })
    }
}

impl std::error::Error for OutboundProblem {}

impl Outbound {
    /// For questions that begin with `home`.
    pub(crate) fn to(home: &Url) -> Result<Self, OutboundProblem> {
        // Fails where one is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = Home::of(home).ok_or(OutboundProblem::Forbidden)?;
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
            .timeout(Duration::from_secs(ANSWER_SECONDS))
            .dns_resolver(Lookup(home.clone()))
            .build();
        Ok(Self { client: client.map_err(|_| OutboundProblem::Unreachable)?, home })
    }

    /// Asks one question.
    pub(crate) async fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, OutboundProblem> {
        let request = reqwest::Request::try_from(request).map_err(|_| OutboundProblem::Forbidden)?;
        if !self.home.admits(request.url()) {
            return Err(OutboundProblem::Forbidden);
        }
        let mut answer = self.client.execute(request).await.map_err(|_| OutboundProblem::Unreachable)?;
        let mut response = Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            *headers = answer.headers().clone();
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|_| OutboundProblem::Unreachable)? {
            if body.len() + part.len() > ANSWER_BYTES {
                return Err(OutboundProblem::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        response.body(body).map_err(|_| OutboundProblem::Unreachable)
    }

    /// Whether a browser may be sent there, or a question asked, as far as the address alone tells.
    pub(crate) fn admits(&self, url: &Url) -> bool {
        self.home.admits(url)
    }
}

impl<'a> AsyncHttpClient<'a> for Outbound {
    type Error = OutboundProblem;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutboundProblem>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

impl Home {
    fn of(url: &Url) -> Option<Self> {
        let host = url.host()?.to_owned();
        let is_here = match &host {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let home = Self { host, is_here };
        home.admits(url).then_some(home)
    }

    /// By scheme, and by number where there is no name: a name is looked at when it is resolved.
    fn admits(&self, url: &Url) -> bool {
        let at_home = url.host().is_some_and(|host| host.to_owned() == self.host);
        let is_safe = url.scheme() == "https" || (url.scheme() == "http" && at_home && self.is_here);
        let reached = match url.host() {
            Some(Host::Ipv4(address)) => self.reaches(at_home, IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => self.reaches(at_home, IpAddr::V6(address)),
            Some(Host::Domain(_)) => true,
            None => false,
        };
        is_safe && reached && url.username().is_empty() && url.password().is_none()
    }

    fn reaches(&self, at_home: bool, address: IpAddr) -> bool {
        match place(address) {
            Place::Public => true,
            Place::Network => at_home,
            Place::Here => at_home && self.is_here,
            Place::Nowhere => false,
        }
    }
}

/// Resolves names, and leaves out every address that may not be asked.
struct Lookup(Home);

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let home = self.0.clone();
        Box::pin(async move {
            let at_home = matches!(&home.host, Host::Domain(host) if host == name.as_str());
            // The port is that of the question; none is given here.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let admitted: Vec<SocketAddr> = found.filter(|found| home.reaches(at_home, found.ip())).collect();
            if admitted.is_empty() {
                return Err(OutboundProblem::Forbidden.into());
            }
            Ok(Box::new(admitted.into_iter()) as Addrs)
        })
    }
}

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// To the net.
    Public,
    /// Into a network of its own (RFC 1918, RFC 6598, RFC 4193).
    Network,
    /// To this machine.
    Here,
    /// To a neighbour on the wire, to many, or to nobody: nothing there is ever asked. The addresses that hosting companies give
    /// their machines' secrets at are among them.
    Nowhere,
}

fn place(address: IpAddr) -> Place {
    match address {
        IpAddr::V4(address) => place_of_4(address),
        IpAddr::V6(address) => place_of_6(address),
    }
}

/// By the registry of special addresses (RFC 6890).
fn place_of_4(address: Ipv4Addr) -> Place {
    match address.octets() {
        [127, ..] => Place::Here,
        [10, ..] | [192, 168, ..] | [172, 16..=31, ..] | [100, 64..=127, ..] => Place::Network,
        [0 | 224..=255, ..]
        | [169, 254, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => Place::Nowhere,
        _ => Place::Public,
    }
}

/// By the same registry; an address that holds one of version 4 leads where that leads.
fn place_of_6(address: Ipv6Addr) -> Place {
    if address.is_loopback() {
        return Place::Here;
    }
    let within = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        place_of_4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // Mapped (RFC 4291, 2.5.5.2), translated (RFC 6052), and 6to4 (RFC 3056).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            within(high, low)
        }
        [0xfc00..=0xfdff, ..] => Place::Network,
        // Protocol assignments, Teredo among them, and documentation (RFC 3849, RFC 9637).
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Place::Nowhere,
        [0x2000..=0x3fff, ..] => Place::Public,
        _ => Place::Nowhere,
    }
}

#[cfg(test)]
mod tests;
