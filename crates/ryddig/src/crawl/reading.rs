//! Reading pages without a browser: cookies that answers set, and what the text of the page names. What scripts do is not seen.

use super::Seen;
use super::html;
use super::report::{Call, Cookie, Page, is_own, party_of};
use crate::limits::{CRAWL_LOAD_SECONDS, CRAWL_PAGE_BYTES, CRAWL_REDIRECTS};
use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use std::collections::BTreeSet;
use std::time::Duration;
use url::Url;

/// Reads pages, and keeps no cookie.
pub(super) struct Reader {
    client: Client,
    known: BTreeSet<(String, String, String)>,
}

impl Reader {
    pub(super) fn new() -> Result<Self, String> {
        // Another part of the program may have chosen it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client =
            Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(CRAWL_LOAD_SECONDS)).build();
        Ok(Self { client: client.map_err(|cause| said(&cause))?, known: BTreeSet::new() })
    }

    /// Reads the page, and follows it where it leads within the website.
    pub(super) async fn look(&mut self, url: &Url) -> Result<Seen, String> {
        let mut page = Page::new(url);
        let mut here = url.clone();
        for _ in 0..=CRAWL_REDIRECTS {
            let response = self.client.get(here.clone()).send().await.map_err(|cause| said(&cause))?;
            self.cookies(&here, response.headers(), &mut page);
            let next = response.headers().get(LOCATION).filter(|_| response.status().is_redirection());
            let Some(next) = next.and_then(|next| here.join(next.to_str().ok()?).ok()) else {
                return read(&here, response, page).await;
            };
            if !is_own(url, &next) {
                page.leads_to = Some(next.to_string());
                return Ok(Seen { page, links: Vec::new() });
            }
            here = next;
        }
        Err(format!("it leads on more than {CRAWL_REDIRECTS} times"))
    }

    fn cookies(&mut self, url: &Url, headers: &HeaderMap, page: &mut Page) {
        let cookies =
            headers.get_all(SET_COOKIE).into_iter().map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
        for cookie in cookies.filter_map(|line| cookie(url, &line)) {
            if self.known.insert((cookie.name.clone(), cookie.domain.clone(), cookie.path.clone())) {
                page.cookies.insert(cookie);
            }
        }
    }
}

async fn read(here: &Url, mut response: Response, mut page: Page) -> Result<Seen, String> {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("text/html");
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml") {
        return Ok(Seen { page, links: Vec::new() });
    }
    let mut bytes = Vec::new();
    while let Some(more) = response.chunk().await.map_err(|cause| said(&cause))? {
        bytes.extend_from_slice(&more);
        if bytes.len() > CRAWL_PAGE_BYTES {
            return Err(format!("it is longer than {CRAWL_PAGE_BYTES} bytes"));
        }
    }
    let mut links = Vec::new();
    for named in html::named(&String::from_utf8_lossy(&bytes)) {
        let Ok(address) = here.join(&named.address) else { continue };
        if named.kind == "link" {
            links.push(address);
        } else if let (Some(host), false) = (address.host_str(), is_own(here, &address)) {
            page.calls.insert(Call::new(host, named.kind));
        }
    }
    Ok(Seen { page, links })
}

/// A cookie as an answer sets it (RFC 6265, 4.1); none where it only takes one away.
fn cookie(url: &Url, line: &str) -> Option<Cookie> {
    let mut parts = line.split(';').map(str::trim);
    let (name, _) = parts.next()?.split_once('=')?;
    let host = url.host_str()?.to_owned();
    let mut cookie = Cookie {
        name: name.trim().to_owned(),
        domain: host,
        path: "/".to_owned(),
        seconds: None,
        attributes: Vec::new(),
        party: party_of(url, url.host_str()?),
    };
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key.trim().to_ascii_lowercase().as_str() {
            "max-age" => cookie.seconds = value.trim().parse().ok(),
            "expires" if cookie.seconds.is_none() => cookie.attributes.push(format!("Expires={}", value.trim())),
            "domain" => {
                cookie.domain = value.trim().trim_start_matches('.').to_ascii_lowercase();
                cookie.party = party_of(url, &cookie.domain);
            }
            "path" => value.trim().clone_into(&mut cookie.path),
            "secure" => cookie.attributes.push("Secure".to_owned()),
            "httponly" => cookie.attributes.push("HttpOnly".to_owned()),
            "samesite" => cookie.attributes.push(format!("SameSite={}", value.trim())),
            _ => {}
        }
    }
    (!cookie.name.is_empty() && cookie.seconds != Some(0)).then_some(cookie)
}

/// What went wrong, with what is behind it.
fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cookie;
    use crate::crawl::report::Party;
    use url::Url;

    #[test]
    fn a_cookie_is_read_with_its_life_and_attributes() {
        let url = Url::parse("https://www.firma.example/om").expect("an address");
        let read = |line| cookie(&url, line);
        let plain = read("sid=1; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60").expect("a cookie");
        assert_eq!((plain.name.as_str(), plain.domain.as_str(), plain.seconds), ("sid", "www.firma.example", Some(60)));
        assert_eq!(plain.attributes, ["Secure", "HttpOnly", "SameSite=Lax"]);
        assert_eq!(read("a=b; Domain=.firma.example").expect("a cookie").party, Party::First);
        assert_eq!(read("a=; Max-Age=0"), None);
        assert_eq!(read("=b"), None);
        assert_eq!(read("nothing"), None);
    }
}
