//! What is read in messages, those included that no standard allows.

use std::time::{Duration, SystemTime};

use crate::limits::{
    FILE_NAME_MAX_BYTES, INCOMING_HEADER_MAX_BYTES, INCOMING_MAX_BYTES, PART_HEADER_MAX_BYTES, PARTS_DEPTH_MAX_COUNT,
    PARTS_MAX_COUNT,
};
use crate::{AttachmentKind, Incoming, Mailbox, ParseError, parse};

/// Reads a message written with LF, with both ends of line that are in use: they must not differ.
fn read(message: &str) -> Incoming {
    let read = parse(message.as_bytes()).unwrap();
    let crlf = parse(message.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!((&crlf.text, &crlf.html, &crlf.subject), (&read.text, &read.html, &read.subject));
    assert_eq!(crlf.attachments.len(), read.attachments.len());
    read
}

fn person(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.to_owned()).filter(|name| !name.is_empty()), address: address.to_owned() }
}

/// A message of this type whose body begins with the next lines.
fn of_type(content_type: &str, rest: &str) -> Incoming {
    read(&format!("From: a@example.no\nMIME-Version: 1.0\nContent-Type: {content_type}\n{rest}"))
}

#[test]
fn the_header() {
    let mail = read(
        "Message-ID: <1@example.no>\n\
         From: =?utf-8?q?K=C3=A5re_=C3=98deg=C3=A5rd?= <kare@example.no>\n\
         Sender: sekretaer@example.no\n\
         Reply-To: Kontoret <kontor@example.no>\n\
         To: \"Post, felles\" <post@example.no>, ida@example.no\n\
         Cc: Gruppe: ola@example.no, Eva <eva@example.no>;\n\
         Subject: =?iso-8859-1?Q?Bl=E5b=E6r?= og\n =?utf-8?B?c3lsdGV0w7h5?=\n\
         Date: Thu, 01 Jan 2026 01:00:00 +0100\n\
         In-Reply-To: <0@example.no>\n\
         References: <a@example.no>\n <0@example.no>\n\
         X-Note: en\n\tto\n\
         \nHei\n",
    );
    assert_eq!(mail.id.as_deref(), Some("1@example.no"));
    assert_eq!(mail.from, [person("Kåre Ødegård", "kare@example.no")]);
    assert_eq!(mail.sender, Some(person("", "sekretaer@example.no")));
    assert_eq!(mail.reply_to, [person("Kontoret", "kontor@example.no")]);
    assert_eq!(mail.to, [person("Post, felles", "post@example.no"), person("", "ida@example.no")]);
    assert_eq!(mail.cc, [person("", "ola@example.no"), person("Eva", "eva@example.no")]);
    assert_eq!(mail.subject, "Blåbær og syltetøy");
    assert_eq!(mail.date, Some(SystemTime::UNIX_EPOCH + Duration::from_hours(490_896)));
    assert_eq!(mail.mentioned(), ["1@example.no", "0@example.no", "a@example.no"]);
    assert_eq!(mail.field("x-note"), Some("en to"));
    assert_eq!((mail.text.as_str(), mail.html), ("Hei\n", None));
}

/// Whatever id somebody makes up, an answer to the message can be composed.
#[test]
fn every_id_that_is_read_can_be_answered() {
    use crate::limits::FOREIGN_ID_MAX_BYTES;
    let long = |length: usize| "a".repeat(length);
    let check = |id: &str, is_read: bool| {
        let mail = parse(format!("Message-ID: <{id}>\nReferences: <{id}> <b@example.no>\n\n").as_bytes()).unwrap();
        assert_eq!(mail.id.is_some(), is_read, "{id:.40}");
        let answer = crate::Message { in_reply_to: mail.id, references: mail.references, ..super::message() };
        assert!(crate::compose(&answer).is_ok(), "{id:.40}");
    };
    check("a@example.no", true);
    check("uten-vert", true);
    check("å@example.no", false);
    check(&long(FOREIGN_ID_MAX_BYTES), true);
    check(&long(FOREIGN_ID_MAX_BYTES + 1), false);
}

