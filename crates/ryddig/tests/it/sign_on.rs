//! Signing in through a provider that speaks the protocol, on this machine.

use crate::harness::{Place, Server};
use std::collections::BTreeMap;
use testkit::oidc::{CLIENT, Provider};

const IDA: &str = "ida@fjordlys.example";

/// A server that lets users in through a provider.
struct World {
    provider: Provider,
    place: Place,
    server: Server,
}

impl World {
    fn new() -> Self {
        let (provider, place) = (Provider::start(), Place::new());
        let file = format!(
            "[work]\nname = \"Arbeidskonto\"\nissuer = \"{}\"\nclient_id = \"{CLIENT}\"\nclient_secret_file = \"secret\"\n\
             domains = [\"fjordlys.example\"]\n",
            provider.issuer()
        );
        std::fs::write(place.path("sign-on.toml"), file).expect("the file is written");
        std::fs::write(place.path("secret"), "secret of ryddig\n").expect("the secret is written");
        let server = place.serve(&["--sign-on", "sign-on.toml"]);
        place.run(&["add-user", "Ida", IDA, "--role", "support"]).done();
        let world = Self { provider, place, server };
        world.control("back", &format!("{}/sign-in/with/work/back", world.server.url));
        world
    }

    /// Tells the provider how it is to be.
    fn control(&self, what: &str, is: &str) {
        let asked = ureq::get(format!("{}/control/{what}", self.provider.issuer())).query("is", is).call();
        assert_eq!(asked.expect("the provider answers").status(), 200);
    }

    fn browser(&self) -> Browser<'_> {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        Browser { world: self, agent: config.build().into(), cookies: BTreeMap::new() }
    }

    /// What somebody sees who signs in as this account of the provider's.
    fn enter(&self, account: &str) -> Page {
        self.control("account", account);
        let mut browser = self.browser();
        let away = browser.leave();
        browser.follow(away)
    }
}

/// A browser with cookies and without script.
struct Browser<'a> {
    world: &'a World,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
}

/// What a browser ended at.
struct Page {
    url: String,
    status: u16,
    text: String,
}

impl Page {
    fn is_in(&self) -> bool {
        self.status == 200 && self.url.ends_with("/desk") && self.text.contains("/sign-out")
    }

    /// Whether somebody was told why they are not in.
    fn says(&self, text: &str) -> bool {
        self.status == 403 && self.text.contains(text) && !self.text.contains("nobody shows this")
    }
}

