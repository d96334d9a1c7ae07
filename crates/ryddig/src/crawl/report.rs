//! What was seen of a website, and whether it keeps what a statement without cookies promises.

use super::trackers;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use url::{Host, Url};

/// Whether somebody is the website itself or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Party {
    First,
    Third,
}

impl Party {
    fn word(self) -> &'static str {
        match self {
            Self::First => "first party",
            Self::Third => "third party",
        }
    }
}

/// A cookie that the browser was given. Its value is not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) path: String,
    /// How long it lives, in seconds; none where it ends with the browser.
    pub(crate) seconds: Option<i64>,
    /// `Secure`, `HttpOnly`, `SameSite=Lax` and the like.
    pub(crate) attributes: Vec<String>,
    pub(crate) party: Party,
}

/// Something else that a page keeps in the browser. What is in it is not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Stored {
    /// `localStorage`, `sessionStorage`, `IndexedDB`, `cache` or `service worker`.
    pub(crate) kind: String,
    pub(crate) name: String,
}

/// A call to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Call {
    pub(crate) host: String,
    /// What it is for, such as `script`, `image` or `beacon`.
    pub(crate) kind: String,
    /// Who that is known to be, if it is on our short list.
    pub(crate) known_as: Option<&'static str>,
}

impl Call {
    pub(crate) fn new(host: &str, kind: &str) -> Self {
        Self { host: host.to_owned(), kind: kind.to_owned(), known_as: trackers::known(host) }
    }
}

/// A page, and what came with it. Nothing was clicked, so all of it came before anybody could agree.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) cookies: BTreeSet<Cookie>,
    pub(crate) stored: BTreeSet<Stored>,
    pub(crate) calls: BTreeSet<Call>,
    /// Where it led, if that is another website, which was not looked at.
    pub(crate) leads_to: Option<String>,
}

impl Page {
    pub(crate) fn new(url: &Url) -> Self {
        let (cookies, stored, calls) = Default::default();
        Self { url: url.to_string(), cookies, stored, calls, leads_to: None }
    }

    fn is_clean(&self) -> bool {
        self.cookies.is_empty() && self.stored.is_empty() && self.calls.is_empty() && self.leads_to.is_none()
    }
}

/// Everything that was seen.
pub(crate) struct Report {
    start: String,
    in_browser: bool,
    pub(crate) pages: Vec<Page>,
    /// Pages that could not be seen, and why.
    pub(crate) unseen: Vec<(String, String)>,
    /// Pages that were linked and not visited.
    pub(crate) left_out: usize,
}

impl Report {
    pub(crate) fn new(start: &Url, in_browser: bool) -> Self {
        Self { start: start.to_string(), in_browser, pages: Vec::new(), unseen: Vec::new(), left_out: 0 }
    }

    /// How many pages were tried.
    pub(crate) fn visited(&self) -> u32 {
        u32::try_from(self.pages.len() + self.unseen.len()).unwrap_or(u32::MAX)
    }

    /// How many things were found.
    pub(crate) fn findings(&self) -> usize {
        self.cookies().len() + self.stored().len() + self.calls().len()
    }

    fn cookies(&self) -> BTreeSet<&Cookie> {
        self.pages.iter().flat_map(|page| &page.cookies).collect()
    }

    fn stored(&self) -> BTreeSet<&Stored> {
        self.pages.iter().flat_map(|page| &page.stored).collect()
    }

    fn calls(&self) -> BTreeSet<&Call> {
        self.pages.iter().flat_map(|page| &page.calls).collect()
    }

    /// Whether the statement's sentence on cookies holds, as far as can be seen.
    fn verdict(&self) -> String {
        let pages = self.pages.len();
        let seen = if self.in_browser {
            format!("in a browser, on {pages} pages, without agreeing to anything")
        } else {
            format!("by reading {pages} pages; what their scripts do was not seen")
        };
        let kept = self.cookies().len() + self.stored().len();
        match (kept, self.calls().len()) {
            (0, 0) => format!(
                "A statement that says “no cookies, no trackers” holds: nothing was kept and nobody else called ({seen})."
            ),
            (0, _) => format!(
                "A statement that says “no cookies” holds, but others are called, which tells them who visits ({seen})."
            ),
            _ => format!("A statement that says “no cookies” does not hold ({seen})."),
        }
    }

