//! What holds of mail whatever comes in or goes out; for the fuzzer, and for the ordinary tests over its seeds.

use mail::{
    Marks, Numbers, Place, RemotePictures, Trust, bounce, classify, clean, clues, guard, is_address, normal_form,
    parse, sender, strip_html, strip_text,
};

/// Takes the bytes for a message, for a text and for HTML.
///
/// # Panics
/// If something does not hold.
pub(crate) fn check(bytes: &[u8]) {
    let marks = Marks::new(&[7; 32]);
    let text = String::from_utf8_lossy(bytes);
    texts(&text);
    // A header by itself, and a body by itself in an encoding and a charset of its own choosing.
    let body = [&b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"[..], bytes].concat();
    let encoded = [
        &b"Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"[..],
        bytes,
    ]
    .concat();
    for message in [bytes, &body, &encoded] {
        let Ok(mail) = parse(message) else { continue };
        assert!(parse(message).as_ref() == Ok(&mail), "the same bytes gave something else");
        classify(&mail, &["post@example.no"], &marks);
        bounce(&mail, &marks);
        clues(&mail, &marks);
        assert!(
            sender(&mail, "mx.example.no").trust != Trust::Verified || mail.field("authentication-results").is_some()
        );
        assert!(!mail.subject.contains(['\n', '\r', '\0']));
        for file in &mail.attachments {
            assert!(
                !file.name.is_empty() && !file.name.contains(['/', '\\', '\0', '\n']) && !file.name.starts_with('.'),
                "{:?}",
                file.name
            );
            assert!(file.name.len() <= mail::limits::FILE_NAME_MAX_BYTES + 16);
        }
        for person in mail.from.iter().chain(&mail.to).chain(&mail.cc).chain(&mail.reply_to) {
            assert!(!person.address.contains(['\n', '\r', ' ']));
        }
        texts(&mail.text);
        if let Some(html) = &mail.html {
            texts(html);
        }
    }
}

fn texts(text: &str) {
    assert!(!is_address(text) || text.contains('@'));
    if let Some(address) = normal_form(text) {
        assert_eq!(normal_form(&address).as_ref(), Some(&address), "a normal form stays as it is");
    }
    for stripped in [strip_text(text), strip_html(text)] {
        assert_eq!([stripped.written, stripped.signature, stripped.quoted].concat(), text, "the parts are the whole");
    }
    for found in guard(&[(Place::Text, text)], &[], Numbers::WithSynthetic) {
        assert!(text.get(found.range.clone()).is_some_and(|found| !found.is_empty()), "{found:?}");
    }
    if let Ok(cleaned) = clean(text, RemotePictures::Block, |_| None) {
        let html = cleaned.html.to_ascii_lowercase();
        for word in [
            "<script",
            "<form",
            "<iframe",
            "<object",
            "<style",
            "<link",
            "<meta",
            "<base",
            "<input",
            "<svg",
            "<img src=\"http",
        ] {
            assert!(!html.contains(word), "{word}");
        }
    }
}
