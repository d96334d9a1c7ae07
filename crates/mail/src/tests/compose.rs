//! Composed mail, read back by a parser.

use mail_parser::{HeaderValue, MessageParser};

use super::{mailbox, message};
use crate::limits::{HEADER_LENGTH_MAX_BYTES, ID_LENGTH_MAX_BYTES, REFERENCES_MAX_COUNT, TEXT_LENGTH_MAX_BYTES};
use crate::{ComposeError, Mailbox, Message, compose, is_address};

/// Composes, checks what holds for every mail, and parses.
fn parsed(message: &Message) -> mail_parser::Message<'static> {
    let bytes = compose(message).unwrap();
    assert!(bytes.is_ascii());
    for line in String::from_utf8(bytes.clone()).unwrap().split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    MessageParser::default().parse(&bytes).unwrap().into_owned()
}

/// The text as a recipient reads it, with LF line ends.
fn text_read(text: &str) -> String {
    let read = parsed(&Message { text: text.to_owned(), ..message() });
    read.body_text(0).unwrap().replace("\r\n", "\n")
}

#[test]
fn a_plain_message() {
    let text = String::from_utf8(compose(&message()).unwrap()).unwrap();
    let expected = "\
Message-ID: <0198-a@fjordlys.example>\r
Date: Thu, 01 Jan 2026 00:00:00 +0000\r
From: =?utf-8?b?RmpvcmRseXMgUsOlZGdpdm5pbmcgQVM=?= <post@fjordlys.example>\r
To: \"Kari Nordmann\" <kari@example.no>\r
Subject: Henvendelsen din\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Hei, Kari!\r
";
    assert_eq!(text, expected);
}

#[test]
fn the_text_survives() {
    let long = "ø".repeat(10_000);
    for text in [
        "\n",
        "Hei, Kari!\n",
        "blanke til slutt   \n",
        "\n\n",
        "Blåbærsyltetøy på ærlig vis\n\n  innrykk\nblanke til slutt   \n",
        ".\n..\n.punktum først\n",
        "From starten av en linje\n>From sitert\n",
        "lik = likhetstegn =20 =\n",
        "👋🏽 𐍈\u{200b}\n",
        &format!("{long}\n"),
        &format!("{}slutt\n", "ord ".repeat(2_500)),
    ] {
        assert_eq!(text_read(text), text, "{text:.40}");
    }
}

#[test]
fn the_last_line_is_ended() {
    assert_eq!(text_read("ingen linjeslutt"), "ingen linjeslutt\n");
    assert_eq!(text_read(""), "\n");
}

#[test]
fn every_line_end_leaves_as_crlf() {
    assert_eq!(text_read("en\rto\r\ntre\nfire\r\r\n"), "en\nto\ntre\nfire\n\n");
}

#[test]
fn names_survive() {
    for name in [
        "Kari Nordmann",
        "Åse Ødegård",
        "Fjordlys Rådgivning AS, \"avdeling\" <nord>",
        "O'Brien \\ sønn",
        "ola@example.com",
        "=?utf-8?q?skjult?=",
        &"Langt navn ".repeat(30),
    ] {
        let sent = Message { from: mailbox(name, "a@example.no"), to: mailbox(name, "b@example.no"), ..message() };
        let read = parsed(&sent);
        for (address, expected) in [(read.from(), "a@example.no"), (read.to(), "b@example.no")] {
            let first = address.unwrap().first().unwrap();
            assert_eq!((first.name(), first.address()), (Some(name.trim()), Some(expected)));
        }
    }
}

#[test]
fn a_missing_or_empty_name_is_none() {
    for name in [None, Some(String::new()), Some("  ".to_owned())] {
        let read = parsed(&Message { to: Mailbox { name, address: "b@example.no".to_owned() }, ..message() });
        assert_eq!(read.to().unwrap().first().unwrap().name(), None);
    }
}

#[test]
fn subjects_survive() {
    for subject in
        ["Henvendelsen din", "Sv: Blåbærsyltetøy – pris?", "æ ø å", &"Lange emner skal også fram ".repeat(20)]
    {
        let read = parsed(&Message { subject: subject.to_owned(), ..message() });
        assert_eq!(read.subject(), Some(subject.trim()));
    }
}

