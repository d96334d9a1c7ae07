//! Real mail servers: Postfix and Dovecot from Debian's packages, in a temporary folder, on free ports of this machine, with TLS.
//!
//! They run as a user without rights; Postfix, which insists on root, under `fakeroot`. They end when the last test lets go of
//! them, and also when the tests' process is killed: then the pipe ends on which their shell waits.

mod configuration;
mod world;

use std::fs::{self, Permissions};
use std::io::Read;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::sink::{Sink, free_port};
use configuration::{DOVECOT_CONF, MAIN_CF, MASTER_CF, OAUTH2_CONF};

/// The password of every user there.
pub const PASSWORD: &str = "hemmelig";

/// The token that Dovecot's provider of sign-on accepts.
pub const TOKEN: &str = "et-token";

const START_MAX_SECONDS: u64 = 30;

const SCRIPT: &str = r#"
mkdir -p "$1/mail" "$1/data" "$1/spool" && cd "$1/spool" || exit 1
mkdir -p active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace
MAIL_CONFIG="$1/conf" fakeroot /usr/lib/postfix/sbin/master -c "$1/conf" -d >"$1/postfix.out" 2>&1 &
/usr/sbin/dovecot -F -c "$1/dovecot.conf" >"$1/dovecot.out" 2>&1 &
read -r gone
kill -TERM $(cat "$1/spool/pid/master.pid" "$1/run/master.pid")
wait
"#;

/// The running servers.
pub struct Servers {
    shell: Child,
    input: Option<ChildStdin>,
    folder: TempDir,
    authority_pem: String,
    /// Where mail to `dead.example` goes: it takes none.
    _refusing: Sink,
    /// Where users send from: they sign in, over TLS.
    pub smtp_port: u16,
    /// Where mailboxes are read, over TLS.
    pub imap_port: u16,
    /// Where mailboxes are read after TLS has been asked for (STARTTLS).
    pub plain_imap_port: u16,
    /// Where the rest of the world brings mail.
    world_port: u16,
}

