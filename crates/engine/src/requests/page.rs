//! The page for rights: what stands on it before anything is typed.

use super::mails::kind_name;
use super::rows::Kind;
use crate::context::Engine;
use crate::website::form_token;
use documents::Notice;
use model::{Language, Moment};

/// What stands on the page.
#[derive(Debug, Clone)]
pub struct AskPage {
    /// What may be asked for, in words.
    pub kinds: Vec<(Kind, String)>,
    /// What is collected, why, on which ground and for how long: one for each purpose.
    pub notices: Vec<Notice>,
    /// The signed time that goes along in a hidden field.
    pub token: String,
}

/// The page as it is shown `now`.
pub fn page(engine: &Engine, now: Moment, language: Language) -> AskPage {
    let model = engine.model();
    let activities = model[engine.tables().request.f.entity].held.activities();
    AskPage {
        kinds: Kind::ALL.iter().map(|kind| (*kind, kind_name(engine, *kind, language))).collect(),
        notices: activities.iter().map(|activity| documents::notice(model, *activity, language)).collect(),
        token: form_token(engine, now),
    }
}
