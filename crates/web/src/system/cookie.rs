//! Cookies, and what all of them have in common: this host alone, never over plain HTTP where there is HTTPS, out of reach
//! of scripts, not sent with forms of other sites (RFC 6265bis).
//!
//! Nothing else in this crate writes or reads one, so none can be weaker than the others.

use crate::app::App;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The cookie by which a device that has signed in is known again: it tells the brake on guessing, and lets nobody in.
pub(crate) const DEVICE: &str = "ryddig-device";
/// The cookie that ties a sign-in through a provider to the browser that began it.
pub(crate) const SIGN_ON: &str = "ryddig-sign-on";
/// The cookie of a customer's session in the portal.
pub(crate) const PORTAL: &str = "ryddig-portal";
/// The cookie of a session.
pub(crate) const SESSION: &str = "ryddig";

/// The name that `name` has for browsers. `__Host-` binds it to this very host over HTTPS (RFC 6265bis, 4.1.3.2).
fn full_name(app: &App, name: &str) -> String {
    if app.is_secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// What sets the cookie for so many seconds, or takes it away with none; for `Set-Cookie`. None where `value` has
/// characters that no cookie has.
pub(crate) fn set(app: &App, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let name = full_name(app, name);
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    value.bytes().all(plain).then(|| HeaderValue::from_str(&line).ok()).flatten()
}

/// The value of the cookie; the first where it comes twice.
pub(crate) fn get<'a>(app: &App, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let wanted = full_name(app, name);
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
