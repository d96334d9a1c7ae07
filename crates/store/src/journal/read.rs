//! Reading the journal: line by line, so that its length does not matter.

use super::forget::FORGOTTEN;
use super::{Journal, checksum};
use crate::tables::RESTRICTED;
use model::{EntityId, FieldId, Model, Restriction, RowId};
use rights::{Cut, Taken};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};

/// What became of an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out.
    Done,
    /// It was not, and nothing of it.
    Void,
}

impl Outcome {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Void => "void",
        }
    }
}

/// An erasure that was begun, by its receipt, and what is known to have become of it.
pub type Begun = (RowId, Option<Outcome>);

/// A row that was erased, to be erased again where it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The receipt of the erasure.
    pub receipt: RowId,
    /// What it was.
    pub entity: EntityId,
    /// Which one.
    pub id: RowId,
    /// The version in which it was erased.
    pub version: i64,
    /// The fields that were emptied; none where the row went.
    pub fields: Option<Vec<FieldId>>,
    /// What was taken out of texts.
    pub cuts: Vec<Cut>,
    /// Why it was only stored from then on.
    pub restricted: Option<Restriction>,
}

impl Journal {
    /// The erasures that were begun, by their receipts, in order, with what is known to have become of them; and how many
    /// lines could not be read.
    pub fn erasures(&self) -> io::Result<(Vec<Begun>, u64)> {
        let (mut order, mut known, mut broken) = (Vec::new(), HashMap::new(), 0);
        self.lines(|words| {
            let (kind, rest) = words.and_then(|words| words.split_once(' ')).unwrap_or_default();
            if kind == FORGOTTEN {
                return;
            }
            let receipt = rest.split(' ').next().and_then(|id| id.parse::<RowId>().ok());
            let Some(receipt) = receipt else {
                broken += 1;
                return;
            };
            match kind {
                "begin" => order.push(receipt),
                "done" => drop(known.insert(receipt, Outcome::Done)),
                // What was done once was done, though it was tried again in vain.
                "void" => drop(known.entry(receipt).or_insert(Outcome::Void)),
                _ => {}
            }
        })?;
        let mut seen = HashSet::new();
        order.retain(|receipt| seen.insert(*receipt));
        Ok((order.into_iter().map(|receipt| (receipt, known.get(&receipt).copied())).collect(), broken))
    }

    /// The rows of the erasures with these receipts. What `model` does not know has no table any more.
    pub fn rows(&self, model: &Model, receipts: &HashSet<RowId>) -> io::Result<Vec<Again>> {
        let mut rows = Vec::new();
        self.lines(|words| {
            let row = words.and_then(|words| parse(model, words));
            rows.extend(row.filter(|row| receipts.contains(&row.receipt)));
        })?;
        Ok(rows)
    }

    /// What each line says; none where it is torn or altered.
    pub(super) fn lines(&self, mut each: impl FnMut(Option<&str>)) -> io::Result<()> {
        for line in BufReader::new(File::open(&self.path)?).split(b'\n') {
            let line = line?;
            // What ends a torn line may stand alone.
            if line.is_empty() {
                continue;
            }
            let line = std::str::from_utf8(&line).ok().and_then(|line| line.split_once(' '));
            each(line.filter(|(sum, words)| *sum == checksum(words)).map(|(_, words)| words));
        }
        Ok(())
    }
}

fn parse(model: &Model, words: &str) -> Option<Again> {
    let words: Vec<&str> = words.split(' ').collect();
    let (receipt, entity, id, version, fields) = match words.as_slice() {
        ["row", receipt, entity, id, version] => (receipt, entity, id, version, None),
        ["row", receipt, entity, id, version, fields] => (receipt, entity, id, version, Some(fields)),
        _ => return None,
    };
    let is = |key: &str, was: Option<&String>, word: &str| key == word || was.is_some_and(|was| was == word);
    let entity = model.entity_ids().find(|&known| is(&model[known].key, model[known].was.as_ref(), entity))?;
    let field = |word: &str| {
        let mut of = model.fields_of(entity).iter().copied();
        of.find(|&known| is(&model[known].key, model[known].was.as_ref(), word))
    };
    let mark = |word: &str| Restriction::named(word.strip_prefix(RESTRICTED)?.strip_prefix(':')?);
    let restricted = fields.and_then(|fields| fields.split(',').find_map(mark));
    let cut = |word: &str| {
        let (word, taken) = word.split_once(':')?;
        Some(Cut { field: field(word)?, what: Taken::read(taken)? })
    };
    let cuts = fields.map(|fields| fields.split(',').filter_map(cut).collect()).unwrap_or_default();
    let fields = fields.map(|fields| fields.split(',').filter_map(field).collect());
    let (receipt, id, version) = (receipt.parse().ok()?, id.parse().ok()?, version.parse().ok()?);
    Some(Again { receipt, entity, id, version, fields, cuts, restricted })
}
