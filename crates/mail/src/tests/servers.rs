//! Real servers for tests: Postfix and Dovecot from Debian's packages, in a temporary folder, on free ports of this machine, with TLS.
//!
//! They run as a user without rights; Postfix, which insists on root, under `fakeroot`. They end when the last test lets go of
//! them, and also when the tests' process is killed: then the pipe ends on which their shell waits.

use std::fs::{self, Permissions};
use std::io::Read;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::sink::{Sink, free_port};
use crate::{ImapServer, Login, Smtp, SmtpOptions, Transport};

/// The password of every user there.
pub(super) const PASSWORD: &str = "hemmelig";

/// Who has a mailbox there, at `fjordlys.example`.
const USERS: [&str; 7] = ["post", "bounce", "a", "b", "mange", "arkiv", "liste"];

/// The token that Dovecot's provider of sign-on accepts.
pub(super) const TOKEN: &str = "et-token";

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
pub(super) struct Servers {
    shell: Child,
    input: Option<ChildStdin>,
    folder: TempDir,
    authority_pem: String,
    /// Where mail to `dead.example` goes: it takes none.
    _refusing: Sink,
    pub(super) smtp_port: u16,
    pub(super) imap_port: u16,
}

/// The servers, which are started if they are not running.
pub(super) fn servers() -> Arc<Servers> {
    static RUNNING: Mutex<Weak<Servers>> = Mutex::new(Weak::new());
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(servers) = running.upgrade() {
        return servers;
    }
    let servers = Arc::new(Servers::start());
    *running = Arc::downgrade(&servers);
    servers
}

impl Servers {
    fn start() -> Self {
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
        let [smtp_port, imap_port, sign_on_port] = [(); 3].map(|()| free_port());
        sign_on(sign_on_port);
        let refusing = Sink::start(&["-f", "RCPT", "-B", "550 5.1.1 No such person"]);
        let words = [
            ("@FOLDER@", path.display().to_string()),
            ("@USER@", user),
            ("@GROUP@", group),
            ("@UID@", if is_root { "65534".to_owned() } else { id("-u") }),
            ("@GID@", if is_root { "65534".to_owned() } else { id("-g") }),
            ("@SMTP@", smtp_port.to_string()),
            ("@IMAP@", imap_port.to_string()),
            ("@SIGN_ON@", sign_on_port.to_string()),
            ("@DEAD@", refusing.port().to_string()),
            ("@PASSWORD@", PASSWORD.to_owned()),
            ("@BOXES@", USERS.map(|user| format!("{{{user}@fjordlys.example={user}/}}")).join(", ")),
        ];
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
        let servers = Self { shell, input, folder, authority_pem, _refusing: refusing, smtp_port, imap_port };
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

    /// What the servers wrote down.
    pub(super) fn said(&self) -> String {
        let files = ["postfix.out", "dovecot.out", "postfix.log", "dovecot.log"];
        files.map(|name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()).join("\n")
    }

    /// Forgets the numbers of a user's messages, as when a mailbox is made anew from a backup: `UIDVALIDITY` changes.
    pub(super) fn forget_numbers(&self, user: &str) {
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

    /// The way out, over TLS, as a user who signs in.
    pub(super) fn transport_at(&self, port: u16) -> Transport {
        let url = format!("smtp://post:{PASSWORD}@localhost:{port}/klient.example?tls=required");
        let options = SmtpOptions { authority_pem: Some(self.authority_pem.as_bytes()), ..SmtpOptions::default() };
        Transport::Smtp(Smtp::with(&url, &options).unwrap())
    }

    /// The same with a token instead of a password.
    pub(super) fn transport_with_token(&self, token: &str) -> Transport {
        let url = format!("smtp://localhost:{}?tls=required", self.smtp_port);
        let authority_pem = Some(self.authority_pem.as_bytes());
        Transport::Smtp(Smtp::with(&url, &SmtpOptions { token: Some(("post", token)), authority_pem }).unwrap())
    }

    pub(super) fn transport(&self) -> Transport {
        self.transport_at(self.smtp_port)
    }

    pub(super) fn imap_at(&self, port: u16) -> ImapServer {
        ImapServer { host: "localhost".to_owned(), port, authority_pem: Some(self.authority_pem.clone().into_bytes()) }
    }

    pub(super) fn imap(&self) -> ImapServer {
        self.imap_at(self.imap_port)
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.shell.wait();
    }
}

pub(super) fn login(user: &str) -> Login {
    Login::Password { user: user.to_owned(), password: PASSWORD.to_owned() }
}

fn id(what: &str) -> String {
    String::from_utf8(Command::new("id").arg(what).output().unwrap().stdout).unwrap().trim().to_owned()
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

const MAIN_CF: &str = "\
compatibility_level = 3.6
queue_directory = @FOLDER@/spool
data_directory = @FOLDER@/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.fjordlys.example
mydestination =
alias_maps =
local_recipient_maps =
maillog_file = @FOLDER@/postfix.log
maillog_file_prefixes = @FOLDER@
import_environment = MAIL_CONFIG=@FOLDER@/conf LD_PRELOAD FAKEROOTKEY LD_LIBRARY_PATH PATH TZ
recipient_delimiter = +
virtual_mailbox_domains = fjordlys.example
virtual_mailbox_base = @FOLDER@/mail
virtual_mailbox_maps = inline:{@BOXES@}
virtual_minimum_uid = 1
virtual_uid_maps = static:@UID@
virtual_gid_maps = static:@GID@
transport_maps = inline:{{dead.example = smtp:[127.0.0.1]:@DEAD@}}
smtpd_tls_cert_file = @FOLDER@/cert.pem
smtpd_tls_key_file = @FOLDER@/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_session_cache_database =
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = @FOLDER@/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_delay_reject = yes
smtpd_error_sleep_time = 0
in_flow_delay = 0
default_database_type = texthash
enable_long_queue_ids = yes
";

const MASTER_CF: &str = "\
127.0.0.1:@SMTP@ inet n - n - 20 smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
smtp unix - - n - - smtp
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
";

const DOVECOT_CONF: &str = "\
base_dir = @FOLDER@/run
state_dir = @FOLDER@/state
log_path = @FOLDER@/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <@FOLDER@/cert.pem
ssl_key = <@FOLDER@/key.pem
default_internal_user = @USER@
default_internal_group = @GROUP@
default_login_user = @USER@
mail_location = maildir:@FOLDER@/mail/%n
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mail_max_userip_connections = 100
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
passdb {
  driver = static
  args = password=@PASSWORD@
  mechanisms = plain login
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = @FOLDER@/oauth2.conf
}
userdb {
  driver = static
  args = uid=@USER@ gid=@GROUP@ home=@FOLDER@/mail/%n
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = @IMAP@
    ssl = yes
  }
}
service imap {
  process_min_avail = 2
}
service auth {
  unix_listener auth-client {
    path = @FOLDER@/auth
    mode = 0666
  }
}
";

const OAUTH2_CONF: &str = "\
tokeninfo_url = http://127.0.0.1:@SIGN_ON@/?token=
username_attribute = email
";
