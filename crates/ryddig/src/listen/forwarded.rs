//! Who a visitor behind proxies is.
//!
//! Anybody can write the headers; they are believed as far as a chain of proxies that were named leads back: the first
//! address from the right that is none of theirs is the visitor's. What nobody named has said is taken off the request.

use super::options::ProxyHeader;
use crate::limits::HOPS;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED: HeaderName = HeaderName::from_static("forwarded");
/// Every header by which a proxy says what was before it.
const ALL: [HeaderName; 6] = [
    FOR,
    PROTO,
    FORWARDED,
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-real-ip"),
];

/// An address, or all those that share its first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Net {
    bits: u128,
    length: u32,
}

impl Net {
    fn holds(self, address: IpAddr) -> bool {
        let differ = self.bits ^ bits(address);
        differ.leading_zeros() >= self.length
    }
}

/// An address as IPv6 sees it.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

impl FromStr for Net {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is neither an address nor a network, as 10.1.0.0/16");
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { Ipv4Addr::BITS } else { 128 };
        let length = length.unwrap_or(most);
        if length > most {
            return Err(wrong());
        }
        let net = Self { bits: bits(address), length: length + 128 - most };
        // `10.1.2.3/16` is a slip of the pen: which of both was meant?
        let rest = if net.length == 128 { 0 } else { net.bits << net.length };
        if rest == 0 { Ok(net) } else { Err(wrong()) }
    }
}

/// The proxies that were named, and how they name a visitor.
#[derive(Debug, Clone)]
pub(super) struct Proxies {
    pub(super) nets: Vec<Net>,
    pub(super) header: ProxyHeader,
}

/// What is known of a visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visitor {
    pub(super) address: IpAddr,
    /// A proxy said that the visitor came to it over plain HTTP.
    pub(super) plainly: bool,
}

impl Proxies {
    pub(super) fn trust(&self, address: IpAddr) -> bool {
        self.nets.iter().any(|net| net.holds(address))
    }

    /// Who sent a request with these `headers` over a connection from `peer`; takes those off that tell of it.
    pub(super) fn visitor(&self, peer: SocketAddr, headers: &mut HeaderMap) -> Visitor {
        let mut visitor = Visitor { address: peer.ip().to_canonical(), plainly: false };
        if self.trust(peer.ip()) {
            let hops = match self.header {
                ProxyHeader::XForwardedFor => hops(headers),
                ProxyHeader::Forwarded => elements(headers),
            };
            for hop in hops.into_iter().rev().take(HOPS) {
                visitor.plainly = hop.plainly;
                let Some(address) = hop.address else { break };
                visitor.address = address.to_canonical();
                if !self.trust(address) {
                    break;
                }
            }
        }
        for name in ALL {
            headers.remove(name);
        }
        visitor
    }
}

/// One step on the way here; the address is missing where none is given.
struct Hop {
    address: Option<IpAddr>,
    plainly: bool,
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().map(|line| HeaderValue::to_str(line).unwrap_or_default())
}

fn hops(headers: &HeaderMap) -> Vec<Hop> {
    let parts = |name| texts(headers, name).flat_map(|line| line.split(',')).map(str::trim);
    // Proxies within the house may speak plain HTTP among themselves: one that had HTTPS is enough.
    let mut protos = parts(PROTO).peekable();
    let plainly = protos.peek().is_some() && protos.all(|proto| proto.eq_ignore_ascii_case("http"));
    let mut hops: Vec<Hop> = parts(FOR).map(|part| Hop { address: address(part), plainly }).collect();
    if hops.is_empty() {
        hops.push(Hop { address: None, plainly });
    }
    hops
}

/// The elements of `Forwarded`. Whatever stands in quotes is part of one value (RFC 7239, 4).
fn elements(headers: &HeaderMap) -> Vec<Hop> {
    let mut hops = Vec::new();
    for line in texts(headers, FORWARDED) {
        // A quote that somebody left open would swallow what the proxy added behind it.
        if !Quotes::close(line) {
            hops.push(Hop { address: None, plainly: false });
            continue;
        }
        for element in split(line, ',') {
            let mut hop = Hop { address: None, plainly: false };
            for pair in split(element, ';') {
                let Some((name, value)) = pair.split_once('=') else { continue };
                let value = value.trim().trim_matches('"');
                match name.trim().to_ascii_lowercase().as_str() {
                    "for" => hop.address = address(value),
                    "proto" => hop.plainly = value.eq_ignore_ascii_case("http"),
                    _ => {}
                }
            }
            hops.push(hop);
        }
    }
    hops
}

/// The parts of `text` between marks that stand outside quotes.
fn split(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut quotes = Quotes::default();
    text.split(move |c| !quotes.hold(c) && c == mark)
}

/// Whether `text` stands in quotes, character by character (RFC 9110, 5.6.4).
#[derive(Default)]
struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    /// Takes the next character; tells whether quotes are open behind it.
    fn hold(&mut self, c: char) -> bool {
        let is_plain = std::mem::take(&mut self.escaped);
        self.escaped = self.open && !is_plain && c == '\\';
        self.open ^= c == '"' && !is_plain;
        self.open
    }

    /// Whether quotes that are opened in `text` are closed in it.
    fn close(text: &str) -> bool {
        let mut quotes = Self::default();
        !text.chars().fold(false, |_, c| quotes.hold(c))
    }
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests;
