//! Who or what wrote a message: a person, or one of the machines that write by themselves (RFC 3834, RFC 3464, RFC 5965).
//!
//! Headers are all that is looked at, but for subjects of machines that say what they are nowhere else. None of it is
//! proof: whoever writes can leave it out or put it in. So rates are capped by the caller whatever is found here.

mod bounce;
mod report;

use crate::limits::REPORT_MAX_BYTES;
use crate::{AttachmentKind, Incoming, Marks, Purpose};

pub use bounce::{Bounce, FailedRecipient, Status, bounce};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Nothing says that a machine wrote it.
    Person,
    /// An automatic answer or notice. It may be of use in a case, and is never answered by a machine.
    AutoReply,
    /// Somebody is away. It stays in its case and does not open it anew.
    OutOfOffice,
    /// Sent to many: a mailing list or a newsletter.
    List,
    /// A mail could not be delivered, or not yet: see [`bounce`].
    Bounce,
    /// A provider says that somebody complained about a mail of ours (ARF).
    AbuseReport,
    /// Our own mail, come back to us.
    Own,
}

/// A sign that a message is not a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    /// `Message-ID` with a mark of ours.
    OwnId,
    /// Written in the name of an address of ours.
    OwnAddress,
    /// `Return-Path: <>`: nobody is to be told of failure (RFC 5321, 4.5.5).
    NullReturnPath,
    /// From `mailer-daemon`, `postmaster` or the like.
    Daemon,
    /// `multipart/report` of deliveries (RFC 6522).
    DeliveryReport,
    /// `multipart/report` of abuse (RFC 5965).
    FeedbackReport,
    /// `multipart/report` that a mail was read (RFC 8098).
    ReadReport,
    /// `X-Failed-Recipients`.
    FailedRecipients,
    /// `Auto-Submitted` with anything but `no` (RFC 3834, 5).
    AutoSubmitted,
    /// `X-Autoreply`, `X-Autorespond`, `X-Autoresponder` or `X-Auto-Reply`.
    AutoReplyField,
    /// `X-Auto-Response-Suppress`: a machine that answers is asked not to. People's mail has it at times.
    SuppressAnswers,
    /// `X-MS-Exchange-Inbox-Rules-Loop`: a rule of somebody's inbox sent it.
    InboxRule,
    /// `Precedence: bulk`, `list` or `junk`.
    Precedence,
    /// `List-Id`, `List-Unsubscribe` or another `List-*` (RFC 2369, RFC 2919).
    ListField,
    /// A subject by which mail servers report failure.
    BounceSubject,
    /// A subject by which mail programs answer for somebody who is away.
    AwaySubject,
}

/// What a message is, and by which signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    /// What it is.
    pub class: Class,
    /// Every sign that was found, also of what it was not held to be.
    pub signals: Vec<Signal>,
}

impl Classified {
    /// Whether a machine may answer it (RFC 3834, 2): only what a person wrote, without any sign of another machine.
    pub fn may_be_answered(&self) -> bool {
        self.class == Class::Person && self.signals.is_empty()
    }
}

/// Tells what a message is. `own` are our addresses, in small letters.
pub fn classify(mail: &Incoming, own: &[&str], marks: &Marks) -> Classified {
    let signals = signals(mail, own, marks);
    Classified { class: class(&signals), signals }
}

fn class(signals: &[Signal]) -> Class {
    let has = |signal| signals.contains(&signal);
    let any = |of: &[Signal]| of.iter().any(|signal| has(*signal));
    let undelivered = any(&[Signal::NullReturnPath, Signal::Daemon]) && has(Signal::BounceSubject);
    let machine = [
        Signal::AutoSubmitted,
        Signal::AutoReplyField,
        Signal::InboxRule,
        Signal::NullReturnPath,
        Signal::Daemon,
        Signal::ReadReport,
    ];
    if any(&[Signal::OwnId]) {
        Class::Own
    } else if has(Signal::FeedbackReport) {
        Class::AbuseReport
    } else if any(&[Signal::DeliveryReport, Signal::FailedRecipients]) || undelivered {
        Class::Bounce
    } else if has(Signal::AwaySubject) {
        Class::OutOfOffice
    } else if has(Signal::ListField) {
        Class::List
    } else if any(&machine) {
        Class::AutoReply
    } else if has(Signal::Precedence) {
        Class::List
    } else if has(Signal::OwnAddress) {
        Class::Own
    } else {
        Class::Person
    }
}

