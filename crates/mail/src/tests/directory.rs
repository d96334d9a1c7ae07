//! Delivery into a folder and into memory.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::{message, run};
use crate::{DeliverError, Message, Transport, compose};

fn deliver(folder: &Path, message: &Message) -> Result<(), DeliverError> {
    run(Transport::Directory(folder.to_owned()).deliver(message))
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn one_file_for_each_id() {
    let home = tempfile::tempdir().unwrap();
    let outbox = home.path().join("made/on/the/way");
    deliver(&outbox, &message()).unwrap();
    deliver(&outbox, &message()).unwrap();
    assert_eq!(names(&outbox), ["0198-a@fjordlys.example.eml"]);
    assert_eq!(fs::read(outbox.join(&names(&outbox)[0])).unwrap(), compose(&message()).unwrap());

    deliver(&outbox, &Message { id: "0198-b@fjordlys.example".to_owned(), ..message() }).unwrap();
    assert_eq!(names(&outbox).len(), 2);
}

#[test]
fn what_a_crash_left_is_overwritten() {
    let outbox = tempfile::tempdir().unwrap();
    fs::write(outbox.path().join(".0198-a@fjordlys.example.eml"), "x".repeat(100_000)).unwrap();
    deliver(outbox.path(), &message()).unwrap();
    assert_eq!(names(outbox.path()), ["0198-a@fjordlys.example.eml"]);
    assert_eq!(fs::read(outbox.path().join(&names(outbox.path())[0])).unwrap(), compose(&message()).unwrap());
}

#[test]
fn a_folder_that_cannot_be_written_is_tried_later() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a file");
    fs::write(&file, "").unwrap();
    let answer = deliver(&file, &message());
    assert!(matches!(answer, Err(DeliverError::Later { code: None, .. })), "{answer:?}");
}

#[test]
fn a_message_that_cannot_be_composed_is_refused_and_leaves_nothing() {
    let outbox = tempfile::tempdir().unwrap();
    let answer = deliver(outbox.path(), &Message { subject: "a\nb".to_owned(), ..message() });
    assert!(matches!(answer, Err(DeliverError::Refused { code: None, .. })), "{answer:?}");
    assert!(names(outbox.path()).is_empty());
}

#[test]
fn memory_keeps_what_could_be_sent() {
    let messages = Arc::new(Mutex::new(Vec::new()));
    let transport = Transport::Memory(Arc::clone(&messages));
    run(transport.deliver(&message())).unwrap();
    run(transport.deliver(&Message { id: String::new(), ..message() })).unwrap_err();
    assert_eq!(*messages.lock().unwrap(), [message()]);
}
