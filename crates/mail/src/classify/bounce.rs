//! What a report of failure says: who did not get which mail, and whether for good.
//!
//! Which mail it was is known by a mark of ours alone; all else is detail that anybody could have written.

use super::{beginning, report};
use crate::limits::{REPORT_MAX_BYTES, REPORT_RECIPIENTS_MAX_COUNT};
use crate::{AttachmentKind, Incoming, Mark, Marks, Purpose, is_address};

/// A report that a mail was not delivered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounce {
    /// The mail of ours that it is about, known by the address it came to (VERP) or the original's `Message-ID`. Without one the
    /// report must have no effect.
    pub about: Option<Mark>,
    /// Whom it names. Reports that follow no standard may name nobody.
    pub recipients: Vec<FailedRecipient>,
}

/// Somebody who did not get the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRecipient {
    /// The address as the report writes it.
    pub address: String,
    /// The status (RFC 3463), if one is told.
    pub status: Option<Status>,
    /// The answer of a mail server (RFC 5321, 4.2), if one is told.
    pub code: Option<u16>,
    /// The next mail would fail too. Otherwise (4xx) the server goes on trying or has given up on this one mail, and the address
    /// is not to be held against.
    pub lasting: bool,
}

/// A status: `5.1.1` (RFC 3463, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status {
    /// 2, 4 or 5.
    pub class: u8,
    /// What it is about: 1 the address, 2 the mailbox, 7 the policy.
    pub subject: u16,
    /// The detail.
    pub detail: u16,
}

/// Reads a report of failure.
pub fn bounce(mail: &Incoming, marks: &Marks) -> Bounce {
    let text = &mail.text[..floor(&mail.text, REPORT_MAX_BYTES)];
    let mut recipients: Vec<FailedRecipient> = Vec::new();
    for file in mail.attachments.iter().filter(|file| file.media_type.ends_with("delivery-status")) {
        recipients.extend(report::recipients(&beginning(&file.bytes)));
    }
    if recipients.is_empty() {
        recipients = told(mail, text);
    }
    let mut seen = Vec::new();
    recipients.retain(|it| {
        let address = it.address.to_lowercase();
        let is_new = !seen.contains(&address);
        seen.push(address);
        is_new
    });
    recipients.truncate(REPORT_RECIPIENTS_MAX_COUNT);
    Bounce { about: about(mail, text, marks), recipients }
}

/// The mark in the address that the report came to, or else in what it brought back.
fn about(mail: &Incoming, text: &str, marks: &Marks) -> Option<Mark> {
    let came_to = mail.to.iter().map(|to| to.address.as_str()).chain(mail.delivered_to());
    let bounced = came_to.flat_map(|to| marks.find(to)).find(|mark| mark.purpose == Purpose::Bounce);
    let original =
        |kind| matches!(kind, AttachmentKind::Message | AttachmentKind::MessageHeader | AttachmentKind::Report);
    bounced.or_else(|| {
        let brought = mail.attachments.iter().filter(|it| original(it.kind)).map(|it| beginning(&it.bytes));
        let texts = mail.references.iter().chain(&mail.in_reply_to).cloned().chain(brought).chain([text.to_owned()]);
        texts.flat_map(|text| marks.find(&text)).find(|mark| mark.purpose != Purpose::Reply)
    })
}

/// Whom a report names that was written for people.
fn told(mail: &Incoming, text: &str) -> Vec<FailedRecipient> {
    let report = before_original(text);
    let lower = report.to_lowercase();
    let subject = mail.subject.to_lowercase();
    let waits = WAITS.iter().any(|words| lower.contains(words) || subject.contains(words));
    let status = Status::find(report);
    let code = code(report);
    let lasting = !waits && status.map_or(code.is_none_or(|code| code >= 500), |status| status.class == 5);
    let failed = |address: &str| FailedRecipient { address: address.to_owned(), status, code, lasting };
    if let Some(field) = mail.field("x-failed-recipients") {
        let all = field.split(',').map(str::trim).filter(|address| is_address(address));
        return all.map(failed).collect();
    }
    let ours: Vec<String> = mail.to.iter().chain(&mail.from).map(|it| it.address.to_lowercase()).collect();
    let other = |address: &&str| {
        let address = address.to_lowercase();
        let local = address.split('@').next().unwrap_or_default();
        !ours.contains(&address) && !SERVANTS.contains(&local)
    };
    // Lines that begin with an address are about it; else each address before the original is.
    let leading = report.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches(['>', '*', '-', '.', ' ', '<', '"']);
        addresses(line).next().filter(|address| line.starts_with(address))
    });
    let mut found: Vec<&str> = leading.filter(other).collect();
    if found.is_empty() {
        found = addresses(report).filter(other).collect();
    }
    found.into_iter().map(failed).take(REPORT_RECIPIENTS_MAX_COUNT).collect()
}

/// The words of the server, without the mail that it brings back below them.
fn before_original(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.trim_start_matches(['-', ' ', '*', '=', '>']).to_lowercase();
        if at > 0 && ORIGINAL.iter().any(|words| lower.starts_with(words)) {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

/// Everything in a text that looks like an address.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let part = |c: char| c.is_ascii_alphanumeric() || "@.-_+=%!#$&'*/?^{|}~".contains(c);
    let words = text.split(move |c| !part(c));
    words.map(|word| word.trim_matches(['.', '\'', '-', '*', '=', '?', '!'])).filter(|word| {
        let domain = word.split_once('@').map(|(_, domain)| domain).unwrap_or_default();
        domain.contains('.') && is_address(word)
    })
}

impl Status {
    /// Reads `5.1.1`, whatever follows.
    pub(super) fn read(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let mut numbers = text[..end].trim_end_matches('.').split('.');
        let class = numbers.next().filter(|class| matches!(*class, "2" | "4" | "5"))?.parse().ok()?;
        let mut number = || numbers.next().filter(|number| number.len() <= 3)?.parse().ok();
        let status = Self { class, subject: number()?, detail: number()? };
        numbers.next().is_none().then_some(status)
    }

    /// The first status of failure in a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        let words = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|word| word.len() >= 5);
        words.filter_map(Self::read).find(|status| status.class != 2)
    }
}

/// The first answer of failure in a text: three digits, which stand alone and begin with 4 or 5.
pub(super) fn code(text: &str) -> Option<u16> {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '@' | '_')));
    words.find(|word| word.len() == 3 && word.starts_with(['4', '5']))?.parse().ok().filter(|code| *code < 560)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Who answers for a server, and never was the recipient.
const SERVANTS: [&str; 8] =
    ["postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "noreply", "no-reply", "hostmaster"];

/// What servers write when they have not given up.
const WAITS: [&str; 11] = [
    "this is a warning message only",
    "you do not need to resend",
    "not yet been delivered",
    "will keep trying",
    "delivery will continue to be attempted",
    "still trying",
    "has been delayed",
    "is delayed",
    "warning: could not send",
    "will be retried",
    "transient non-fatal",
];

/// How lines begin after which the original comes.
const ORIGINAL: [&str; 22] = [
    "below this line is a copy",
    "this is a copy of the message",
    "original message",
    "the header of the original",
    "message header",
    "returned message",
    "unsent message",
    "the original message",
    "message from yahoo",
    "included is the",
    "a copy of the original",
    "below are the message headers",
    "received:",
    "return-path:",
    "message-id:",
    "undelivered message follows",
    "content of original",
    "headers of the original",
    "your original message",
    "original headers",
    "start of returned",
    "message contents follow",
];