fn signals(mail: &Incoming, own: &[&str], marks: &Marks) -> Vec<Signal> {
    let from = mail.from.first().map(|from| from.address.to_lowercase()).unwrap_or_default();
    let local = from.split('@').next().unwrap_or_default();
    let content_type = mail.field("content-type").map(str::to_lowercase).unwrap_or_default();
    let is_report = content_type.starts_with("multipart/report");
    let report = |kind: &str| is_report && content_type.contains(kind);
    let begins = |name: &str, words: &[&str]| {
        let value = mail.field(name).map(str::to_lowercase).unwrap_or_default();
        words.iter().any(|word| value.trim_start().starts_with(word))
    };
    let any_field = |names: &[&str]| names.iter().any(|name| mail.field(name).is_some());
    let status = mail.attachments.iter().any(|it| it.media_type.ends_with("delivery-status"));
    let subject = mail.subject.to_lowercase();
    let own_id =
        mail.id.as_deref().is_some_and(|id| marks.find(id).iter().any(|mark| mark.purpose == Purpose::Message));
    let found = [
        (Signal::OwnId, own_id),
        (Signal::OwnAddress, own.contains(&from.as_str())),
        (Signal::NullReturnPath, mail.field("return-path").is_some_and(|path| matches!(path.trim(), "<>" | ""))),
        (Signal::Daemon, DAEMONS.iter().any(|daemon| local.starts_with(daemon))),
        (Signal::DeliveryReport, report("delivery-status") || status),
        (Signal::FeedbackReport, report("feedback-report")),
        (Signal::ReadReport, report("disposition-notification")),
        (Signal::FailedRecipients, any_field(&["x-failed-recipients"])),
        (Signal::AutoSubmitted, mail.field("auto-submitted").is_some() && !begins("auto-submitted", &["no"])),
        (Signal::AutoReplyField, any_field(&["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply"])),
        (
            Signal::SuppressAnswers,
            any_field(&["x-auto-response-suppress"]) && !begins("x-auto-response-suppress", &["none"]),
        ),
        (Signal::InboxRule, any_field(&["x-ms-exchange-inbox-rules-loop"])),
        (Signal::Precedence, begins("precedence", &["bulk", "list", "junk", "auto_reply"])),
        (Signal::ListField, any_field(&LIST_FIELDS)),
        (Signal::BounceSubject, BOUNCE_SUBJECTS.iter().any(|words| subject.contains(words))),
        (Signal::AwaySubject, AWAY_SUBJECTS.iter().any(|words| subject.starts_with(words))),
    ];
    found.into_iter().filter(|(_, is_there)| *is_there).map(|(signal, _)| signal).collect()
}

/// What a provider says of a complaint: the message that was complained about, by its mark of ours. None without one: a
/// complaint that anybody can make up must not unsubscribe anybody.
pub fn complaint(mail: &Incoming, marks: &Marks) -> Option<crate::Mark> {
    let about = mail.attachments.iter().filter(|it| !matches!(it.kind, AttachmentKind::File | AttachmentKind::Inline));
    about.flat_map(|it| marks.find(&beginning(&it.bytes))).find(|mark| mark.purpose != Purpose::Reply)
}

/// As much of an attachment as reports are looked for in.
fn beginning(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(REPORT_MAX_BYTES)]).into_owned()
}

const DAEMONS: [&str; 9] = [
    "mailer-daemon",
    "mailerdaemon",
    "mail-daemon",
    "postmaster",
    "mdaemon",
    "mail.delivery",
    "bounce-notification",
    "smtp-daemon",
    "mailadm",
];

const LIST_FIELDS: [&str; 7] =
    ["list-id", "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-owner", "list-archive"];

/// Subjects by which mail servers report, in small letters. Where a server speaks Norwegian, Danish or Swedish too.
const BOUNCE_SUBJECTS: [&str; 33] = [
    "undeliver",
    "returned mail",
    "returned to sender",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "delivery notification",
    "failure notice",
    "failure delivery",
    "mail delivery",
    "message status - undeliverable",
    "could not be delivered",
    "non remis",
    "nondeliverable",
    "not delivered",
    "delivery has failed",
    "delivery report",
    "delivery error",
    "delivery problem",
    "warning: could not send",
    "mail could not",
    "mail system error",
    "delayed",
    "unable to deliver",
    "kan ikke leveres",
    "ikke levert",
    "kunne ikke leveres",
    "ikke leveret",
    "kunde inte levereras",
    "går inte att leverera",
    "unzustellbar",
    "failed mail",
    "returned email",
];

/// How subjects of those who are away begin, in small letters.
const AWAY_SUBJECTS: [&str; 22] = [
    "automatic reply",
    "automatisk svar",
    "automatiskt svar",
    "autosvar",
    "autoreply",
    "auto-reply",
    "auto reply",
    "auto:",
    "out of office",
    "out-of-office",
    "fraværsmelding",
    "fraværsassistent",
    "fraværende:",
    "fravær:",
    "ikke til stede",
    "ikke på kontoret",
    "frånvaro:",
    "frånvarande:",
    "vacation reply",
    "away from my mail",
    "automatische antwort",
    "abwesenheitsnotiz",
];