#[test]
fn line_ends_of_every_kind_keep_their_header() {
    for ends in ["\n", "\r\n", "\r", "\r\r\n"] {
        let text = ["From: Kari <kari@example.no>", "Subject: Hei", "", "en", "to", ""].join(ends);
        let mail = parse(text.as_bytes()).unwrap();
        assert_eq!(mail.from, [person("Kari", "kari@example.no")], "{ends:?}");
        assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("Hei", "en\nto\n"), "{ends:?}");
    }
}

#[test]
fn what_precedes_a_message_in_a_folder_is_left_out() {
    let mail = read("\n\nFrom kari@example.no Thu Jan  1 00:00:00 2026\nFrom: kari@example.no\nSubject: a\n\nb\n");
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("a", "b\n"));
}

#[test]
fn the_declared_charset_wins() {
    fn check(charset: &str, bytes: &[u8], expected: &str) {
        let header = format!("From: a@example.no\r\nContent-Type: text/plain{charset}\r\n\r\n");
        let mail = parse(&[header.as_bytes(), bytes].concat()).unwrap();
        assert_eq!(mail.text, expected, "{charset}");
    }
    check("; charset=iso-8859-1", b"bl\xe5b\xe6r", "blåbær");
    // These bytes are sound UTF-8 as well, and are not meant so.
    check("; charset=\"windows-1252\"", b"\xc3\xa5", "Ã¥");
    check("; charset=utf-8", "blåbær".as_bytes(), "blåbær");
    check("; charset=utf-8", b"bl\xe5b", "bl\u{fffd}b");
    check("; charset=us-ascii", "blåbær".as_bytes(), "blåbær");
    check("; charset=us-ascii", b"bl\xe5b", "blåb");
    check("; charset=ISO-2022-JP", b"\x1b$B$\"\x1b(B", "あ");
    check("; charset=unheard-of", b"bl\xe5b\xe6r", "blåbær");
    check("", b"bl\xe5b\xe6r", "blåbær");
    check("", "blåbær".as_bytes(), "blåbær");
}

#[test]
fn letters_that_nobody_encoded_in_a_header() {
    for name in [&b"K\xe5re"[..], "Kåre".as_bytes()] {
        let mail = parse(&[b"From: ", name, b" <kare@example.no>\nSubject: ", name, b"\n\n"].concat()).unwrap();
        assert_eq!((mail.from[0].name.as_deref(), mail.subject.as_str()), (Some("Kåre"), "Kåre"));
    }
}

#[test]
fn words_cut_in_the_middle_of_a_letter() {
    fn check(subject: &str, expected: &str) {
        assert_eq!(read(&format!("Subject: {subject}\nFrom: a@example.no\n\n")).subject, expected, "{subject}");
    }
    check("=?utf-8?Q?bl=C3?=\n =?UTF-8?q?=A5b?=", "blåb");
    check("=?utf-8?B?YmzD?= =?utf-8?B?pWI=?=", "blåb");
    check("=?utf-8?Q?bl=C3=A5?= b", "blå b");
    check("=?utf-8?Q?a?= =?iso-8859-1?Q?=E5?= =?utf-8?B?w6U=?=", "aåå");
    check("=? =?utf-8?x?a?= =?utf-8?Q?=C3=A5?=", "=? =?utf-8?x?a?= å");
    check("=?utf-8?Q?a?=\n\t=?utf-8?Q?b_?=\n =?utf-8?Q?c?=", "ab c");
}

#[test]
fn both_forms_of_a_text_are_one() {
    let mail = of_type(
        "multipart/alternative; boundary=b",
        "\n--b\nContent-Type: text/plain\n\nHei\n--b\nContent-Type: text/html\n\n<p>Hei</p>\n--b--\n",
    );
    assert_eq!((mail.text.as_str(), mail.html.as_deref()), ("Hei", Some("<p>Hei</p>")));
    assert!(mail.attachments.is_empty());
}

