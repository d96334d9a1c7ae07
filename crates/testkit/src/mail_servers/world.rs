//! The rest of the world: who brings mail to the servers without signing in (RFC 5321), and what arrived for somebody.

use super::Servers;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

impl Servers {
    /// Brings each of these messages, all over one connection: from whom, to whom, and its text with `\n` at the end of each line.
    ///
    /// # Panics
    /// Where the server does not take one.
    pub fn bring<'a>(&self, messages: impl IntoIterator<Item = (&'a str, &'a str, String)>) {
        let stream = TcpStream::connect(("127.0.0.1", self.world_port)).expect("the server listens");
        stream.set_nodelay(true).expect("a setting of the connection");
        let mut answers = BufReader::new(stream.try_clone().expect("two ends")).lines();
        let mut stream = stream;
        let mut say = |text: &str, expected: &str| {
            stream.write_all(text.as_bytes()).expect("the server listens");
            loop {
                let line = answers.next().expect("an answer").expect("text");
                assert!(line.starts_with(expected), "{line}");
                if line.as_bytes().get(3) != Some(&b'-') {
                    return;
                }
            }
        };
        say("", "220");
        say("EHLO kunde.example\r\n", "250");
        for (from, to, text) in messages {
            say(&format!("MAIL FROM:<{from}>\r\n"), "250");
            say(&format!("RCPT TO:<{to}>\r\n"), "250");
            say("DATA\r\n", "354");
            let text = text.replace("\n.", "\n..").replace('\n', "\r\n");
            say(&format!("{text}\r\n.\r\n"), "250");
        }
        say("QUIT\r\n", "221");
    }

    /// How many messages of this user are marked as read.
    pub fn read_of(&self, user: &str) -> usize {
        let folder = self.folder.path().join("mail").join(user).join("cur");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_read = |name: &str| name.rsplit_once(":2,").is_some_and(|(_, flags)| flags.contains('S'));
        files.filter(|file| is_read(&file.file_name().to_string_lossy())).count()
    }

    /// Puts a message into a folder of this user's mailbox, which is made where it is not there, as their program does.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn put(&self, user: &str, folder: &str, name: &str, message: &str) {
        let open = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
        let folder = self.folder.path().join("mail").join(user).join(format!(".{folder}"));
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(folder.join(part)).unwrap();
            open(&folder.join(part));
        }
        open(&folder);
        fs::write(folder.join("tmp").join(name), message).unwrap();
        fs::set_permissions(folder.join("tmp").join(name), Permissions::from_mode(0o666)).unwrap();
        fs::rename(folder.join("tmp").join(name), folder.join("new").join(name)).unwrap();
    }

    /// The messages that have arrived for this user, in no order.
    ///
    /// # Panics
    /// Where one cannot be read.
    pub fn arrived(&self, user: &str) -> Vec<String> {
        let folder = self.folder.path().join("mail").join(user);
        let folders = ["new", "cur"].map(|name| fs::read_dir(folder.join(name)));
        let files = folders.into_iter().flatten().flatten().flatten();
        // Whoever reads the mailbox moves a message while we look.
        let read = files.filter_map(|file| fs::read(file.path()).ok());
        read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }
}
