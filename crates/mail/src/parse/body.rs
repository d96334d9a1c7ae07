//! Which parts are the text, which are files (RFC 2046, 5.1; RFC 2183), and what stands in them.

use std::borrow::Cow;
use std::collections::HashSet;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::structure::{Encoding, Mime, Part};
use super::{Attachment, AttachmentKind, Incoming, fields, flowed, names};
use crate::escape;

/// A stretch of the message as a reader sees it: in one of the two forms, or in both.
#[derive(Default)]
struct Piece {
    text: Option<String>,
    html: Option<String>,
}

/// Fills in the text, the HTML and the attachments.
pub(super) fn read(raw: &[u8], parts: &[Part], incoming: &mut Incoming) {
    let mut pieces = Vec::new();
    if !parts.is_empty() {
        gather(raw, parts, 0, &mut pieces, &mut incoming.attachments);
    }
    if pieces.iter().any(|piece| piece.html.is_some()) {
        let html = pieces.iter().map(|piece| match (&piece.html, &piece.text) {
            (Some(html), _) => Cow::Borrowed(html.as_str()),
            (None, Some(text)) => Cow::Owned(format!("<pre>{}</pre>", escape(text))),
            (None, None) => Cow::Borrowed(""),
        });
        incoming.html = Some(html.collect::<Vec<_>>().join("\n"));
    }
    let text = pieces.into_iter().filter_map(|piece| match (piece.text, piece.html) {
        (Some(text), Some(html)) if text.trim().is_empty() => Some(html_to_text(&html)),
        (Some(text), _) => Some(text),
        (None, Some(html)) => Some(html_to_text(&html)),
        (None, None) => None,
    });
    incoming.text = text.collect::<Vec<_>>().join("\n");
    let referred = incoming.html.as_deref().map(referred).unwrap_or_default();
    for file in incoming.attachments.iter_mut().filter(|file| file.kind == AttachmentKind::File) {
        // Outlook calls pictures of the text attachments too.
        let picture = file.media_type.starts_with("image/");
        if picture && file.content_id.as_deref().is_some_and(|id| referred.contains(id)) {
            file.kind = AttachmentKind::Inline;
        }
    }
}

/// The ids to which HTML refers.
fn referred(html: &str) -> HashSet<&str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')');
    html.split("cid:").skip(1).map(|rest| rest.split(ends).next().unwrap_or_default()).collect()
}

/// Takes one part, with everything below it. The depth is bounded where the parts were found.
fn gather(raw: &[u8], parts: &[Part], at: usize, pieces: &mut Vec<Piece>, files: &mut Vec<Attachment>) {
    let part = &parts[at];
    if part.is_multipart() {
        let below = (at + 1..parts.len()).filter(|child| parts[*child].parent == Some(at));
        if part.mime.is("multipart", "alternative") {
            // Each alternative says the same: what is best for each form is taken, and they stand in one place.
            let mut all = Vec::new();
            below.for_each(|child| gather(raw, parts, child, &mut all, files));
            pieces.push(merged(all));
        } else {
            below.for_each(|child| gather(raw, parts, child, pieces, files));
        }
        return;
    }
    let content = content(&part.mime, &raw[part.body.clone()]);
    if is_shown(part, at) {
        let text = text(&part.mime, &content);
        let text = match part.mime.flowed.filter(|_| part.mime.subkind == "plain") {
            Some(deletes_space) => flowed::joined(&text, deletes_space),
            None => text,
        };
        let is_html = part.mime.subkind == "html";
        pieces.push(if is_html {
            Piece { text: None, html: Some(text) }
        } else {
            Piece { text: Some(text), html: None }
        });
    } else {
        files.push(attachment(&part.mime, content.into_owned()));
    }
}

fn merged(pieces: Vec<Piece>) -> Piece {
    let mut one = Piece::default();
    for piece in pieces {
        for (all, more) in [(&mut one.text, piece.text), (&mut one.html, piece.html)] {
            match (all.as_mut(), more) {
                (Some(all), Some(more)) => {
                    all.push('\n');
                    all.push_str(&more);
                }
                (None, more) => *all = more,
                (Some(_), None) => {}
            }
        }
    }
    one
}

