//! Somebody decides about one text, on the version that they were shown. The places are stored, the words are not.

use super::Item;
use super::passages::{merged, occurrences, without};
use super::rows::{Aim, Redaction, Verdict};
use super::view::items;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{NOTE_CHARACTERS, REDACTED_PASSAGES, REDACTED_WORDS_CHARACTERS};
use model::{Moment, Row, RowId};
use rights::{Passage, Removal, Taken, removal_of};
use store::{ApplyError, Changes};

/// A decision as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub row: RowId,
    /// The field's word in the register.
    pub field: String,
    /// The version that was shown.
    pub version: i64,
    /// What becomes of it.
    pub choice: Choice,
    /// Why. Demanded of what stays as it is, and of what is kept from the person who asks.
    pub reason: String,
}

/// What is to become of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// These passages go, and the words on each line wherever they stand.
    Redact {
        /// As they were ticked.
        ticked: Vec<Passage>,
        /// As they were typed.
        words: String,
    },
    /// It stays as it is.
    Keep,
    /// All of it is left out.
    Remove,
}

/// What stands against a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The row was changed since it was shown, or is shared no more.
    Changed,
    /// It needs a reason.
    NoReason,
    /// The reason, or what was typed to be taken out, has more than this many characters.
    TooLong(usize),
    /// The text holds characters that no text has.
    NotText,
    /// Nothing is ticked and nothing typed.
    Nothing,
    /// What stands on this line, counted from one, is not in the text.
    NotThere(usize),
    /// More than this many passages.
    TooMany(usize),
    /// A file is kept or left out as a whole.
    File,
    /// The row cannot be without this file.
    Needed,
    /// A law or a legal hold keeps it.
    Stopped,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It is stored.
    Done,
    /// It was not taken; nothing is stored.
    Not(Against),
}

/// Stores what somebody who carries out the rights of persons decides about a text.
pub async fn decide_text(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (person, aim): (RowId, Aim),
    judged: &Judged,
) -> Result<Decided, Failure> {
    engine.demand_rights(caller)?;
    let (_, items) = items(engine, (person, aim), now).await?;
    let model = engine.model();
    let is_meant = |item: &&Item| {
        item.record.id == judged.row
            && item.record.version == judged.version
            && model[item.record.entity].key == judged.entity
            && model[item.field].key == judged.field
    };
    let Some(item) = items.iter().find(is_meant) else { return Ok(Decided::Not(Against::Changed)) };
    let taken = match checked(engine, aim, item, judged) {
        Ok(taken) => taken,
        Err(against) => return Ok(Decided::Not(against)),
    };
    let reason = judged.reason.trim();
    let row = Redaction {
        person,
        wish: aim,
        of_kind: judged.entity.clone(),
        row: judged.row.to_string(),
        field: judged.field.clone(),
        at_version: judged.version,
        decision: match judged.choice {
            Choice::Redact { .. } => Verdict::Redact,
            Choice::Keep => Verdict::Keep,
            Choice::Remove => Verdict::Remove,
        },
        passages: taken.map(|taken| taken.words()),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        decided_by: caller.user,
        decided_at: now,
    };
    let table = &engine.tables().redaction;
    let mut changes = Changes::new();
    let id = item.known.as_ref().map_or_else(|| engine.new_id(now), |known| known.id);
    match &item.known {
        Some(known) => changes.update(&table.write, id, known.version, row.cells(&table.f))?,
        None => table.insert(&mut changes, id, &row)?,
    }
    let entry = Deed::Decided.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(person).fields(vec![table.f.decision]));
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Decided::Done),
        Err(ApplyError::Stale { .. }) => Ok(Decided::Not(Against::Changed)),
        Err(other) => Err(other.into()),
    }
}

/// What is taken out of the text in parts; none where it is kept or left out as a whole.
fn checked(engine: &Engine, aim: Aim, item: &Item, judged: &Judged) -> Result<Option<Taken>, Against> {
    let reason = judged.reason.trim();
    if item.stopped.is_some() {
        return Err(Against::Stopped);
    }
    if reason.chars().count() > NOTE_CHARACTERS {
        return Err(Against::TooLong(NOTE_CHARACTERS));
    }
    if reason.chars().any(char::is_control) {
        return Err(Against::NotText);
    }
    match (&judged.choice, aim) {
        (Choice::Keep, _) | (Choice::Remove, Aim::Access) if reason.is_empty() => Err(Against::NoReason),
        (Choice::Remove, Aim::Erasure) if removal_of(engine.model(), item.field, &item.record) == Removal::Never => {
            Err(Against::Needed)
        }
        (Choice::Keep | Choice::Remove, _) => Ok(None),
        (Choice::Redact { ticked, words }, _) => parts(item, ticked, words).map(|parts| Some(Taken::Passages(parts))),
    }
}

/// The passages that were ticked, and those where the words stand that were typed.
fn parts(item: &Item, ticked: &[Passage], words: &str) -> Result<Vec<Passage>, Against> {
    let text = item.text().ok_or(Against::File)?;
    if words.chars().count() > REDACTED_WORDS_CHARACTERS {
        return Err(Against::TooLong(REDACTED_WORDS_CHARACTERS));
    }
    let mut all = ticked.to_vec();
    for (at, line) in words.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let found = occurrences(text, line);
        if found.is_empty() {
            return Err(Against::NotThere(at + 1));
        }
        all.extend(found);
    }
    let all = merged(all);
    if all.is_empty() {
        return Err(Against::Nothing);
    }
    if all.len() > REDACTED_PASSAGES {
        return Err(Against::TooMany(REDACTED_PASSAGES));
    }
    // Whoever sends a form may send places that no text has.
    without(text, &all, "").map(|_| all).ok_or(Against::Changed)
}
