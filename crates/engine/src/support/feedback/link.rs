//! The link to the page on which a contact says how it went. It is signed and not stored, and holds for a while, for whoever asks in
//! the case.

use super::CaseFeedback;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::FEEDBACK_LINK_SECONDS;
use crate::support::Case;
use crate::website::{fits, keyed_hash};
use model::{Language, Moment, RowId, Value};
use store::{Condition, Stored};

/// Stands in a mail for the link, until it is sent: no row holds a link.
pub(crate) const ANSWER_MARK: &str = "[[svarlenke]]";

const PURPOSE: &str = "feedback link";

/// The address of the page about the last solution of a case that was asked about; none where nothing was.
pub(crate) async fn address_of(
    engine: &Engine,
    (case, contact): (RowId, RowId),
    language: Language,
) -> Result<Option<String>, Failure> {
    let table = &engine.tables().case_feedback;
    let asked = table.all().matching(Condition::Is(table.f.case, Value::Id(case))).newest_first(table.f.asked_at);
    let path = match language {
        Language::Nb => "/hvordan-gikk-det/",
        Language::En => "/how-did-it-go/",
    };
    Ok(table.first(engine.store(), asked).await?.map(|asked| {
        let key = keyed_hash(&engine.settings().secret, PURPOSE, &[&asked.id.to_string(), &contact.to_string()]);
        format!("{}{path}{}.{key}", engine.settings().url, asked.id)
    }))
}

/// What a link is about, if it holds.
pub(super) async fn behind(
    engine: &Engine,
    now: Moment,
    link: &str,
) -> Result<Option<(Stored<CaseFeedback>, Stored<Case>)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let named = link.split_once('.').and_then(|(id, key)| Some((id.parse::<RowId>().ok()?, key)));
    let Some((id, key)) = named else { return Ok(None) };
    let Some(asked) = tables.case_feedback.get_in_use(store, id).await? else { return Ok(None) };
    let Some(case) = tables.case.get_in_use(store, asked.row.case).await? else { return Ok(None) };
    let parts = [id.to_string(), case.row.contact.to_string()];
    let holds = fits(&engine.settings().secret, PURPOSE, &[&parts[0], &parts[1]], key);
    let is_over = asked.row.asked_at.plus_seconds(FEEDBACK_LINK_SECONDS) < now;
    Ok((holds && !is_over).then_some((asked, case)))
}
