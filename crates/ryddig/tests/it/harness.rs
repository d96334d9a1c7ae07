//! Starts the real program in a folder of its own and talks to it as the world does.

use std::cell::OnceCell;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The longest wait for anything that the server does by itself.
const PATIENCE: Duration = Duration::from_mins(3);

/// A folder with a company file, a data folder and an outbox.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    /// The PostgreSQL database in which the rows are, where they are not in the data folder.
    database: Option<String>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("ryddig.toml"), COMPANY).expect("the company file is written");
        Self { folder, database: None }
    }

    /// The same with the rows in a new PostgreSQL database.
    pub(crate) fn on_postgres() -> Self {
        Self { database: Some(testkit::postgres::database()), ..Self::new() }
    }

    /// Another node on the database of this place, with the same company file and the same key.
    pub(crate) fn beside(&self) -> Self {
        let other = Self { database: self.database.clone(), ..Self::new() };
        std::fs::create_dir(other.data()).expect("the data folder");
        std::fs::copy(self.path("data/secret.key"), other.path("data/secret.key")).expect("the key");
        other
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Adds to the company file.
    pub(crate) fn declare(&self, toml: &str) {
        std::fs::write(self.path("ryddig.toml"), format!("{COMPANY}\n{toml}")).expect("the company file is written");
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("the program runs");
        Ran::from(output)
    }

    /// Leaves every text that tells of several persons as it is, for the wish of this one.
    pub(crate) fn keep_texts(&self, person: &str, purpose: &str) -> Ran {
        self.run(&["redactions", person, "--for", purpose, "--all", "--keep", "Alle kjenner den"])
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ryddig"));
        command.current_dir(self.folder.path()).args(arguments).env_remove("RUST_LOG");
        if let Some(database) = &self.database {
            command.env("RYDDIG_DATABASE", database);
        }
        command
    }

    /// Starts the server with further flags and waits until it says where it is.
    pub(crate) fn serve(&self, flags: &[&str]) -> Server {
        let fixed = ["--listen", "127.0.0.1:0", "--url", "http://localhost:0"];
        self.serve_with(&[&fixed, flags].concat())
    }

    /// Starts the server with these flags alone.
    pub(crate) fn serve_with(&self, flags: &[&str]) -> Server {
        let mut command = self.command(&["serve", "--form-minimum-seconds", "0"]);
        Server::of(command.args(flags))
    }
}

impl Server {
    /// Starts the command and waits until it says where it is.
    pub(crate) fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        let mut said = String::new();
        let url = loop {
            let Some(Ok(line)) = lines.next() else { panic!("the server ended; it said: {said}") };
            said.push_str(&line);
            said.push('\n');
            if let Some(url) = line.strip_prefix("Ryddig serves ") {
                break url.to_owned();
            }
            if line.contains("The inbox") {
                break said
                    .split_whitespace()
                    .find(|word| word.starts_with("http"))
                    .expect("a link")
                    .trim_end_matches('/')
                    .to_owned();
            }
        };
        Self { child, url, said }
    }
}

impl Place {
    /// The mails in the outbox, raw.
    pub(crate) fn mails(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path("outbox")) else { return Vec::new() };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        // A name with a leading dot is a mail that is still being written.
        let whole = |path: &PathBuf| {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            path.extension().is_some_and(|extension| extension == "eml") && !hidden
        };
        let mails = files.filter(whole);
        mails.map(|path| std::fs::read_to_string(path).expect("a mail is text")).collect()
    }

    /// Waits until that many mails lie in the outbox.
    pub(crate) fn wait_for_mails(&self, number: usize) -> Vec<String> {
        wait(&format!("{number} mails"), || Some(self.mails()).filter(|mails| mails.len() >= number))
    }

    /// Waits until every mail to the person is noted as sent: from then on nothing changes their rows by itself.
    pub(crate) fn wait_until_sent(&self, person: &str) {
        wait("note that all mails are sent", || {
            let who = self.run(&["who", person]).done();
            (who.contains("Status: sendt") && !who.contains("Status: i kø")).then_some(())
        });
    }

    /// Where the rows are, if not in the data folder.
    pub(crate) fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// All that the database holds, if it is elsewhere.
    pub(crate) fn dump(&self) -> Option<Vec<u8>> {
        let database = self.database.as_ref()?;
        let dump = testkit::postgres::program("pg_dump").arg("--dbname").arg(database).output().expect("a dump");
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        Some(dump.stdout)
    }

    /// The names of the files under the data folder that hold `word`, in any case of its letters; and the database, if
    /// it is elsewhere.
    pub(crate) fn files_with(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        let is_in = |dump: &[u8]| String::from_utf8_lossy(dump).to_lowercase().contains(&word.to_lowercase());
        if self.dump().is_some_and(|dump| is_in(&dump)) {
            found.push("the database".to_owned());
        }
        let mut folders = vec![self.data()];
        let word = word.to_lowercase().into_bytes();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder is read").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if holds(&path, &word) {
                    found.push(path.display().to_string());
                }
            }
        }
        found
    }
}

