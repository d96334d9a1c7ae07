//! `ryddig crawl` on websites of this machine: by reading, and in a real browser.

use crate::harness::{Place, Ran};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Answers with status, further headers and a page for each path.
type Pages = dyn Fn(&str) -> (u16, String, String) + Send + Sync;

/// A website of this machine, for as long as the test lasts; its port.
fn website(pages: impl Fn(&str) -> (u16, String, String) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let pages: Arc<Pages> = Arc::new(pages);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let pages = Arc::clone(&pages);
            thread::spawn(move || answer(stream, &*pages));
        }
    });
    port
}

fn answer(mut stream: TcpStream, pages: &Pages) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    for line in lines {
        if line.is_ok_and(|line| line.is_empty()) {
            break;
        }
    }
    let (status, headers, page) = pages(first.split(' ').nth(1).unwrap_or("/"));
    let length = page.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} x\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\n{headers}connection: close\r\n\r\n{page}"
    );
}

fn plain(page: &str) -> (u16, String, String) {
    (200, String::new(), page.to_owned())
}

/// A third party, and a website that uses it: `localhost` and `127.0.0.1` are strangers.
fn laden() -> u16 {
    let other = website(|path| match path {
        "/pixel" => (200, "set-cookie: third=1; Max-Age=3600\r\n".to_owned(), String::new()),
        _ => plain("elsewhere"),
    });
    website(move |path| match path {
        "/" => (
            200,
            "set-cookie: own=1; Path=/; HttpOnly; Max-Age=7200\r\n".to_owned(),
            format!(
                "<title>x</title><a href=/two>2</a> <a href=/away>a</a> <a href='http://127.0.0.1:{other}/no'>n</a>\
                 <img src='http://127.0.0.1:{other}/pixel'>"
            ),
        ),
        "/two" => plain(
            "<a href=/>1</a><script>alert('stop'); localStorage.setItem('zqname', 'zqvalue'); indexedDB.open('base'); \
             document.cookie = 'scripted=1'</script>",
        ),
        "/away" => (302, format!("location: http://127.0.0.1:{other}/\r\n"), String::new()),
        _ => (404, String::new(), String::new()),
    })
}

fn crawl(url: &str, flags: &[&str]) -> (Ran, Value) {
    let ran = Place::new().run(&[&["crawl", url, "--format", "json"], flags].concat());
    let said = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    (ran, said)
}

fn names(said: &Value, list: &str, key: &str) -> Vec<String> {
    let pages = said["pages"].as_array().expect("pages").iter();
    let found = pages.flat_map(|page| page[list].as_array().expect("a list"));
    found.map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn reading_finds_cookies_and_calls_and_no_script() {
    let (ran, said) = crawl(&format!("http://localhost:{}/", laden()), &["--reading"]);
    assert_eq!(ran.code, 1);
    assert_eq!(said["browser"], false);
    assert_eq!(names(&said, "cookies", "name"), ["own"]);
    assert_eq!(said["pages"][0]["cookies"][0]["seconds"], 7200);
    assert_eq!(names(&said, "calls", "host"), ["127.0.0.1"]);
    let away: Vec<&Value> =
        said["pages"].as_array().expect("pages").iter().filter(|page| page["leads_to"].is_string()).collect();
    assert_eq!(away.len(), 1, "what leads elsewhere is told and not visited");
    assert!(
        said["verdict"]
            .as_str()
            .is_some_and(|verdict| verdict.contains("does not hold") && verdict.contains("scripts"))
    );
}

#[test]
fn a_browser_finds_what_scripts_and_others_do_too() {
    let (ran, said) = crawl(&format!("http://localhost:{}/", laden()), &["--browser", "/usr/bin/chromium"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(said["browser"], true);
    let cookies = names(&said, "cookies", "name");
    for name in ["own", "scripted"] {
        assert!(cookies.contains(&name.to_owned()), "{said:#}");
    }
    assert!(names(&said, "stored", "kind").contains(&"localStorage".to_owned()), "{said:#}");
    assert!(names(&said, "stored", "name").contains(&"zqname".to_owned()));
    assert!(names(&said, "stored", "kind").contains(&"IndexedDB".to_owned()), "{said:#}");
    assert!(!ran.out.contains("zqvalue"), "what is kept is not told");
    assert!(names(&said, "calls", "host").contains(&"127.0.0.1".to_owned()));
    assert_eq!(said["before_consent"], true);
}

#[test]
fn an_endless_site_ends_at_the_limits() {
    let port = website(|path| plain(&format!("<a href='{path}/a'>on</a><a href='{path}/b'>on</a>")));
    let url = format!("http://localhost:{port}/x");
    let (ran, said) = crawl(&url, &["--reading", "--depth", "3", "--pages", "50"]);
    assert_eq!((ran.code, said["pages"].as_array().map(Vec::len)), (0, Some(15)));
    assert_eq!(said["not_visited"], 16);
    let (_, said) = crawl(&url, &["--reading", "--pages", "7"]);
    assert_eq!(said["pages"].as_array().map(Vec::len), Some(7));
    assert_eq!(Place::new().run(&["crawl", &url, "--pages", "51"]).code, 2);
    assert_eq!(Place::new().run(&["crawl", &url, "--depth", "5"]).code, 2);
}

#[test]
fn what_cannot_be_seen_is_said() {
    let place = Place::new();
    for url in ["ftp://localhost/", "nonsense", "http://127.0.0.1:9/"] {
        let ran = place.run(&["crawl", url, "--reading"]);
        assert_eq!(ran.code, 2, "{url}: {}", ran.err);
    }
    let ran = place.run(&["crawl", "http://localhost/", "--browser", "/bin/false"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let around = website(|_| (302, "location: /\r\n".to_owned(), String::new()));
    assert_eq!(place.run(&["crawl", &format!("http://localhost:{around}/"), "--reading"]).code, 2);
}

#[test]
fn our_own_public_pages_are_clean() {
    let place = Place::new();
    let server = place.serve(&[]);
    let ran = place.run(&["crawl", &server.url, "--browser", "/usr/bin/chromium"]);
    let said = ran.done();
    assert!(said.contains("/personvern") && said.contains("“no cookies, no trackers” holds"), "{said}");
}