#[test]
fn spaces_in_a_row_become_one() {
    let read = parsed(&Message { subject: " to  mellomrom og æ  ø   å ".to_owned(), ..message() });
    assert_eq!(read.subject(), Some("to mellomrom og æ ø å"));
}

#[test]
fn addresses() {
    fn check(address: &str, expected: Option<&str>) {
        let sent = Message { to: Mailbox { name: None, address: address.to_owned() }, ..message() };
        let composed = compose(&sent);
        assert_eq!(is_address(address), expected.is_some(), "{address}");
        match expected {
            Some(expected) => {
                assert_eq!(parsed(&sent).to().unwrap().first().unwrap().address(), Some(expected));
            }
            None => {
                assert!(
                    matches!(composed, Err(ComposeError::Address("to") | ComposeError::Control("to"))),
                    "{address}"
                );
            }
        }
    }
    check("kari@example.no", Some("kari@example.no"));
    check("kari+butikk@example.no", Some("kari+butikk@example.no"));
    check("kari@blåbær.example", Some("kari@xn--blbr-roah.example"));
    check("kåre@example.no", None);
    check("kari", None);
    check("@example.no", None);
    check("kari@", None);
    check("kari@example.no, ola@example.no", None);
    check("<kari@example.no>", None);
    check("kari@example.no\r\nBcc: ola@example.no", None);
    check("kari@bl\u{e5}\nbær.no", None);
    check("", None);
}

#[test]
fn no_field_can_add_a_header() {
    fn check(field: &'static str, spoil: impl Fn(&mut Message, String)) {
        for break_ in ["\r\n", "\n", "\r", "\0", "\u{85}"] {
            let mut sent = message();
            spoil(&mut sent, format!("x@y{break_}Bcc: ola@example.no"));
            assert_eq!(compose(&sent), Err(ComposeError::Control(field)), "{field} {break_:?}");
        }
    }
    check("id", |m, value| m.id = value);
    check("from", |m, value| m.from.name = Some(value));
    check("from", |m, value| m.from.address = value);
    check("to", |m, value| m.to.name = Some(value));
    check("to", |m, value| m.to.address = value);
    check("reply_to", |m, value| m.reply_to = Some(mailbox(&value, "a@example.no")));
    check("reply_to", |m, value| m.reply_to = Some(mailbox("Ola", &value)));
    check("subject", |m, value| m.subject = value);
    check("in_reply_to", |m, value| m.in_reply_to = Some(value));
    check("references", |m, value| m.references = vec![value]);
    check("language", |m, value| m.language = Some(value.leak()));
}

#[test]
fn a_thread_is_named_oldest_first() {
    fn check(in_reply_to: Option<&str>, references: &[&str], expected: &[&str]) {
        let sent = Message {
            in_reply_to: in_reply_to.map(str::to_owned),
            references: references.iter().map(|&id| id.to_owned()).collect(),
            ..message()
        };
        let read = parsed(&sent);
        assert_eq!(read.in_reply_to().as_text(), in_reply_to);
        let found: Vec<&str> = match read.references() {
            HeaderValue::Text(id) => vec![id],
            HeaderValue::TextList(ids) => ids.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        };
        assert_eq!(found, expected);
    }
    check(None, &[], &[]);
    check(Some("b@example.no"), &[], &["b@example.no"]);
    check(Some("b@example.no"), &["a@example.no"], &["a@example.no", "b@example.no"]);
    check(Some("b@example.no"), &["a@example.no", "b@example.no"], &["a@example.no", "b@example.no"]);
    check(None, &["a/=$@example.no"], &["a/=$@example.no"]);
}