#[test]
fn html_alone_is_text_too() {
    let mail = of_type("text/html", "\n<p>Hei &oslash;</p><p>Kari</p>");
    assert_eq!(mail.text.trim(), "Hei ø\nKari");
    let mail = of_type(
        "multipart/alternative; boundary=b",
        "\n--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n<p>Hei</p>\n--b--\n",
    );
    assert_eq!(mail.text.trim(), "Hei");
}

#[test]
fn text_around_a_file_stays_in_order() {
    let mail = of_type(
        "multipart/mixed; boundary=b",
        "\n--b\nContent-Type: text/html\n\n<p>en</p>\n--b\nContent-Type: application/pdf; name=x.pdf\n\
         Content-Transfer-Encoding: base64\n\nJVBERg==\n--b\nContent-Type: text/plain\n\nto < tre\n--b--\n",
    );
    assert_eq!(mail.html.as_deref(), Some("<p>en</p>\n<pre>to &lt; tre</pre>"));
    assert_eq!(mail.attachments[0].bytes, b"%PDF");
    assert_eq!((mail.attachments[0].name.as_str(), mail.attachments[0].kind), ("x.pdf", AttachmentKind::File));
}

#[test]
fn broken_paragraphs_are_put_together() {
    fn check(parameters: &str, text: &str, expected: &str) {
        assert_eq!(
            of_type(&format!("text/plain; {parameters}"), &format!("\n{text}")).text,
            expected,
            "{parameters} {text:?}"
        );
    }
    check("format=flowed", "en \nto\ntre\n", "en to\ntre\n");
    check("format=Flowed; delsp=yes", "en \nto \ntre\n", "entotre\n");
    check("format=flowed", " innrykk\n  to\n", "innrykk\n to\n");
    check("format=flowed", "> en \n> to\n>> tre \n> fire\n", "> en to\n>> tre \n> fire\n");
    check("format=flowed", "hei \n-- \nKari\n", "hei \n-- \nKari\n");
    check("format=flowed", "slutt ", "slutt ");
    check("format=fixed", "en \nto\n", "en \nto\n");
}

#[test]
fn pictures_of_the_text() {
    let picture = |disposition: &str| {
        of_type(
            "multipart/related; boundary=b",
            &format!(
                "\n--b\nContent-Type: text/html\n\n<img src=\"cid:1@x\">\n--b\nContent-Type: image/png\n\
                 Content-ID: <1@x>\n{disposition}\nx\n--b--\n"
            ),
        )
    };
    for disposition in ["", "Content-Disposition: inline; filename=a.png\n", "Content-Disposition: attachment\n"] {
        let mail = picture(disposition);
        let file = &mail.attachments[0];
        assert_eq!((file.kind, file.content_id.as_deref()), (AttachmentKind::Inline, Some("1@x")), "{disposition}");
    }
}

#[test]
fn what_attachments_are() {
    fn check(part: &str, kind: AttachmentKind, name: &str) {
        let mail = of_type("multipart/mixed; boundary=b", &format!("\n--b\n\nHei\n--b\n{part}\n--b--\n"));
        assert_eq!(mail.attachments.len(), 1, "{part}");
        assert_eq!((mail.attachments[0].kind, mail.attachments[0].name.as_str()), (kind, name), "{part}");
    }
    check("Content-Type: message/rfc822\n\nSubject: a\n\nb", AttachmentKind::Message, "message.eml");
    check("Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR", AttachmentKind::Calendar, "invitation.ics");
    check("Content-Type: application/ms-tnef\n\nx", AttachmentKind::Winmail, "winmail.dat");
    check("Content-Type: application/octet-stream; name=WINMAIL.DAT\n\nx", AttachmentKind::Winmail, "WINMAIL.DAT");
    check("Content-Type: message/delivery-status\n\nx: y", AttachmentKind::Report, "report.txt");
    check("Content-Type: text/rfc822-headers\n\nx: y", AttachmentKind::MessageHeader, "header.txt");
    check("Content-Disposition: attachment\n\nx", AttachmentKind::File, "attachment.txt");
    check("Content-Type: text/plain; name=logg.txt\n\nx", AttachmentKind::File, "logg.txt");
    check("Content-Type: image/jpeg\n\nx", AttachmentKind::File, "picture.jpg");
}