impl Browser<'_> {
    /// Presses the button; gives the address that the browser is sent to.
    fn leave(&mut self) -> String {
        let url = format!("{}/sign-in/with/work", self.world.server.url);
        let request = self.agent.post(&url).header("origin", &self.world.server.url);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = self.kept(request.send_empty().expect("the server answers"));
        assert_eq!(answer.status(), 200);
        let refresh = answer.headers().get("refresh").expect("it is sent away").to_str().expect("plain");
        refresh.strip_prefix("0;url=").expect("an address").to_owned()
    }

    /// Goes to `url`, and on to wherever that leads.
    fn follow(&mut self, mut url: String) -> Page {
        for _ in 0..10 {
            let (status, location, text) = self.get(&url);
            match location {
                Some(next) => url = next,
                None => return Page { url, status, text },
            }
        }
        panic!("it leads on for ever: {url}");
    }

    /// Goes to `url`, and on until it is back with an answer, which is not sent yet.
    fn until_back(&mut self, mut url: String) -> String {
        while !url.contains("/work/back?") {
            let (status, location, text) = self.get(&url);
            url = location.unwrap_or_else(|| panic!("{status} at {url}: {text}"));
        }
        url
    }

    fn get(&mut self, url: &str) -> (u16, Option<String>, String) {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.agent.get(url).header("cookie", cookies.join("; "));
        let mut answer = self.kept(request.call().expect("it answers"));
        let location = answer.headers().get("location").map(|to| to.to_str().expect("plain").to_owned());
        let host = url.split('/').take(3).collect::<Vec<_>>().join("/");
        let location = location.map(|to| if to.starts_with('/') { format!("{host}{to}") } else { to });
        (answer.status().as_u16(), location, answer.body_mut().read_to_string().unwrap_or_default())
    }

    fn kept(&mut self, answer: ureq::http::Response<ureq::Body>) -> ureq::http::Response<ureq::Body> {
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().expect("plain");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

#[test]
fn whoever_was_added_is_let_in_and_nobody_else() {
    let world = World::new();
    assert!(world.server.visitor().get("/desk").text.contains("Logg inn med Arbeidskonto"));
    let unknown = world.enter("unknown");
    assert!(unknown.says("Du er ikke lagt til her"), "{}", unknown.text);
    for account in ["unverified", "elsewhere"] {
        assert!(!world.enter(account).is_in(), "{account}");
    }
    assert!(world.enter("cancelled").says("ble avbrutt"));
    for _ in 0..2 {
        let page = world.enter("ida");
        assert!(page.is_in(), "{} {}", page.url, page.text);
    }
    assert!(!world.enter("moved").is_in(), "another account has her address now");
    let told = world.place.wait_for_mails(1);
    assert!(told[0].contains(IDA), "{}", told[0]);
}

#[test]
fn an_answer_counts_once_in_the_browser_that_asked_for_it() {
    let world = World::new();
    let mut browser = world.browser();
    let away = browser.leave();
    let back = browser.until_back(away);
    let other = world.browser().follow(back.clone());
    assert!(other.says("kunne ikke godtas"), "another browser: {}", other.text);
    let (status, location, _) = browser.get(&back);
    assert_eq!((status, location.as_deref().map(|to| to.ends_with("/desk"))), (303, Some(true)));
    let again = browser.follow(back);
    assert!(again.says("kunne ikke godtas"), "the second time: {}", again.text);
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let world = World::new();
    let changed = |what: &str, from: &str, to: &str| {
        let mut browser = world.browser();
        let away = browser.leave();
        assert!(away.contains(from), "{away}");
        let away = away.replacen(from, to, 1);
        let back = browser.until_back(away);
        let page = browser.follow(back);
        assert!(page.says("kunne ikke godtas"), "{what}: {}", page.text);
    };
    changed("another nonce", "nonce=", "nonce=x");
    changed("another client", "client_id=ryddig", "client_id=another");
    changed("another challenge", "code_challenge=", &format!("code_challenge={}&was=", "A".repeat(43)));
    let mut browser = world.browser();
    let away = browser.leave();
    let back = browser.until_back(away);
    let page = browser.follow(back.replacen("state=", "state=x", 1));
    assert!(page.says("kunne ikke godtas"), "another state: {}", page.text);
}

#[test]
fn keys_are_changed_and_forged_ones_are_refused() {
    let world = World::new();
    assert!(world.enter("ida").is_in());
    world.control("rotate", "");
    assert!(world.enter("ida").is_in(), "the new key is asked for");
    world.control("forge", "yes");
    world.control("rotate", "");
    assert!(world.enter("ida").says("kunne ikke godtas"));
    world.control("forge", "no");
    assert!(world.enter("ida").is_in());
}

#[test]
fn a_provider_that_is_away_is_said_to_be() {
    let mut world = World::new();
    world.provider.stop();
    let visitor = world.server.visitor();
    let answer = visitor.post("/sign-in/with/work", &[]);
    assert_eq!(answer.status, 502);
    assert!(answer.text.contains("svarer ikke nå"), "{}", answer.text);
    assert_eq!(visitor.post("/sign-in/with/nobody", &[]).status, 404);
    assert_eq!(visitor.get("/sign-in/with/work/back?code=a&state=b").status, 403);
    assert_eq!(visitor.post_with("/sign-in/with/work", &[], &[("origin", "https://evil.example")]).status, 403);
}

#[test]
fn a_file_with_a_mistake_stops_the_server_and_says_where() {
    let place = Place::new();
    std::fs::write(place.path("sign-on.toml"), "[work]\nname = \"A\"\nissuer = 3\n").expect("the file is written");
    let ran = place.run(&["serve", "--sign-on", "sign-on.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("sign-on.toml:3: invalid type"), "{}", ran.err);
}
