//! Whether a mail is to be sealed, and why: what the guard says of its subject, its text, and the attachments that can be read.

use super::rows::Found;
use super::seal::SEALED_FROM;
use crate::context::Engine;
use mail::{AttachmentKind, Confidence, Incoming, Kind, Numbers, Place, file_text, guard};

/// Numbers of the Tax Administration's tests are sealed like others: a test of this needs nobody's own.
const NUMBERS: Numbers = Numbers::WithSynthetic;

/// What was found in a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The gravest of it.
    pub(crate) found: Found,
    /// Something of it stands in the subject.
    pub(crate) in_subject: bool,
}

/// What is to be sealed of a mail; none where the guard is not sure of anything.
pub(crate) fn judge(engine: &Engine, incoming: &Incoming) -> Option<Judged> {
    let mut texts = vec![(Place::Subject, incoming.subject.clone()), (Place::Text, incoming.text.clone())];
    texts.extend(incoming.html.as_deref().map(|html| (Place::Text, without_tags(html))));
    for (at, attachment) in incoming.attachments.iter().enumerate() {
        let place = Place::Attachment(at);
        match attachment.kind {
            AttachmentKind::Message => {
                if let Ok(inner) = mail::parse(&attachment.bytes) {
                    texts.extend([(place, inner.subject), (place, inner.text)]);
                }
            }
            AttachmentKind::File | AttachmentKind::Inline | AttachmentKind::Calendar => {
                texts.extend(file_text(&attachment.bytes).map(|text| (place, text)));
            }
            AttachmentKind::MessageHeader | AttachmentKind::Report | AttachmentKind::Winmail => {}
        }
    }
    // Each by itself: however long one is, the next is read.
    let accounts = &engine.model().controller.accounts;
    let all = texts.iter().flat_map(|(place, text)| guard(&[(*place, text)], accounts, NUMBERS));
    let all: Vec<_> = all.collect();
    let sure = all.iter().filter(|one| one.confidence >= SEALED_FROM);
    let found = sure.filter_map(|one| kind(one.kind)).min_by_key(|found| *found as u8)?;
    Some(Judged { found, in_subject: all.iter().any(|one| one.place == Place::Subject) })
}

/// Whether the guard finds anything in a text, sure or not: worth a hint to its reader.
pub(crate) fn is_doubtful(engine: &Engine, text: &str) -> bool {
    let found = guard(&[(Place::Text, text)], &engine.model().controller.accounts, NUMBERS);
    found.iter().any(|one| one.confidence >= Confidence::Low && kind(one.kind).is_some())
}

/// Why it is sealed; none for what was not read.
fn kind(kind: Kind) -> Option<Found> {
    match kind {
        Kind::NationalId => Some(Found::NationalId),
        Kind::Account | Kind::Iban | Kind::Card => Some(Found::Account),
        Kind::Health
        | Kind::Sexuality
        | Kind::Ethnicity
        | Kind::Politics
        | Kind::Religion
        | Kind::Union
        | Kind::Crime => Some(Found::Words),
        Kind::Unread => None,
    }
}

/// What a reader of the HTML sees, roughly: enough to look for numbers and words in.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                is_tag = true;
                text.push(' ');
            }
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&nbsp;", " ")
}
