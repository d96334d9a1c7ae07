//! Letters with more than text, read back by our own parser, and signatures by a verifier.

use std::fs;

use super::{mailbox, message, run};
use crate::limits::{FILES_LENGTH_MAX_BYTES, FILES_MAX_COUNT, RECIPIENTS_MAX_COUNT};
use crate::{AttachmentKind, ComposeError, File, Incoming, Letter, Transport, compose_letter, parse};

fn letter() -> Letter {
    Letter::from(message())
}

fn read(letter: &Letter) -> Incoming {
    let bytes = compose_letter(letter, None).unwrap();
    assert!(bytes.is_ascii());
    parse(&bytes).unwrap()
}

fn file(name: &str, content_id: Option<&str>, bytes: &[u8]) -> File {
    let media_type = if content_id.is_some() { "image/png" } else { "application/pdf" };
    File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        content_id: content_id.map(str::to_owned),
        bytes: bytes.to_vec(),
    }
}

#[test]
fn text_html_pictures_and_files() {
    let html = "<p>Hei på deg</p><img src=\"cid:1@x\">".to_owned();
    let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    for html in [None, Some(html)] {
        for files in [
            vec![],
            vec![file("blåbær \"1\".pdf", None, &bytes)],
            vec![file("a.png", Some("1@x"), b"png"), file("b.pdf", None, b"")],
        ] {
            let sent = Letter { html: html.clone(), files: files.clone(), ..letter() };
            let mail = read(&sent);
            assert_eq!(mail.text.trim_end(), "Hei, Kari!");
            assert_eq!(mail.html.as_deref().map(str::trim_end), html.as_deref());
            assert_eq!(mail.attachments.len(), files.len());
            for (found, file) in mail.attachments.iter().zip(&files) {
                assert_eq!((&found.bytes, &found.media_type), (&file.bytes, &file.media_type));
                assert_eq!(found.name, file.name.replace('"', ""));
                assert_eq!(found.kind == AttachmentKind::Inline, file.content_id.is_some());
            }
        }
    }
}

#[test]
fn recipients_of_every_kind() {
    let outbox = tempfile::tempdir().unwrap();
    let sent = Letter {
        to: vec![mailbox("Ola Nordmann", "ola@example.no")],
        cc: vec![mailbox("Åse", "aase@blåbær.example")],
        bcc: vec![mailbox("Hemmelig", "hemmelig@example.no")],
        ..letter()
    };
    run(Transport::Directory(outbox.path().to_owned()).send(&sent, None)).unwrap();
    let bytes = fs::read(outbox.path().join("0198-a@fjordlys.example.eml")).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("emmelig"));
    let mail = parse(&bytes).unwrap();
    assert_eq!(mail.to, [mailbox("Kari Nordmann", "kari@example.no"), mailbox("Ola Nordmann", "ola@example.no")]);
    assert_eq!(mail.cc, [mailbox("Åse", "aase@xn--blbr-roah.example")]);
}

#[test]
fn what_machines_are_told() {
    let own = read(&Letter { answers_by_itself: true, ..letter() });
    assert_eq!(own.field("auto-submitted"), Some("auto-replied"));
    assert_eq!(own.field("x-auto-response-suppress"), Some("All"));
    let url = "https://fjordlys.example/av/3f2a".to_owned();
    let list = read(&Letter { unsubscribe: Some(url.clone()), ..letter() });
    assert_eq!(list.field("list-unsubscribe"), Some("<https://fjordlys.example/av/3f2a>"));
    assert_eq!(list.field("list-unsubscribe-post"), Some("List-Unsubscribe=One-Click"));
    for wrong in ["http://fjordlys.example/", "mailto:av@fjordlys.example", "https://x.example/>", ""] {
        let sent = Letter { unsubscribe: Some(wrong.to_owned()), ..letter() };
        assert_eq!(compose_letter(&sent, None), Err(ComposeError::Unsubscribe), "{wrong}");
    }
}

#[test]
fn no_field_can_add_a_header() {
    let evil = "x@example.no\r\nBcc: ola@example.no".to_owned();
    let check = |field: &'static str, spoil: &dyn Fn(&mut Letter, String)| {
        let mut sent = letter();
        spoil(&mut sent, evil.clone());
        assert_eq!(compose_letter(&sent, None), Err(ComposeError::Control(field)), "{field}");
    };
    check("to", &|it, value| it.to = vec![mailbox("a", &value)]);
    check("cc", &|it, value| it.cc = vec![mailbox(&value, "a@example.no")]);
    check("bcc", &|it, value| it.bcc = vec![mailbox("a", &value)]);
    check("bounce_to", &|it, value| it.bounce_to = Some(value));
    check("unsubscribe", &|it, value| it.unsubscribe = Some(value));
    check("name", &|it, value| it.files = vec![file(&value, None, b"")]);
    check("media_type", &|it, value| it.files = vec![File { media_type: value, ..file("a", None, b"") }]);
    let sent = Letter { html: Some(String::new()), files: vec![file("a", Some(&evil), b"")], ..letter() };
    assert_eq!(compose_letter(&sent, None), Err(ComposeError::Id("content_id")));
}

#[test]
fn limits() {
    let outcome = |sent: &Letter| compose_letter(sent, None).map(|_| ());
    let to = |count: usize| Letter { cc: vec![mailbox("", "a@example.no"); count - 1], ..letter() };
    assert_eq!(outcome(&to(RECIPIENTS_MAX_COUNT)), Ok(()));
    let many = ComposeError::Many { field: "recipients", limit_count: RECIPIENTS_MAX_COUNT };
    assert_eq!(outcome(&to(RECIPIENTS_MAX_COUNT + 1)), Err(many));
    let files = |count: usize| Letter { files: vec![file("a", None, b"a"); count], ..letter() };
    assert_eq!(outcome(&files(FILES_MAX_COUNT)), Ok(()));
    let many = ComposeError::Many { field: "files", limit_count: FILES_MAX_COUNT };
    assert_eq!(outcome(&files(FILES_MAX_COUNT + 1)), Err(many));
    let large = Letter { files: vec![file("a", None, &vec![0; FILES_LENGTH_MAX_BYTES + 1])], ..letter() };
    assert_eq!(outcome(&large), Err(ComposeError::Long { field: "files", limit_bytes: FILES_LENGTH_MAX_BYTES }));
}
