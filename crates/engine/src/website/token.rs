//! Form tokens: a signed time, so that a form sent faster than anybody can write is noticed.
//!
//! The token says when the form was shown and nothing about the visitor; it is stored nowhere.

use crate::context::Engine;
use crate::limits::FORM_LIFE_SECONDS;
use crate::system::{hex, unhex};
use hmac::{Hmac, KeyInit, Mac};
use model::Moment;
use sha2::Sha256;

/// Hexadecimal digits that make each token its own.
const NONCE_DIGITS: usize = 16;

/// A token for a form that is shown `now`.
pub(crate) fn form_token(engine: &Engine, now: Moment) -> String {
    make(&engine.settings().secret, now, &engine.new_secret()[..NONCE_DIGITS])
}

/// Reads the token of a form that is sent `now`.
pub(crate) fn read_token(engine: &Engine, now: Moment, token: &str) -> Shown {
    read(&engine.settings().secret, now, token)
}

/// What a token proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The form was shown this many seconds ago.
    Ago(i64),
    /// The form was shown by this server, but too long ago.
    Expired,
    /// Nothing: there is no token, or this server did not make it.
    Never,
}

/// Makes a token for a form shown `now`: seconds since 1970, a nonce, and a MAC over both.
pub(crate) fn make(secret: &[u8; 32], now: Moment, nonce: &str) -> String {
    let signed = format!("{}.{nonce}", now.milliseconds());
    let mac = hex(&mac(secret, "form", &[&signed]).finalize().into_bytes());
    format!("{signed}.{mac}")
}

/// Reads a token at the time `now`.
pub(crate) fn read(secret: &[u8; 32], now: Moment, token: &str) -> Shown {
    let parts = token.rsplit_once('.').and_then(|(signed, mac)| Some((signed, unhex(mac)?)));
    let Some((signed, given)) = parts else { return Shown::Never };
    if mac(secret, "form", &[signed]).verify_slice(&given).is_err() {
        return Shown::Never;
    }
    let shown = signed.split_once('.').and_then(|(time, _)| time.parse::<i64>().ok());
    let Some(shown) = shown else { return Shown::Never };
    let ago = (now.milliseconds() - shown).div_euclid(1000);
    if ago > FORM_LIFE_SECONDS { Shown::Expired } else { Shown::Ago(ago) }
}

/// A keyed hash of `parts`, hexadecimal; equal parts, equal hash. `purpose` keeps hashes apart.
pub(crate) fn keyed_hash(secret: &[u8; 32], purpose: &str, parts: &[&str]) -> String {
    hex(&mac(secret, purpose, parts).finalize().into_bytes())
}

/// A key of its own for one purpose.
pub(crate) fn key(secret: &[u8; 32], purpose: &str) -> [u8; 32] {
    mac(secret, purpose, &[]).finalize().into_bytes().into()
}

/// Whether `hash` is [`keyed_hash`] of the same; compared in constant time.
pub(crate) fn fits(secret: &[u8; 32], purpose: &str, parts: &[&str], hash: &str) -> bool {
    unhex(hash).is_some_and(|given| mac(secret, purpose, parts).verify_slice(&given).is_ok())
}

fn mac(secret: &[u8; 32], purpose: &str, parts: &[&str]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(purpose.as_bytes());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac
}
