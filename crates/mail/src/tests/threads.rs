//! An ordinary mail client, `notmuch`, sees a confirmation and the answers to it as one conversation.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use super::{message, run};
use crate::{Message, Transport};

fn notmuch(home: &Path, arguments: &[&str]) -> String {
    let output = Command::new("notmuch").args(arguments).env("NOTMUCH_CONFIG", home.join("config")).output();
    let output = match output {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("`notmuch` is missing: install the Debian package `notmuch`")
        }
        Err(error) => panic!("notmuch: {error}"),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_confirmation_and_its_answers_are_one_thread() {
    let id = |letter: char| format!("0198-{letter}@fjordlys.example");
    let confirmation = Message { id: id('a'), automatic: true, ..message() };
    let answer = Message {
        id: id('b'),
        subject: "Sv: Henvendelsen din".to_owned(),
        in_reply_to: Some(id('a')),
        references: vec![id('a')],
        ..message()
    };
    let second = Message {
        id: id('c'),
        subject: "Et helt annet emne".to_owned(),
        in_reply_to: Some(id('b')),
        references: vec![id('a')],
        ..message()
    };
    let stranger = Message { id: id('d'), ..message() };

    let home = tempfile::tempdir().unwrap();
    let outbox = Transport::Directory(home.path().join("outbox"));
    for message in [&second, &stranger, &answer, &confirmation] {
        run(outbox.deliver(message)).unwrap();
    }
    let path = home.path().join("outbox");
    fs::write(home.path().join("config"), format!("[database]\npath={}\n", path.display())).unwrap();
    notmuch(home.path(), &["new", "--quiet"]);

    let threads = |query: &str| notmuch(home.path(), &["count", "--output=threads", query]);
    let messages = |query: &str| notmuch(home.path(), &["count", query]);
    assert_eq!((threads("*").as_str(), messages("*").as_str()), ("2\n", "4\n"));
    let thread = notmuch(home.path(), &["search", "--output=threads", &format!("id:{}", id('a'))]);
    assert_eq!(messages(thread.trim()), "3\n");
}