#[test]
fn a_long_thread_keeps_its_first_and_its_latest() {
    fn check(count: usize, expected_second: &str) {
        let references: Vec<String> = (0..count).map(|number| format!("{number}@example.no")).collect();
        let read = parsed(&Message { references: references.clone(), ..message() });
        let found = read.references().as_text_list().unwrap().to_vec();
        assert_eq!(found.len(), REFERENCES_MAX_COUNT);
        assert_eq!((found[0].as_ref(), found[1].as_ref()), ("0@example.no", expected_second));
        assert_eq!(found.last().unwrap(), references.last().unwrap());
    }
    check(REFERENCES_MAX_COUNT, "1@example.no");
    check(REFERENCES_MAX_COUNT + 1, "2@example.no");
}

#[test]
fn ids() {
    fn check(id: &str, sound: bool) {
        assert_eq!(compose(&Message { id: id.to_owned(), ..message() }).is_ok(), sound, "{id}");
    }
    check("0198c0de-7b1a@fjordlys.example", true);
    check("uten-vert", false);
    check("@fjordlys.example", false);
    check("a@", false);
    check("a@b@c", false);
    check("../a@b", false);
    check(".a@b", false);
    check("a/b@c", false);
    check("<a@b>", false);
    check("å@b", false);
    let host = "b".repeat(ID_LENGTH_MAX_BYTES - 2);
    check(&format!("a@{host}"), true);
    check(&format!("aa@{host}"), false);
}

#[test]
fn foreign_ids() {
    for id in ["", "a b", "<a@b>", "a@b> <c@d", "å@b"] {
        let sent = Message { in_reply_to: Some(id.to_owned()), ..message() };
        assert_eq!(compose(&sent), Err(ComposeError::Id("in_reply_to")), "{id}");
    }
}

#[test]
fn limits_of_length() {
    let subject = |length: usize| Message { subject: "e".repeat(length), ..message() };
    assert_eq!(parsed(&subject(HEADER_LENGTH_MAX_BYTES)).subject().map(str::len), Some(HEADER_LENGTH_MAX_BYTES));
    let long = ComposeError::Long { field: "subject", limit_bytes: HEADER_LENGTH_MAX_BYTES };
    assert_eq!(compose(&subject(HEADER_LENGTH_MAX_BYTES + 1)), Err(long));

    let text = |length: usize| Message { text: "t".repeat(length), ..message() };
    assert!(compose(&text(TEXT_LENGTH_MAX_BYTES)).is_ok());
    let long = ComposeError::Long { field: "text", limit_bytes: TEXT_LENGTH_MAX_BYTES };
    assert_eq!(compose(&text(TEXT_LENGTH_MAX_BYTES + 1)), Err(long));
}

#[test]
fn dates() {
    use std::time::{Duration, SystemTime};
    let at = |date: SystemTime| compose(&Message { date, ..message() }).map(|_| ());
    let end = SystemTime::UNIX_EPOCH + Duration::from_hours(70_389_528);
    assert_eq!(at(SystemTime::UNIX_EPOCH), Ok(()));
    assert_eq!(at(SystemTime::UNIX_EPOCH - Duration::from_nanos(1)), Err(ComposeError::Date));
    assert_eq!(at(end - Duration::from_nanos(1)), Ok(()));
    assert_eq!(at(end), Err(ComposeError::Date));
}

#[test]
fn what_other_machines_are_told() {
    fn check(automatic: bool, language: Option<&'static str>, name: &str, expected: Option<&str>) {
        let read = parsed(&Message { automatic, language, ..message() });
        let found = read.header_raw(name).map(|value| value.trim().to_owned());
        assert_eq!(found.as_deref(), expected, "{name}");
    }
    check(true, None, "Auto-Submitted", Some("auto-generated"));
    check(true, None, "X-Auto-Response-Suppress", Some("All"));
    check(false, None, "Auto-Submitted", None);
    check(false, None, "X-Auto-Response-Suppress", None);
    check(false, Some("nb"), "Content-Language", Some("nb"));
    check(false, None, "Content-Language", None);
    check(false, None, "User-Agent", None);
}

#[test]
fn an_answer_goes_where_reply_to_says() {
    let read = parsed(&Message { reply_to: Some(mailbox("Ida", "ida@fjordlys.example")), ..message() });
    assert_eq!(read.reply_to().unwrap().first().unwrap().address(), Some("ida@fjordlys.example"));
    assert!(parsed(&message()).reply_to().is_none());
}