    /// For reading.
    pub(crate) fn human(&self) -> String {
        let mut text = String::new();
        for page in &self.pages {
            let nothing = if page.is_clean() { "  nothing" } else { "" };
            let _ = writeln!(text, "{}{nothing}", page.url);
            if let Some(other) = &page.leads_to {
                let _ = writeln!(text, "  leads to another website, which was not looked at: {other}");
            }
            for cookie in &page.cookies {
                let life = cookie.seconds.map_or_else(|| "until the browser ends".to_owned(), life);
                let Cookie { name, domain, path, attributes, party, .. } = cookie;
                let attributes =
                    if attributes.is_empty() { String::new() } else { format!(", {}", attributes.join(", ")) };
                let _ = writeln!(text, "  cookie {name} of {domain}{path}, {}, {life}{attributes}", party.word());
            }
            for Stored { kind, name } in &page.stored {
                let _ = writeln!(text, "  {kind}: {name}");
            }
            for Call { host, kind, known_as } in &page.calls {
                let known = known_as.map(|known| format!(" ({known})")).unwrap_or_default();
                let _ = writeln!(text, "  calls {host}{known}: {kind}");
            }
        }
        for (url, cause) in &self.unseen {
            let _ = writeln!(text, "{url}\n  could not be seen: {cause}");
        }
        if self.left_out > 0 {
            let _ = writeln!(text, "\nlinked and not visited, as a limit was reached: {} pages", self.left_out);
        }
        let (cookies, stored, calls) = (self.cookies().len(), self.stored().len(), self.calls().len());
        let _ = writeln!(text, "\ncookies: {cookies}  other storage: {stored}  calls to others: {calls}");
        let _ = writeln!(text, "{}", self.verdict());
        text
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let unseen: Vec<Value> = self.unseen.iter().map(|(url, why)| json!({ "url": url, "why": why })).collect();
        json!({
            "start": self.start,
            "browser": self.in_browser,
            "before_consent": true,
            "pages": self.pages,
            "unseen": unseen,
            "not_visited": self.left_out,
            "cookies": self.cookies().len(),
            "stored": self.stored().len(),
            "calls": self.calls().len(),
            "verdict": self.verdict(),
        })
    }
}

fn life(seconds: i64) -> String {
    match seconds {
        ..3_600 => format!("{seconds} seconds"),
        3_600..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Whether `other` belongs to the website that begins at `site`: the same host, with `www.` or without, or one below it.
pub(crate) fn is_own(site: &Url, other: &Url) -> bool {
    matches!(other.scheme(), "http" | "https")
        && match (site.host(), other.host()) {
            (Some(Host::Domain(site)), Some(Host::Domain(other))) => is_below(site, other),
            (Some(site), Some(other)) => site == other,
            _ => false,
        }
}

/// Whether the cookie's domain is that of the website.
pub(crate) fn party_of(site: &Url, domain: &str) -> Party {
    let (host, domain) = (site.host_str().unwrap_or_default(), domain.trim_start_matches('.'));
    let own = host == domain || host.ends_with(&format!(".{domain}")) || is_below(host, domain);
    if own { Party::First } else { Party::Third }
}

fn is_below(site: &str, other: &str) -> bool {
    let site = site.strip_prefix("www.").unwrap_or(site);
    other == site || other.strip_suffix(site).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{Call, Cookie, Page, Party, Report, Stored, is_own, party_of};
    use url::Url;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn a_website_is_its_host_and_what_is_below() {
        let check = |site, other, expected| assert_eq!(is_own(&url(site), &url(other)), expected, "{site} {other}");
        check("https://www.firma.example/", "https://firma.example/om", true);
        check("https://firma.example/", "https://shop.firma.example/", true);
        check("https://firma.example/", "https://ikkefirma.example/", false);
        check("https://firma.example/", "mailto:a@firma.example", false);
        check("http://localhost:1/", "http://localhost:2/", true);
        check("http://localhost:1/", "http://127.0.0.1:1/", false);
        check("http://127.0.0.1/", "http://0.0.1/", false);
        let party = |site, domain| party_of(&url(site), domain);
        assert_eq!(party("https://www.firma.example/", ".firma.example"), Party::First);
        assert_eq!(party("https://firma.example/", "ads.example"), Party::Third);
        assert_eq!(party("https://firma.example/", "a.example"), Party::Third);
    }

    #[test]
    fn the_verdict_follows_from_what_was_seen() {
        let check = |fill: fn(&mut Page), found, words: &str| {
            let site = url("https://firma.example/");
            let (mut report, mut page) = (Report::new(&site, true), Page::new(&site));
            fill(&mut page);
            // What stands on two pages is one finding.
            report.pages = vec![page.clone(), page];
            assert_eq!(report.findings(), found);
            assert!(report.human().contains(words), "{}", report.human());
        };
        check(|_| {}, 0, "“no cookies, no trackers” holds");
        check(|page| assert!(page.calls.insert(Call::new("fonts.gstatic.com", "font"))), 1, "“no cookies” holds, but");
        let stored = |page: &mut Page| {
            page.stored.insert(Stored { kind: "localStorage".to_owned(), name: "id".to_owned() });
        };
        check(stored, 1, "does not hold");
        let cookie = |page: &mut Page| {
            page.cookies.insert(Cookie {
                name: "_ga".to_owned(),
                domain: "firma.example".to_owned(),
                path: "/".to_owned(),
                seconds: Some(63_072_000),
                attributes: vec!["Secure".to_owned()],
                party: Party::First,
            });
        };
        check(cookie, 1, "cookie _ga of firma.example/, first party, 730 days, Secure");
    }
}
