//! Load by `wrk`, and what its summary says. A measurement with a single error in it is none.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::server::Server;
use crate::run::quiet;

const CLIENTS: &str = "64";
const THREADS: &str = "2";
const DURATION: &str = "10s";

/// Every request is another person's form; the token is the page's.
const CONTACT_FORM: &str = r#"
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
local count = 0
function request()
  count = count + 1
  local who = number .. "x" .. count
  local body = "name=Kari+Nordmann&phone=&organisation=&website=&token=TOKEN"
    .. "&email=kari" .. who .. "%40example.no&message=Hei%2C+dette+er+melding+" .. who
  return wrk.format("POST", nil, { ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
end
"#;

/// Pages a second.
pub(super) fn pages(server: &Server, path: &str) -> Result<f64, String> {
    expect_ok(server, path)?;
    run(Command::new("wrk").args(load()).arg(format!("{}{path}", server.url())))
}

/// Pages of the desk a second, and within how many milliseconds 95 of a hundred come, at 32 clients.
pub(super) fn desk_pages(server: &Server, folder: &Path, cookie: &str, path: &str) -> Result<(f64, f64), String> {
    const CLIENTS: &str = "32";
    const SHARE: &str =
        "function done(summary, latency, requests) print('95%: ' .. latency:percentile(95) / 1000) end\n";
    let script = folder.join("desk.lua");
    fs::write(&script, SHARE).map_err(|error| format!("{}: {error}", script.display()))?;
    let mut command = Command::new("wrk");
    command.args(["--threads", "1", "--connections", CLIENTS, "--duration", DURATION]);
    command.args(["--header", &format!("Cookie: {cookie}")]).arg("--script").arg(script);
    let output = quiet(command.arg(format!("{}{path}", server.url())))?;
    let summary = String::from_utf8_lossy(&output.stdout);
    let late = summary.lines().find_map(|line| line.strip_prefix("95%: ")?.trim().parse().ok());
    rate(&summary).zip(late).ok_or_else(|| format!("not a measurement:\n{summary}"))
}

/// How large a page of the desk is.
pub(super) fn size_kb(server: &Server, cookie: &str, path: &str) -> Result<f64, String> {
    match server.get_as(path, cookie)? {
        (200, page) => Ok(f64::from(u32::try_from(page.len()).unwrap_or(u32::MAX)) / 1024.0),
        (status, _) => Err(format!("GET {path} was answered with {status}")),
    }
}

/// Contact forms taken a second, each with a person and a message of its own.
pub(super) fn contact_forms(server: &Server, folder: &Path) -> Result<f64, String> {
    let page = expect_ok(server, "/kontakt")?;
    let token = token(&page).ok_or("the contact form has no field `token`")?;
    let script = folder.join("contact.lua");
    let text = CONTACT_FORM.replace("TOKEN", &percent_encoded(token));
    fs::write(&script, text).map_err(|error| format!("{}: {error}", script.display()))?;
    run(Command::new("wrk").args(load()).arg("--script").arg(script).arg(format!("{}/kontakt", server.url())))
}

fn load() -> [&'static str; 6] {
    ["--threads", THREADS, "--connections", CLIENTS, "--duration", DURATION]
}

fn expect_ok(server: &Server, path: &str) -> Result<String, String> {
    match server.get(path)? {
        (200, page) => Ok(page),
        (status, _) => Err(format!("GET {path} was answered with {status}")),
    }
}

fn run(command: &mut Command) -> Result<f64, String> {
    let output = quiet(command)?;
    let summary = String::from_utf8_lossy(&output.stdout);
    rate(&summary).ok_or_else(|| format!("not a measurement:\n{summary}{}", String::from_utf8_lossy(&output.stderr)))
}

/// Requests a second; none if there was an answer other than 2xx or 3xx, or none at all.
fn rate(summary: &str) -> Option<f64> {
    let failed = ["Non-2xx or 3xx responses", "Socket errors"].iter().any(|words| summary.contains(words));
    let figure = summary.lines().find_map(|line| line.strip_prefix("Requests/sec:"))?;
    figure.trim().parse().ok().filter(|_| !failed)
}

/// The value of the form's field `token`, in whichever order its attributes stand.
fn token(page: &str) -> Option<&str> {
    let input = page.split("<input").find(|input| input.contains("name=\"token\""))?;
    input.split('>').next()?.split("value=\"").nth(1)?.split('"').next()
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").expect("a string takes every byte");
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::{percent_encoded, rate, token};

    #[test]
    fn a_measurement_has_no_errors() {
        let good = "  1000 requests in 10.00s, 1.00MB read\nRequests/sec:   1234.50\nTransfer/sec: 1MB\n";
        assert_eq!(rate(good), Some(1234.5));
        assert_eq!(rate(&good.replace("Requests/sec", "  Non-2xx or 3xx responses: 3\nRequests/sec")), None);
        assert_eq!(rate(&good.replace("Requests/sec", "  Socket errors: connect 0, read 1\nRequests/sec")), None);
        assert_eq!(rate("unable to connect"), None);
    }

    #[test]
    fn the_token_is_found() {
        assert_eq!(token(r#"<input name="email"><input type="hidden" name="token" value="a.b">"#), Some("a.b"));
        assert_eq!(token(r#"<input value="a.b" name="token"><p value="c">"#), Some("a.b"));
        assert_eq!(token(r#"<input name="email" value="a">"#), None);
        assert_eq!(percent_encoded("a+%"), "%61%2B%25");
    }
}
