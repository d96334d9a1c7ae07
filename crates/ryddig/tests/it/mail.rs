//! Mail over a real mail server: Postfix's `smtp-sink`, which keeps what it is given.

use crate::harness::{Place, wait};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

pub(crate) struct Sink {
    child: Child,
    pub(crate) port: u16,
}

impl Sink {
    /// Listens on a free port and writes each mail to a file in `folder`.
    pub(crate) fn start(folder: &std::path::Path) -> Self {
        std::fs::create_dir_all(folder).expect("the sink's folder is made");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
        let mut command = Command::new("/usr/sbin/smtp-sink");
        command.current_dir(folder);
        if is_root() {
            // As root it wants to be told whom to become.
            command.args(["-u", "root"]);
        }
        command.args(["-d", "mail."]).arg(format!("127.0.0.1:{port}")).arg("64");
        let child = command.stdout(Stdio::null()).spawn().expect("smtp-sink, of Debian's package postfix, starts");
        wait("mail server", || std::net::TcpStream::connect(("127.0.0.1", port)).ok());
        Self { child, port }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout.starts_with(b"0")
}

#[test]
fn a_confirmation_goes_out_over_smtp_and_waits_while_the_server_is_away() {
    let place = Place::new();
    let sink = Sink::start(&place.path("sink"));
    let url = format!("smtp://127.0.0.1:{}", sink.port);
    let server = place.serve(&["--smtp", &url]);
    assert_eq!(server.visitor().write("Kåre Ødegård", "kaare@kunde.example", "Hei på deg").status, 303);
    let mail = wait("mail at the server", || {
        let files = std::fs::read_dir(place.path("sink")).ok()?.flatten();
        let mails = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        mails.into_iter().find(|mail| mail.contains("kaare@kunde.example") && mail.contains("Auto-Submitted"))
    });
    assert!(mail.contains("auto-generated") && !mail.contains("Hei på deg"), "{mail}");
    let sent = wait("note that it was sent", || {
        Some(place.run(&["who", "kaare@kunde.example"]).done()).filter(|who| who.contains("Status: sendt"))
    });
    assert!(sent.contains("E-post"), "{sent}");
    drop(sink);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303, "mail is not in the way");
    assert!(place.run(&["who", "kari@kunde.example"]).done().contains("Status: i kø"));
}
