//! What the name in `From` is worth: anybody can write any.
//!
//! Either the server that took the mail in says so (`Authentication-Results`, RFC 8601), or we look it up ([`crate::Verifier`]).

use crate::Incoming;

/// Who wrote a message, and whether the domain vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The address in `From`, in small letters; none unless there is exactly one.
    pub address: Option<String>,
    /// What it is worth.
    pub trust: Trust,
}

/// What the address in `From` is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trust {
    /// The domain of the address vouches for the message: by DMARC, or by a signature (DKIM) or a sending server (SPF) of the same
    /// domain.
    Verified,
    /// Nobody vouches for it. It gives nobody any right, and is never taken for a colleague's unseen.
    Unverified,
    /// The domain says how its mail is known (DMARC), and this is not known so.
    Failed,
    /// It could not be looked up now.
    Unknown,
}

/// Reads what our own server found, which calls itself `authserv_id`. Only the topmost `Authentication-Results` counts, and only
/// if it bears that name: those below came with the message. The server must take fields with its own name out of what comes in
/// (RFC 8601, 5), as all do.
pub fn sender(mail: &Incoming, authserv_id: &str) -> Sender {
    let address = only_address(mail);
    let Some(domain) = address.as_deref().and_then(domain) else { return Sender { address, trust: Trust::Unverified } };
    let results = mail.field("authentication-results").and_then(|field| results(field, authserv_id));
    let trust = results.map_or(Trust::Unverified, |results| judged(&results, domain));
    Sender { address, trust }
}

/// The address in `From`, if there is exactly one: of several no one can be vouched for (RFC 7489, 6.6.1).
pub(crate) fn only_address(mail: &Incoming) -> Option<String> {
    let one_field = mail.every("from").count() == 1;
    let address = mail.from.first().filter(|_| one_field && mail.from.len() == 1)?;
    Some(address.address.to_lowercase())
}

/// One result: `dkim=pass header.d=example.no`.
struct Outcome {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

impl Outcome {
    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn judged(results: &[Outcome], from: &str) -> Trust {
    let of = |method: &'static str| results.iter().filter(move |it| it.method == method);
    let vouches = |it: &Outcome, property: &str| {
        it.result == "pass" && it.property(property).and_then(domain).is_some_and(|signer| is_aligned(signer, from))
    };
    let dmarc = of("dmarc").find(|it| it.property("header.from").is_none_or(|it| domain(it) == Some(from)));
    match dmarc.map(|it| (it.result.as_str(), it.property("header.from").is_some())) {
        Some(("pass", true)) => return Trust::Verified,
        Some(("fail", _)) => return Trust::Failed,
        Some(("temperror", _)) => return Trust::Unknown,
        Some(_) | None => {}
    }
    let signed = of("dkim").any(|it| vouches(it, "header.d") || vouches(it, "header.i"));
    let sent = of("spf").any(|it| vouches(it, "smtp.mailfrom"));
    if signed || sent { Trust::Verified } else { Trust::Unverified }
}

/// Whether one domain may vouch for the other: it is the same, or above it. More is not known without a list of public suffixes.
fn is_aligned(signer: &str, from: &str) -> bool {
    let below = from.strip_suffix(signer).is_some_and(|rest| rest.ends_with('.'));
    signer == from || (below && signer.contains('.'))
}

/// The domain of an address, or what is one already.
fn domain(address: &str) -> Option<&str> {
    let domain = address.rsplit('@').next()?.trim_end_matches('.');
    (!domain.is_empty()).then_some(domain)
}

/// The results of a field, if it bears the name.
fn results(field: &str, authserv_id: &str) -> Option<Vec<Outcome>> {
    let field = without_comments(field).to_lowercase();
    let mut parts = field.split(';');
    // A version may follow the name.
    let id = parts.next()?.split_whitespace().next()?.trim_matches('"');
    if !id.eq_ignore_ascii_case(authserv_id) {
        return None;
    }
    Some(parts.filter_map(outcome).collect())
}

fn outcome(part: &str) -> Option<Outcome> {
    let spaced = part.replace(" =", "=").replace("= ", "=");
    let mut words = spaced.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    let method = method.split('/').next().unwrap_or_default().to_owned();
    let properties = words.filter_map(|word| word.split_once('='));
    let properties = properties.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect();
    Some(Outcome { method, result: result.to_owned(), properties })
}

/// Without what stands in brackets, which anybody's words may be in. Quotes are left alone: a semicolon in one takes a result
/// apart into two that are none.
fn without_comments(field: &str) -> String {
    let mut depth = 0usize;
    let mut escaped = false;
    field
        .chars()
        .filter(|c| {
            let inside = depth > 0;
            match c {
                _ if escaped => escaped = false,
                '\\' if inside => escaped = true,
                '(' => depth += 1,
                ')' if inside => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