#[test]
fn a_message_inside_is_read_in_its_turn() {
    for encoding in ["", "Content-Transfer-Encoding: base64\n"] {
        let inner = if encoding.is_empty() { "Subject: inni\n\nhei\n" } else { "U3ViamVjdDogaW5uaQoKaGVpCg==\n" };
        let mail = of_type(
            "multipart/mixed; boundary=b",
            &format!("\n--b\n\nHei\n--b\nContent-Type: message/rfc822\n{encoding}\n{inner}\n--b--\n"),
        );
        let inner = parse(&mail.attachments[0].bytes).unwrap();
        assert_eq!((inner.subject.as_str(), inner.text.as_str()), ("inni", "hei\n"));
    }
}

#[test]
fn a_digest_holds_messages() {
    let mail = of_type("multipart/digest; boundary=b", "\n--b\n\nSubject: a\n\nb\n--b--\n");
    assert_eq!(mail.attachments[0].kind, AttachmentKind::Message);
}

#[test]
fn names_of_files() {
    fn check(parameter: &str, expected: &str) {
        let part = format!("Content-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nx");
        let mail = of_type("multipart/mixed; boundary=b", &format!("\n--b\n{part}\n--b--\n"));
        assert_eq!(mail.attachments[0].name, expected, "{parameter}");
    }
    check("filename=a.pdf", "a.pdf");
    check("filename*=utf-8''bl%C3%A5b%C3%A6r.pdf", "blåbær.pdf");
    check("filename*0=\"lang\"; filename*1=\"t navn.pdf\"", "langt navn.pdf");
    check("filename*0*=iso-8859-1''bl%E5;\n filename*1*=b%E6r.pdf", "blåbær.pdf");
    check("filename*0*=utf-8''bl%C3;\n filename*1*=%A5b.pdf", "blåb.pdf");
    check("filename=\"=?utf-8?Q?bl=C3=A5b=C3=A6r.pdf?=\"", "blåbær.pdf");
    check("filename*0=\"=?utf-8?Q?bl=C3=A5\"; filename*1=\"b=C3=A6r.pdf?=\"", "blåbær.pdf");
    check("filename=\"../../etc/passwd\"", "passwd");
    check("filename=\"C:\\\\Users\\\\kari\\\\a.pdf\"", "a.pdf");
    check("filename=\"..\"", "attachment.pdf");
    check("filename=\" .skjult \"", "skjult");
    check("filename=\"nul.txt\"", "_nul.txt");
    check("filename=\"\u{202e}fdp.exe\"", "fdp.exe");
    check("filename=\"\"", "attachment.pdf");
    let long = "æ".repeat(FILE_NAME_MAX_BYTES);
    let cut = format!("{}.pdf", "æ".repeat((FILE_NAME_MAX_BYTES - 4) / 2));
    check(&format!("filename=\"{long}.pdf\""), &cut);
}

#[test]
fn broken_parts_are_read_as_far_as_they_go() {
    fn check(rest: &str, text: &str) {
        let mail = of_type("multipart/mixed; boundary=b", rest);
        assert_eq!(mail.text.trim_end(), text, "{rest}");
    }
    // The end is missing, the boundary never comes, the header of the part ends in one, and the lines are not the boundary.
    check("\n--b\n\nHei\n", "Hei");
    check("\nHei\n", "Hei");
    check("\n--b\nContent-Type: text/plain\n--b\n\nHei\n--b--\n", "\nHei");
    check("\n--b\n\n--bc\n--  b\n-- \nHei\n--b--\n", "--bc\n--  b\n-- \nHei");
    check("\n--b\n\nHei\n--b--\nepilog\n--b\n\netterpå\n", "Hei");
    let soft = of_type("text/plain", "Content-Transfer-Encoding: quoted-printable\n\n100 = hundre =E5 =\nslutt=\n");
    assert!(soft.text.starts_with("100 = hundre å"), "{}", soft.text);
    let base64 = of_type("text/plain", "Content-Transfer-Encoding: base64\n\nikke base64!\n");
    assert_eq!(base64.text, "ikke base64!\n");
}

