//! Reading values that have parts of their own: grants, alternatives, conditions, requirements.

use super::draft::{GrantsDraft, NarrowingDraft, RequirementDraft, WhenDraft};
use super::keys::Section;
use super::reader::{Reader, check_key};
use super::tree::{Entry, Value};
use crate::finding::{At, Part};
use crate::limits::KEY_MAX_CHARS;
use crate::rules::r005_wrong_value;
use model::{Access, Alternative, Grant, Reach, Sealed, Words};

pub(super) const GRANTS: &[(&str, Grant)] = &[
    ("read", Grant { access: Access::Read, reach: Reach::All }),
    ("write", Grant { access: Access::Write, reach: Reach::All }),
    ("read own", Grant { access: Access::Read, reach: Reach::Own }),
    ("write own", Grant { access: Access::Write, reach: Reach::Own }),
    ("read team", Grant { access: Access::Read, reach: Reach::Team }),
    ("write team", Grant { access: Access::Write, reach: Reach::Team }),
];

/// The word for a field that can be found by its value though it is encrypted.
const SEARCHABLE: &str = "searchable";

impl Reader<'_> {
    /// A table from roles to what each may do.
    pub(super) fn grants(&mut self, key: &str) -> Part<At<GrantsDraft>> {
        self.table(key).and_then(|table| {
            let mut reader = Reader { table: table.it, place: table.place, findings: self.findings };
            let mut grants = Vec::new();
            let mut whole = true;
            for Entry { key: role, .. } in &table.it.0 {
                match reader.some_of(&role.it, GRANTS) {
                    Part::Is(given) => grants.extend(given.into_iter().map(|grant| (role.clone(), grant.it))),
                    Part::Absent | Part::Broken => whole = false,
                }
            }
            whole.then_some(At { it: grants, place: table.place })
        })
    }

    /// One of `known`, or a table from roles to what each may do.
    pub(super) fn narrowing(&mut self, key: &str, known: &[(&'static str, ())]) -> Part<NarrowingDraft> {
        match self.entry(key).map(|entry| &entry.value.it) {
            None => Part::Absent,
            Some(Value::Text(_)) => self.one_of(key, known).map(|_| NarrowingDraft::Engine),
            Some(_) => self.grants(key).map(|grants| NarrowingDraft::To(grants.it)),
        }
    }

    /// `true`, `false` or `"searchable"`.
    pub(super) fn sealed(&mut self, key: &str) -> Part<At<Sealed>> {
        match self.entry(key).map(|entry| &entry.value.it) {
            Some(Value::Text(_)) => self.one_of(key, &[(SEARCHABLE, Sealed::Searchable)]),
            _ => self
                .boolean(key)
                .map(|sealed| At { it: if sealed.it { Sealed::Yes } else { Sealed::No }, place: sealed.place }),
        }
    }

    /// A table with one choice and the alternatives under which something holds.
    pub(super) fn when(&mut self, key: &str) -> Part<WhenDraft> {
        let Some(entry) = self.entry(key) else { return Part::Absent };
        let mut lists = self.lists(key);
        match (lists.pop(), lists.is_empty()) {
            (Some((field, among)), true) if !among.is_empty() => Part::Is(WhenDraft { field, among }),
            _ => {
                self.findings.push(r005_wrong_value::not_a_condition(entry.value.place));
                Part::Broken
            }
        }
    }

    /// A list of laws, each with the date from which it counts.
    pub(super) fn requirements(&mut self, key: &str) -> Vec<RequirementDraft> {
        let Some(list) = self.get(key, "a list of tables", Value::list).into_option() else { return Vec::new() };
        let mut found = Vec::new();
        for item in list.it {
            let Value::Table(table) = &item.it else {
                self.findings.push(r005_wrong_value::kind(key, item.place, "a list of tables", item.it.kind()));
                continue;
            };
            let mut inner = Reader::open(table, Section::Requirement, item.place, self.findings);
            found.push(RequirementDraft { law: inner.text("law"), from: inner.text("from") });
        }
        found
    }

    /// A table from keys to words in each language or to plain strings: the entries of a list.
    pub(super) fn entries(&mut self, key: &str) -> Part<Vec<Alternative>> {
        self.table(key).and_then(|table| {
            let mut reader = Reader { table: table.it, place: table.place, findings: self.findings };
            let mut found = Vec::new();
            for Entry { key, value } in &table.it.0 {
                let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
                if key.it.is_empty() || key.it.len() > KEY_MAX_CHARS || !key.it.chars().all(fits) {
                    reader.findings.push(r005_wrong_value::entry_key(key));
                }
                let name = match value.it {
                    Value::Text(_) => reader.text(&key.it).map(|text| Words { nb: text.it.clone(), en: text.it }),
                    _ => reader.words(&key.it).map(|words| words.it),
                };
                found.extend(name.into_option().map(|name| Alternative { key: key.it.clone(), name }));
            }
            if table.it.0.is_empty() {
                reader.findings.push(r005_wrong_value::no_alternative(table.place));
            }
            (found.len() == table.it.0.len() && !found.is_empty()).then_some(found)
        })
    }

    /// A table from keys to words in each language: the alternatives of a choice.
    pub(super) fn alternatives(&mut self, key: &str) -> Part<Vec<Alternative>> {
        let table = self.table(key);
        table.and_then(|table| {
            let mut reader = Reader { table: table.it, place: table.place, findings: self.findings };
            let mut found = Vec::new();
            for Entry { key, .. } in &table.it.0 {
                check_key(key, Section::Words, reader.findings);
                if let Part::Is(name) = reader.words(&key.it) {
                    found.push(Alternative { key: key.it.clone(), name: name.it });
                }
            }
            if table.it.0.is_empty() {
                reader.findings.push(r005_wrong_value::no_alternative(table.place));
            }
            (found.len() == table.it.0.len() && !found.is_empty()).then_some(found)
        })
    }
}
