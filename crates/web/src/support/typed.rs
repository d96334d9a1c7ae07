//! What somebody has typed on the page of a case and must mend, or sees once more: nothing of it is lost.

use crate::desk::Desk;
use crate::desk::held::{Came, too_large};
use crate::desk::parts::among;
use crate::form_body::Form;
use crate::website::version;
use engine::support::{CaseState, Draft, ReplyProblem};
use engine::{Failure, RowId};

/// What is typed in the forms of the page.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// An answer.
    pub(super) answer: Option<Answer>,
    /// What is wrong with it.
    pub(super) wrong: Option<Wrong>,
    /// A note that must be mended.
    pub(super) note: Option<Note>,
    /// Changes with a day that does not do.
    pub(super) changes: Option<Vec<(String, String)>>,
    /// The number of no case with which this one could be merged.
    pub(super) into: Option<String>,
}

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The version of the case that it was written to.
    pub(super) version: i64,
    pub(super) to: String,
    pub(super) cc: String,
    pub(super) text: String,
    pub(super) then: Option<CaseState>,
    pub(super) unquoted: bool,
    /// The case may be over though parts of it are open.
    pub(super) ends_anyway: bool,
    pub(super) files: Vec<(RowId, String)>,
}

/// What is wrong with an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Answer(ReplyProblem),
    TooLarge,
}

/// A note.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) in_person: bool,
    pub(super) files: Vec<(RowId, String)>,
    /// What is wrong with it.
    pub(super) wrong: Wrong,
}

impl Answer {
    /// What stands in the form. A tick says which version its writer has seen since.
    pub(super) fn of(form: &Form, came: &Came) -> Result<Self, Failure> {
        let seen = form.get("anyway");
        let get = |name: &str| form.get(name).to_owned();
        Ok(Self {
            version: if seen.is_empty() { version(form)? } else { seen.parse().map_err(|_| Failure::Stale)? },
            to: get("to"),
            cc: get("cc"),
            text: get("text"),
            then: among(CaseState::ALL, CaseState::key, form.get("then")),
            unquoted: form.get("unquoted") == "yes",
            ends_anyway: form.get("over") == "yes",
            files: came.files.clone(),
        })
    }

    /// The same without what a draft does not hold.
    pub(super) fn draft(&self) -> Draft {
        Draft { to: self.to.clone(), cc: self.cc.clone(), text: self.text.clone(), note: String::new() }
    }
}

impl Typed {
    /// Something must be mended.
    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.is_some() || self.note.is_some() || self.changes.is_some() || self.into.is_some()
    }

    /// What the form beside the case had in this field, or what the case has.
    pub(super) fn change(&self, name: &str, otherwise: String) -> String {
        let typed = self.changes.iter().flatten().find(|(field, _)| field == name);
        typed.map_or(otherwise, |(_, value)| value.clone())
    }
}

impl Wrong {
    pub(super) fn words(&self, desk: &Desk) -> String {
        let words = desk.words();
        let problem = match self {
            Self::TooLarge => return too_large(desk),
            Self::Answer(problem) => problem,
        };
        match problem {
            ReplyProblem::Missing => words.say("answer-missing"),
            ReplyProblem::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
            ReplyProblem::NoAddress(typed) => words.with("case-no-address", &[("typed", typed)]),
            ReplyProblem::Nobody => words.say("case-answer-nobody"),
            ReplyProblem::TooMany(most) => words.with("case-too-many", &[("most", &most.to_string())]),
            ReplyProblem::PartsOpen(open) => {
                let parts: Vec<String> = open.iter().map(|part| format!("#{} {}", part.number, part.title)).collect();
                words.with("case-answer-parts", &[("parts", &parts.join(", "))])
            }
            ReplyProblem::Theirs(typed) => words.with("case-forward-theirs", &[("typed", typed)]),
            ReplyProblem::Changed => words.say("case-changed"),
            ReplyProblem::FileGone => words.say("file-gone"),
            ReplyProblem::Guarded(_) => words.say("guard-problem"),
        }
    }
}
