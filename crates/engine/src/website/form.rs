//! The contact form: what it says before, what it takes, and what is wrong with what was typed.

use crate::context::Engine;
use crate::limits::{MESSAGE_CHARACTERS, NAME_CHARACTERS};
use crate::parties;
use crate::website::caps::Network;
use crate::website::rows::CameFrom;
use crate::website::token::form_token;
use documents::Notice;
use model::{Held, Language, Moment};

/// What stands on the form before anything is typed.
#[derive(Debug, Clone)]
pub struct FormPage {
    /// What is collected, why, on which ground and for how long: one for each purpose.
    pub notices: Vec<Notice>,
    /// The signed time that goes along in a hidden field.
    pub token: String,
}

/// A form as it was sent, nothing checked yet.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The language of the form.
    pub language: Language,
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As typed; may be empty.
    pub phone: String,
    /// As typed; may be empty.
    pub organisation: String,
    /// As typed.
    pub message: String,
    /// The hidden token; empty on the company's own website.
    pub token: String,
    /// The field that no human sees.
    pub trap: String,
    /// Which form.
    pub came_from: CameFrom,
    /// Where from; used to count and then forgotten.
    pub network: Network,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Name.
    Name,
    /// E-mail address.
    Email,
    /// Telephone.
    Phone,
    /// Organisation.
    Organisation,
    /// Message.
    Message,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// It must not be empty.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// It is not an e-mail address.
    NotAnAddress,
    /// It is not a telephone number.
    NotANumber,
    /// It holds characters that no text has.
    NotText,
}

/// One thing to mend on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub mistake: Mistake,
}

/// A form that can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) message: String,
}

/// The form as it is shown `now`.
pub fn form(engine: &Engine, now: Moment, language: Language) -> FormPage {
    let activities = match &engine.model()[engine.tables().contact_request.f.entity].held {
        Held::By(activities) => activities.as_slice(),
        Held::Impersonal | Held::AsClaimed | Held::ByChoice { .. } => &[],
    };
    let notices = activities.iter().map(|activity| documents::notice(engine.model(), *activity, language));
    FormPage { notices: notices.collect(), token: form_token(engine, now) }
}

/// Checks every field and reports all problems at once.
pub(crate) fn check(submission: &Submission) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let name = line(&mut problems, Field::Name, &submission.name, NAME_CHARACTERS);
    let organisation = line(&mut problems, Field::Organisation, &submission.organisation, NAME_CHARACTERS);
    let email = parties::email(&submission.email);
    if submission.email.trim().is_empty() {
        problems.push(Problem { field: Field::Email, mistake: Mistake::Missing });
    } else if email.is_none() {
        problems.push(Problem { field: Field::Email, mistake: Mistake::NotAnAddress });
    }
    let phone = parties::phone(&submission.phone);
    if !submission.phone.trim().is_empty() && phone.is_none() {
        problems.push(Problem { field: Field::Phone, mistake: Mistake::NotANumber });
    }
    let message = text(&mut problems, &submission.message);
    for (field, value) in [(Field::Name, &name), (Field::Message, &message)] {
        if value.is_empty() && !problems.iter().any(|problem| problem.field == field) {
            problems.push(Problem { field, mistake: Mistake::Missing });
        }
    }
    match (problems.is_empty(), email) {
        (true, Some(email)) => {
            let organisation = (!organisation.is_empty()).then_some(organisation);
            Ok(Checked { name, email, phone, organisation, message })
        }
        _ => Err(problems),
    }
}

/// Who sends a form: their name, and their address in its normal form. Each must be there.
pub(crate) fn who(problems: &mut Vec<Problem>, name: &str, email: &str) -> (String, Option<String>) {
    let before = problems.len();
    let name = line(problems, Field::Name, name, NAME_CHARACTERS);
    if name.is_empty() && problems.len() == before {
        problems.push(Problem { field: Field::Name, mistake: Mistake::Missing });
    }
    let address = parties::email(email);
    if address.is_none() {
        let mistake = if email.trim().is_empty() { Mistake::Missing } else { Mistake::NotAnAddress };
        problems.push(Problem { field: Field::Email, mistake });
    }
    (name, address)
}

/// One line of text: trimmed, without control characters, of at most `max` characters.
pub(crate) fn line(problems: &mut Vec<Problem>, field: Field, typed: &str, max: usize) -> String {
    let typed = typed.trim();
    if typed.chars().any(char::is_control) {
        problems.push(Problem { field, mistake: Mistake::NotText });
    } else if typed.chars().count() > max {
        problems.push(Problem { field, mistake: Mistake::TooLong(max) });
    }
    if is_blank(typed) { String::new() } else { typed.to_owned() }
}

/// Whether nothing of `text` can be seen: only spaces, and marks without width of their own.
pub(crate) fn is_blank(text: &str) -> bool {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{3164}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
    };
    text.chars().all(|c| c.is_whitespace() || unseen(c))
}

/// Several lines: line ends made one kind, no other control characters than tabs.
pub(crate) fn text(problems: &mut Vec<Problem>, typed: &str) -> String {
    let typed = typed.trim().replace("\r\n", "\n").replace('\r', "\n");
    if typed.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        problems.push(Problem { field: Field::Message, mistake: Mistake::NotText });
    } else if typed.chars().count() > MESSAGE_CHARACTERS {
        problems.push(Problem { field: Field::Message, mistake: Mistake::TooLong(MESSAGE_CHARACTERS) });
    }
    if is_blank(&typed) { String::new() } else { typed }
}