#[test]
fn an_inner_end_closes_only_its_own() {
    let mail = of_type(
        "multipart/mixed; boundary=a",
        "\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\nen\n--ab--\n\n--a\n\nto\n--a--\n",
    );
    assert_eq!(mail.text, "en\nto");
}

#[test]
fn limits() {
    let outcome = |bytes: &[u8]| parse(bytes).map(|_| ());
    assert_eq!(outcome(b""), Err(ParseError::NoMessage));
    assert_eq!(outcome(b"\n\nbare tekst\n"), Err(ParseError::NoMessage));

    let mut large = b"a: b\n\n".to_vec();
    large.resize(INCOMING_MAX_BYTES, b'x');
    assert_eq!(outcome(&large), Ok(()));
    large.push(b'x');
    assert_eq!(outcome(&large), Err(ParseError::Large));

    let header = |length: usize| format!("a: {}\n\n", "b".repeat(length - 4)).into_bytes();
    assert_eq!(outcome(&header(INCOMING_HEADER_MAX_BYTES)), Ok(()));
    assert_eq!(outcome(&header(INCOMING_HEADER_MAX_BYTES + 1)), Err(ParseError::Header));

    let inner = |length: usize| {
        let header = format!("a: {}\n", "b".repeat(length - 4));
        format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n{header}\nx\n--b--\n").into_bytes()
    };
    assert_eq!(outcome(&inner(PART_HEADER_MAX_BYTES)), Ok(()));
    assert_eq!(outcome(&inner(PART_HEADER_MAX_BYTES + 1)), Err(ParseError::Header));

    let parts = |count: usize| {
        format!("Content-Type: multipart/mixed; boundary=b\n\n{}--b--\n", "--b\n\nx\n".repeat(count - 1)).into_bytes()
    };
    assert_eq!(outcome(&parts(PARTS_MAX_COUNT)), Ok(()));
    assert_eq!(outcome(&parts(PARTS_MAX_COUNT + 1)), Err(ParseError::Parts));

    let depth = |count: usize| {
        let open = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        ((0..count).map(open).collect::<String>() + "\nx\n").into_bytes()
    };
    assert_eq!(outcome(&depth(PARTS_DEPTH_MAX_COUNT)), Ok(()));
    assert_eq!(outcome(&depth(PARTS_DEPTH_MAX_COUNT + 1)), Err(ParseError::Depth));
}

/// Messages inside messages without end are one attachment: nobody goes down there unasked.
#[test]
fn endless_nesting_costs_nothing() {
    let bomb = "Content-Type: message/rfc822\n\n".repeat(100_000);
    let mail = parse(bomb.as_bytes()).unwrap();
    assert_eq!(mail.attachments.len(), 1);
    assert_eq!(mail.attachments[0].bytes.len(), bomb.len() - 30);
}

#[test]
fn what_makes_a_naive_parser_slow_is_read_in_time() {
    let began = std::time::Instant::now();
    for field in ["Subject", "From", "References", "Content-Type", "Received"] {
        for word in ["=?utf-8?q?x", "=?utf-8?b?", "<a@b>,", "((((", "\"", "a;b*0=c;", "=?", "<", "a:b;", "x*1*=a'b'c;"]
        {
            let value = word.repeat(INCOMING_HEADER_MAX_BYTES / word.len() - 20);
            let _ = parse(format!("{field}: {value}\n\nx").as_bytes());
        }
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
