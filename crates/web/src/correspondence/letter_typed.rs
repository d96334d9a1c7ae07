//! A mail as somebody has typed it, and what is to be mended in it: nothing of it is lost.

use super::letter::offered;
use crate::desk::Desk;
use crate::desk::held::{Came, too_large};
use crate::desk::parts::among;
use crate::form_body::Form;
use engine::correspondence::{MailDraft, MailTyped, MailWrong, PartOf, Past};
use engine::{Failure, RECEIVERS_OFFERED, RowId};

/// What stands in the form.
#[derive(Debug, Default)]
pub(super) struct Letter {
    /// The offered receivers who are ticked; none before anything is typed.
    pub(super) ticked: Option<Vec<String>>,
    pub(super) to: String,
    pub(super) cc: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) part: Option<PartOf>,
    pub(super) unquoted: bool,
    pub(super) wanted: bool,
    /// It is a draft that was kept.
    pub(super) is_kept: bool,
    pub(super) files: Vec<(RowId, String)>,
    /// What is wrong with it.
    pub(super) wrong: Option<Wrong>,
}

/// What is wrong with a mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Mail(MailWrong),
    TooLarge,
    FileGone,
}

impl Letter {
    pub(super) fn of(form: &Form, came: &Came) -> Result<Self, Failure> {
        let get = |name: &str| form.get(name).to_owned();
        let ticked = (0..RECEIVERS_OFFERED).map(|place| get(&offered(place))).filter(|address| !address.is_empty());
        let part = match form.get("part") {
            "" => None,
            part => Some(among(PartOf::ALL, PartOf::key, part).ok_or(Failure::Stale)?),
        };
        Ok(Self {
            ticked: Some(ticked.collect()),
            to: get("to"),
            cc: get("cc"),
            subject: get("subject"),
            text: get("text"),
            part,
            unquoted: form.get("unquoted") == "yes",
            wanted: form.get("wanted") == "yes",
            is_kept: false,
            files: came.files.clone(),
            wrong: None,
        })
    }

    /// As it was kept.
    pub(super) fn kept(draft: MailDraft) -> Self {
        let MailDraft { ticked, to, cc, subject, text } = draft;
        Self { ticked: Some(ticked), to, cc, subject, text, is_kept: true, ..Self::default() }
    }

    /// The same without what a draft does not hold.
    pub(super) fn draft(&self) -> MailDraft {
        MailDraft {
            ticked: self.ticked.clone().unwrap_or_default(),
            to: self.to.clone(),
            cc: self.cc.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
        }
    }

    /// The same as it is sent.
    pub(super) fn typed(&self, form: &str, past: Past) -> MailTyped {
        let ticked = self.ticked.iter().flatten().map(String::as_str);
        MailTyped {
            part_of: self.part,
            to: ticked.chain([self.to.as_str()]).collect::<Vec<_>>().join(", "),
            cc: self.cc.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
            files: self.files.clone(),
            form: form.to_owned(),
            unquoted: self.unquoted,
            wanted: self.wanted,
            past,
        }
    }
}

impl Wrong {
    /// What is wrong with the files that came.
    pub(super) fn of(came: &Came) -> Option<Self> {
        match (came.is_too_large, came.is_gone) {
            (true, _) => Some(Self::TooLarge),
            (false, true) => Some(Self::FileGone),
            (false, false) => None,
        }
    }

    pub(super) fn words(&self, desk: &Desk) -> String {
        let words = desk.words();
        let too_long = |characters: usize| words.with("too-long", &[("characters", &characters.to_string())]);
        let wrong = match self {
            Self::TooLarge => return too_large(desk),
            Self::FileGone => return words.say("file-gone"),
            Self::Mail(wrong) => wrong,
        };
        match wrong {
            MailWrong::Missing => words.say("letter-no-text"),
            MailWrong::NoSubject => words.say("letter-no-subject"),
            MailWrong::TooLong(characters) => too_long(*characters),
            MailWrong::LongSubject(characters) => {
                words.with("letter-long-subject", &[("characters", &characters.to_string())])
            }
            MailWrong::NoAddress(typed) => words.with("case-no-address", &[("typed", typed)]),
            MailWrong::Nobody => words.say("letter-nobody"),
            MailWrong::TooMany(most) => words.with("case-too-many", &[("most", &most.to_string())]),
            MailWrong::NotReached(address) => words.with("letter-not-reached", &[("address", address)]),
            MailWrong::Objected(address) => words.with("letter-objected", &[("address", address)]),
            MailWrong::NotTheirs => words.say("letter-not-theirs"),
            MailWrong::FileGone => words.say("file-gone"),
            MailWrong::Guarded(_) => words.say("guard-problem"),
        }
    }
}
