//! Addresses that every mail server can take.

use lettre::Address;
use url::Host;

use crate::limits::HEADER_LENGTH_MAX_BYTES;

/// Whether mail can be addressed to `text`: `kari@example.no` alone, without a name or angle brackets.
pub fn is_address(text: &str) -> bool {
    text.len() <= HEADER_LENGTH_MAX_BYTES && !text.contains(char::is_control) && read(text).is_some()
}

/// The one spelling of an address that people can be reached at from anywhere: small letters, the domain
/// in ASCII and with a dot in it. None where `text` is no such address.
///
/// RFC 5321 lets the part before the `@` differ by case; no mail system in use does.
pub fn normal_form(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let address = is_address(&text).then(|| read(&text)).flatten()?;
    let domain = address.domain();
    let public = domain.contains('.') && !domain.starts_with(['[', '.']) && !domain.ends_with('.');
    public.then(|| format!("{}@{domain}", address.user()))
}

/// Reads an address; none if it is not one, or has letters outside ASCII before the `@`.
///
/// A domain with such letters becomes its ASCII form (RFC 5891): not every server on the way knows SMTPUTF8.
pub(crate) fn read(text: &str) -> Option<Address> {
    let (user, domain) = text.rsplit_once('@')?;
    if !user.is_ascii() {
        return None;
    }
    if domain.is_ascii() {
        return Address::new(user, domain).ok();
    }
    match Host::parse(domain).ok()? {
        Host::Domain(ascii) => Address::new(user, ascii).ok(),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}
