//! What a customer says in the portal, with files.
//!
//! It is looked through before anything is stored: what is too sensitive for an open page is not taken, and whoever wrote it is
//! shown the way to a secure message.

use super::rows::CaseFile;
use crate::context::Engine;
use crate::correspondence::{clean_text, hints, texts_of};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files::said_by;
use crate::limits::CASE_TEXT_CHARACTERS;
use crate::support::came::heard;
use crate::support::{CameMail, CaseMessage, Said};
use model::{Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition, Stored};

/// The word in the ledger for whoever writes in the portal.
pub(super) const VISITOR: Actor = Actor::Part("visitor");

/// What is said, as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct PortalSaid<'a> {
    /// As typed.
    pub text: &'a str,
    /// Files that were put for it, with what each is called.
    pub files: &'a [(RowId, String)],
}

/// How something that is said in the portal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalAnswered {
    /// It is stored. The same words sent twice are stored once.
    Received,
    /// There is no text, or it is longer than so many characters.
    Mend(usize),
    /// Something in it is too sensitive to be written here: nothing is stored.
    Sensitive,
    /// Its network sends far too much.
    TooMany,
    /// The case is there no more, or not for them.
    Gone,
}

/// What is to be stored.
pub(super) struct Words<'a> {
    pub(super) sender: RowId,
    pub(super) text: &'a str,
    pub(super) files: &'a [(RowId, String)],
}

/// The text as it can be stored, or why it cannot.
pub(super) async fn checked(
    engine: &Engine,
    title: &str,
    said: PortalSaid<'_>,
) -> Result<Result<String, PortalAnswered>, Failure> {
    let text = clean_text(&said.text.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() || text.chars().count() > CASE_TEXT_CHARACTERS {
        return Ok(Err(PortalAnswered::Mend(CASE_TEXT_CHARACTERS)));
    }
    let found = hints(engine, title, &text, "", &texts_of(engine, said.files).await?);
    Ok(if found.iter().any(|hint| hint.is_sure) { Err(PortalAnswered::Sensitive) } else { Ok(text) })
}

/// Stores it in the case; false where somebody changed that meanwhile.
pub(super) async fn say(engine: &Engine, now: Moment, case: RowId, words: &Words<'_>) -> Result<bool, Failure> {
    if is_repeated(engine, case, words).await? {
        return Ok(true);
    }
    let mut changes = Changes::new();
    let id = written(engine, &mut changes, now, case, words)?;
    let mail = CameMail {
        before: None,
        person: words.sender,
        address: None,
        subject: String::new(),
        is_automatic: false,
        may_be_answered: false,
    };
    heard(engine, &mut changes, now, case, &mail).await?;
    let entry = Deed::Received.entry(engine, now, VISITOR, (engine.tables().case_message.f.entity, id));
    changes.record(entry.about(words.sender));
    match engine.store().apply(changes).await {
        Ok(()) => Ok(true),
        Err(ApplyError::Stale { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Adds the message and its files to `changes`.
pub(super) fn written(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    words: &Words<'_>,
) -> Result<RowId, Failure> {
    let (tables, id) = (engine.tables(), engine.new_id(now));
    let row = CaseMessage {
        case,
        kind: Said::FromCustomer,
        author: None,
        sender: Some(words.sender),
        text: words.text.to_owned(),
        written_at: now,
    };
    tables.case_message.insert(changes, id, &row)?;
    for (content, title) in words.files {
        let row = CaseFile { case_message: id, title: title.clone(), content: *content };
        tables.case_file.insert(changes, engine.new_id(now), &row)?;
    }
    Ok(id)
}

/// Whether the last thing that was said in the case is the very same, with the same files.
async fn is_repeated(engine: &Engine, case: RowId, words: &Words<'_>) -> Result<bool, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.case_message.f;
    let query = tables.case_message.all().matching(Condition::Is(f.case, Value::Id(case))).newest_first(f.written_at);
    let last = tables.case_message.first(store, query).await?;
    let is_same = |last: &Stored<CaseMessage>| {
        let row = &last.row;
        (row.kind, row.sender, row.text.as_str()) == (Said::FromCustomer, Some(words.sender), words.text)
    };
    let Some(last) = last.filter(is_same) else { return Ok(false) };
    let f = &tables.case_file.f;
    let query = tables.case_file.all().matching(Condition::Is(f.case_message, Value::Id(last.id)));
    let files = tables.case_file.find(store, query).await?;
    let files: Vec<(RowId, String)> = files.into_iter().map(|file| (file.row.content, file.row.title)).collect();
    Ok(said_by(engine, &files).await? == said_by(engine, words.files).await?)
}