/// Whether the part is for reading, and not a file: the message itself, or text without a name.
fn is_shown(part: &Part, at: usize) -> bool {
    let mime = &part.mime;
    let readable = mime.is("text", "plain") || mime.is("text", "html");
    readable && (!mime.attached || at == 0) && (mime.name.is_none() || at == 0)
}

/// Without the encoding of the transport. What is not soundly encoded is taken as far as it goes.
fn content<'a>(mime: &Mime, body: &'a [u8]) -> Cow<'a, [u8]> {
    match mime.encoding {
        Encoding::None => Cow::Borrowed(body),
        Encoding::Base64 => base64_decode(body).map_or(Cow::Borrowed(body), Cow::Owned),
        Encoding::QuotedPrintable => {
            let decoded = quoted_printable_decode(body);
            let decoded = decoded.or_else(|| quoted_printable::decode(body, quoted_printable::ParseMode::Robust).ok());
            decoded.map_or(Cow::Borrowed(body), Cow::Owned)
        }
    }
}

/// In the charset that the sender declared; where none or an unknown one is declared, UTF-8, or else Latin 1.
fn text(mime: &Mime, content: &[u8]) -> String {
    let declared = mime.charset.as_deref().filter(|charset| !charset.eq_ignore_ascii_case("utf-8"));
    let decoder = declared.and_then(|charset| charset_decoder(charset.trim().as_bytes()));
    let text = match (decoder, std::str::from_utf8(content)) {
        // Whoever writes `us-ascii` and then other letters did not mean it.
        (Some(_), Ok(text)) if declared.is_some_and(|charset| charset.to_ascii_lowercase().ends_with("ascii")) => {
            text.to_owned()
        }
        (Some(decoder), _) => decoder(content),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) if mime.charset.as_deref().is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8")) => {
            String::from_utf8_lossy(content).into_owned()
        }
        (None, Err(_)) => match charset_decoder(b"windows-1252") {
            Some(decoder) => decoder(content),
            None => String::from_utf8_lossy(content).into_owned(),
        },
    };
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

fn attachment(mime: &Mime, bytes: Vec<u8>) -> Attachment {
    let kind = kind(mime);
    let otherwise = match kind {
        AttachmentKind::File | AttachmentKind::Inline => match (mime.kind.as_str(), mime.subkind.as_str()) {
            ("image", "png" | "gif" | "webp" | "bmp") => &format!("picture.{}", mime.subkind),
            ("image", "jpeg" | "jpg") => "picture.jpg",
            ("application", "pdf") => "attachment.pdf",
            ("text", "plain") => "attachment.txt",
            ("text", "html") => "attachment.html",
            _ => "attachment.bin",
        },
        AttachmentKind::Message => "message.eml",
        AttachmentKind::MessageHeader => "header.txt",
        AttachmentKind::Calendar => "invitation.ics",
        AttachmentKind::Report => "report.txt",
        AttachmentKind::Winmail => "winmail.dat",
    };
    Attachment {
        name: names::safe(mime.name.as_deref(), otherwise),
        media_type: fields::one_line(&format!("{}/{}", mime.kind, mime.subkind)),
        content_id: mime.content_id.as_deref().map(fields::one_line).filter(|id| !id.is_empty()),
        kind,
        bytes,
    }
}

fn kind(mime: &Mime) -> AttachmentKind {
    let named = |name: &str| mime.name.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(name));
    match (mime.kind.as_str(), mime.subkind.as_str()) {
        ("message", "rfc822" | "global") => AttachmentKind::Message,
        ("text", "rfc822-headers") | ("message", "global-headers") => AttachmentKind::MessageHeader,
        ("message", "delivery-status" | "global-delivery-status" | "feedback-report" | "disposition-notification") => {
            AttachmentKind::Report
        }
        ("text", "calendar") | ("application", "ics") => AttachmentKind::Calendar,
        ("application", "ms-tnef" | "vnd.ms-tnef") => AttachmentKind::Winmail,
        _ if named("winmail.dat") => AttachmentKind::Winmail,
        // Many programs give no disposition to a picture of the text, only its id.
        ("image" | "audio" | "video", _) if mime.content_id.is_some() && !mime.attached => AttachmentKind::Inline,
        _ => AttachmentKind::File,
    }
}