impl Servers {
    /// Starts them with a mailbox for each of these addresses; who signs in is called as what stands before the at-sign.
    ///
    /// # Panics
    /// Where a package is not installed, or a server does not come up.
    pub fn start(addresses: &[&str]) -> Self {
        for (program, package) in [
            ("/usr/lib/postfix/sbin/master", "postfix"),
            ("/usr/sbin/dovecot", "dovecot-imapd"),
            ("/usr/bin/fakeroot", "fakeroot"),
        ] {
            assert!(Path::new(program).exists(), "{program} is missing: install the Debian package `{package}`");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        let (user, group) = if is_root { ("nobody".to_owned(), "nogroup".to_owned()) } else { (id("-un"), id("-gn")) };
        let (authority_pem, certificate, key) = certificates();
        fs::write(path.join("cert.pem"), certificate).unwrap();
        fs::write(path.join("key.pem"), key).unwrap();
        let [smtp_port, imap_port, plain_imap_port, world_port, sign_on_port] = [(); 5].map(|()| free_port());
        sign_on(sign_on_port);
        let refusing = Sink::start(&["-f", "RCPT", "-B", "550 5.1.1 No such person"]);
        let parts: Vec<(&str, &str)> = addresses.iter().filter_map(|address| address.split_once('@')).collect();
        let boxes: Vec<String> = parts.iter().map(|(user, domain)| format!("{{{user}@{domain}={user}/}}")).collect();
        let mut domains: Vec<&str> = parts.iter().map(|(_, domain)| *domain).collect();
        domains.sort_unstable();
        domains.dedup();
        let words = [
            ("@FOLDER@", path.display().to_string()),
            ("@USER@", user),
            ("@GROUP@", group),
            ("@UID@", if is_root { "65534".to_owned() } else { id("-u") }),
            ("@GID@", if is_root { "65534".to_owned() } else { id("-g") }),
            ("@SMTP@", smtp_port.to_string()),
            ("@IMAP@", imap_port.to_string()),
            ("@PLAIN_IMAP@", plain_imap_port.to_string()),
            ("@SIGN_ON@", sign_on_port.to_string()),
            ("@DEAD@", refusing.port().to_string()),
            ("@PASSWORD@", PASSWORD.to_owned()),
            ("@WORLD@", world_port.to_string()),
            ("@BOXES@", boxes.join(", ")),
            ("@DOMAINS@", domains.join(" ")),
        ];
        told(path, &words);
        let mut command = Command::new("setpriv");
        if is_root {
            command.args(["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]);
        }
        command
            .args(["--", "sh", "-c", SCRIPT, "sh"])
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Whoever ends the group of the tests leaves the shell to tidy up.
        let mut shell = command.process_group(0).spawn().unwrap();
        let input = shell.stdin.take();
        let servers = Self {
            shell,
            input,
            folder,
            authority_pem,
            _refusing: refusing,
            smtp_port,
            imap_port,
            plain_imap_port,
            world_port,
        };
        servers.wait();
        servers
    }

    fn wait(&self) {
        let began = Instant::now();
        let greets = || {
            let mut greeting = [0; 3];
            TcpStream::connect(("127.0.0.1", self.smtp_port)).ok()?.read_exact(&mut greeting).ok()?;
            TcpStream::connect(("127.0.0.1", self.imap_port)).ok()?;
            (&greeting == b"220").then_some(())
        };
        while greets().is_none() {
            assert!(began.elapsed() < Duration::from_secs(START_MAX_SECONDS), "no answer: {}", self.said());
            std::thread::yield_now();
        }
    }

    /// The certificate of the authority that has signed theirs.
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// What the servers wrote down.
    pub fn said(&self) -> String {
        let files = ["postfix.out", "dovecot.out", "postfix.log", "dovecot.log"];
        files.map(|name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()).join("\n")
    }

    /// Forgets the numbers of a user's messages, as when a mailbox is made anew from a backup: `UIDVALIDITY` changes.
    ///
    /// # Panics
    /// Where the mailbox is not there.
    pub fn forget_numbers(&self, user: &str) {
        let folder = self.folder.path().join("mail").join(user);
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("dovecot")) {
                fs::remove_file(path).unwrap();
            }
        }
        // The next value would be the time in seconds, which may be the same.
        let list = folder.join("dovecot-uidlist");
        fs::write(&list, "3 V4711 N1 G00000000000000000000000000000001\n").unwrap();
        fs::set_permissions(&list, Permissions::from_mode(0o666)).unwrap();
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.shell.wait();
    }
}

fn id(what: &str) -> String {
    String::from_utf8(Command::new("id").arg(what).output().unwrap().stdout).unwrap().trim().to_owned()
}

/// Writes down what the servers are told, with these words filled in.
fn told(path: &Path, words: &[(&str, String)]) {
    fs::create_dir(path.join("conf")).unwrap();
    for (name, text) in [
        ("conf/main.cf", MAIN_CF),
        ("conf/master.cf", MASTER_CF),
        ("dovecot.conf", DOVECOT_CONF),
        ("oauth2.conf", OAUTH2_CONF),
    ] {
        let text = words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value));
        fs::write(path.join(name), text).unwrap();
    }
}

/// An authority of our own, and a certificate for this machine with its key.
fn certificates() -> (String, String, String) {
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = authority.self_signed(&authority_key).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let server = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let server = server.signed_by(&key, &authority, &authority_key).unwrap();
    (authority.pem(), server.pem(), key.serialize_pem())
}

/// A provider that says whose a token is, as Dovecot asks it; it ends with the tests' process.
fn sign_on(port: u16) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let known = head.first().is_some_and(|line| line.contains(&format!("token={TOKEN} ")));
            let (status, body) = if known { ("200 OK", r#"{"email":"post"}"#) } else { ("401 Unauthorized", "{}") };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
}
