//! The page of one case behind a link that only its contact's mail has. It needs no account and no cookie.
//!
//! The link is signed and not stored: it names the case, and holds for whoever asks in it. When somebody else does, or the case
//! has been over for long, it leads nowhere.

use super::shown::{Portal, shown};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::CASE_LINK_DAYS;
use crate::requests::LINK_MARK;
use crate::support::{ANSWER_MARK, Case};
use crate::website::{fits, keyed_hash};
use model::{Language, Moment, RowId};
use store::Stored;

const PURPOSE: &str = "case link";

/// The address of the page of a case.
pub(crate) fn address(engine: &Engine, (id, case): (RowId, &Case), language: Language) -> String {
    let key = keyed_hash(&engine.settings().secret, PURPOSE, &[&id.to_string(), &case.contact.to_string()]);
    format!("{}{id}.{key}", start(engine, language))
}

fn start(engine: &Engine, language: Language) -> String {
    let path = match language {
        Language::Nb => "/sak/",
        Language::En => "/case/",
    };
    format!("{}{path}", engine.settings().url)
}

/// A text without links to cases, nor marks that would become one: what is quoted is read by others than the contact.
pub(in crate::support) fn without_links(engine: &Engine, text: &str) -> String {
    let text = text.replace(LINK_MARK, "").replace(ANSWER_MARK, "");
    Language::ALL.into_iter().fold(text, |text, language| {
        let start = start(engine, language);
        let mut parts = text.split(&start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| {
            kept + part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c))
        })
    })
}

/// The case behind a link.
pub async fn portal(engine: &Engine, now: Moment, link: &str) -> Result<Option<Portal>, Failure> {
    let Some(case) = behind(engine, now, link).await? else { return Ok(None) };
    shown(engine, now, &case, case.row.contact).await.map(Some)
}

/// The case that a link names, if it holds.
pub(super) async fn behind(engine: &Engine, now: Moment, link: &str) -> Result<Option<Stored<Case>>, Failure> {
    let named = link.split_once('.').and_then(|(id, key)| Some((id.parse::<RowId>().ok()?, key)));
    let Some((id, key)) = named else { return Ok(None) };
    let Some(case) = engine.tables().case.get_in_use(engine.store(), id).await? else { return Ok(None) };
    let parts = [id.to_string(), case.row.contact.to_string()];
    if !fits(&engine.settings().secret, PURPOSE, &[&parts[0], &parts[1]], key) {
        return Ok(None);
    }
    let is_over = case.row.closed_on.is_some_and(|closed| closed.0 + CASE_LINK_DAYS < rights::day_of(now).0);
    Ok((!is_over && case.row.merged_into.is_none()).then_some(case))
}