fn holds(path: &Path, word: &[u8]) -> bool {
    let mut bytes = Vec::new();
    let Ok(mut file) = std::fs::File::open(path) else { return false };
    file.read_to_end(&mut bytes).is_ok() && bytes.to_ascii_lowercase().windows(word.len()).any(|here| here == word)
}

/// Waits until `ready` gives something; the server works by itself and nothing tells when.
pub(crate) fn wait<T>(what: &str, ready: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(it) = ready() {
            return it;
        }
        assert!(began.elapsed() < PATIENCE, "still no {what} after {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// How a command ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// The output of a command that did what was asked.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }
}

/// A running server; it ends with this.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) said: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end and waits until it has.
    pub(crate) fn stop(mut self) -> i32 {
        let ended = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(ended.expect("kill runs").success());
        self.child.wait().expect("the server ends").code().unwrap_or(-1)
    }

    /// A browser without script, cookies or patience for redirects.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor { url: self.url.clone(), agent: agent(), cookie: None, token: OnceCell::new() }
    }

    /// A signed-in member of staff; the link must be unused.
    pub(crate) fn staff(&self, link: &str) -> Visitor {
        let mut visitor = self.visitor();
        let path = link.trim().strip_prefix(&self.url).expect("a link to this server");
        let answer = visitor.post(path, &[]);
        assert_eq!(answer.status, 303, "{}", answer.text);
        let cookie = answer.header("set-cookie").expect("signing in sets a cookie");
        visitor.cookie = cookie.split(';').next().map(str::to_owned);
        visitor
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.timeout_global(Some(PATIENCE)).build().into()
}

/// Somebody who visits the site.
pub(crate) struct Visitor {
    pub(crate) url: String,
    agent: ureq::Agent,
    pub(crate) cookie: Option<String>,
    token: OnceCell<String>,
}

/// What the server answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a hidden field of the page.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.text.split_once(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.text));
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Visitor {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// Asks with further headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        answer(request.call())
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[("origin", &self.url)])
    }

    /// The token that stands in every form which is shown to them.
    pub(crate) fn form_token(&self) -> &str {
        self.token.get_or_init(|| self.get("/desk/form").hidden("form_token"))
    }

    /// Posts a form with further headers.
    pub(crate) fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut body: Vec<String> = fields.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
        if self.cookie.is_some() && path.starts_with("/desk") {
            body.push(format!("form_token={}", self.form_token()));
        }
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend(headers);
        self.post_raw(path, body.join("&").as_bytes(), &all)
    }

    pub(crate) fn post_raw(&self, path: &str, body: &[u8], headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        answer(request.send(body))
    }

    /// Sends the Norwegian contact form as the page gives it.
    pub(crate) fn write(&self, name: &str, email: &str, message: &str) -> Answer {
        let token = self.get("/kontakt").hidden("token");
        let fields = [
            ("name", name),
            ("email", email),
            ("phone", ""),
            ("organisation", ""),
            ("message", message),
            ("website", ""),
            ("token", &token),
        ];
        self.post("/kontakt", &fields)
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = response.expect("the server answers");
    let headers = response.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned())).collect();
    let bytes = response.body_mut().read_to_vec().expect("the answer is read");
    Answer { status: response.status().as_u16(), headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
}

/// Percent-encoding of everything but letters and digits.
fn encode(text: &str) -> String {
    let encode = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(*byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.as_bytes().iter().map(encode).collect()
}

const COMPANY: &str = include_str!("../../../../examples/fjordlys/ryddig.toml");
