//! Reading one table: which keys it has, and each key as the kind of value it must be.
//!
//! A getter gives the value, or says that it is absent, or makes a finding.

use super::draft::Item;
use super::keys::Section;
use super::tree::{Entry, Table, Value};
use crate::finding::{At, Findings, Part, Place};
use crate::limits::KEY_MAX_CHARS;
use crate::nearest::nearest;
use crate::rules::{r002_unknown_key, r004_duplicate, r005_wrong_value, r006_missing_key, r011_purpose};
use model::{Day, Language, Words};

/// One table of a known kind.
pub(super) struct Reader<'a> {
    pub(super) table: &'a Table,
    pub(super) place: Place,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Reader<'a> {
    /// Opens a table and looks over its keys: the unknown and the missing.
    pub(super) fn open(table: &'a Table, section: Section, place: Place, findings: &'a mut Findings) -> Self {
        let keys = section.keys();
        let mut meant = Vec::new();
        for Entry { key, .. } in &table.0 {
            if keys.iter().all(|known| known.name != key.it) {
                let names = keys.iter().map(|known| known.name).filter(|name| table.get(name).is_none());
                let near = nearest(&key.it, names);
                meant.extend(near);
                findings.push(r002_unknown_key::finding(key, section, near));
            }
        }
        let missing = keys.iter().filter(|key| key.required && table.get(key.name).is_none()).map(|key| key.name);
        let missing: Vec<&str> = missing.filter(|key| !meant.contains(key)).collect();
        if !missing.is_empty() {
            findings.push(r006_missing_key::finding(place, section, &missing));
        }
        Self { table, place, findings }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.table.get(key)
    }

    /// A key that does not go with the rest of the table.
    pub(super) fn refuse(&mut self, key: &str, because: &str) {
        if let Some(entry) = self.entry(key) {
            self.findings.push(r002_unknown_key::misplaced(&entry.key, because));
        }
    }

    /// A key that the rest of the table calls for.
    pub(super) fn demand(&mut self, key: &str, because: &str) {
        if self.entry(key).is_none() {
            self.findings.push(r006_missing_key::because(self.place, key, because));
        }
    }

    pub(super) fn get<T>(&mut self, key: &str, wanted: &str, take: impl Fn(&'a Value) -> Option<T>) -> Part<At<T>> {
        let Some(Entry { value, .. }) = self.table.get(key) else { return Part::Absent };
        if let Some(it) = take(&value.it) {
            return Part::Is(At { it, place: value.place });
        }
        self.findings.push(r005_wrong_value::kind(key, value.place, wanted, value.it.kind()));
        Part::Broken
    }

    /// A string that is not blank.
    pub(super) fn text(&mut self, key: &str) -> Part<At<String>> {
        let text = self.get(key, "a string", Value::text);
        match text {
            Part::Is(text) if text.it.trim().is_empty() => {
                self.findings.push(r005_wrong_value::empty(key, text.place));
                Part::Broken
            }
            // These end up in headers of mail and in names of files, each on one line.
            Part::Is(text) if text.it.contains(char::is_control) => {
                self.findings.push(r005_wrong_value::control_characters(key, text.place));
                Part::Broken
            }
            text => text,
        }
    }

    pub(super) fn boolean(&mut self, key: &str) -> Part<At<bool>> {
        self.get(key, "`true` or `false`", Value::boolean)
    }

    pub(super) fn integer(&mut self, key: &str) -> Part<At<i64>> {
        self.get(key, "an integer", Value::integer)
    }

    pub(super) fn date(&mut self, key: &str) -> Part<At<Day>> {
        self.get(key, "a date, as in 2026-11-22", Value::date)
    }

    /// Some of a closed set of words.
    pub(super) fn some_of<T: Copy>(&mut self, key: &str, known: &[(&'static str, T)]) -> Part<Vec<At<T>>> {
        let texts = self.text_or_texts(key);
        texts.and_then(|texts| {
            let words: Vec<_> = texts.iter().map(|text| self.word(key, text, known)).collect();
            words.into_iter().collect()
        })
    }

    /// One of a closed set of words.
    pub(super) fn one_of<T: Copy>(&mut self, key: &str, known: &[(&'static str, T)]) -> Part<At<T>> {
        let text = self.text(key);
        text.and_then(|text| self.word(key, &text, known))
    }

    fn word<T: Copy>(&mut self, key: &str, text: &At<String>, known: &[(&'static str, T)]) -> Option<At<T>> {
        let found = known.iter().find(|(word, _)| *word == text.it);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            self.findings.push(r005_wrong_value::not_one_of(key, text, &words));
        }
        found.map(|(_, it)| At { it: *it, place: text.place })
    }

    /// The same words in each language.
    pub(super) fn words(&mut self, key: &str) -> Part<At<Words>> {
        let table = self.table(key);
        table.and_then(|table| {
            let mut reader = Reader::open(table.it, Section::Words, table.place, self.findings);
            let words = Language::ALL.map(|language| reader.language(key, language));
            let [Some(nb), Some(en)] = words else { return None };
            Some(At { it: Words { nb, en }, place: table.place })
        })
    }

    fn language(&mut self, key: &str, language: Language) -> Option<String> {
        let tag = language.tag();
        let text = self.get(tag, "a string", Value::text);
        match text {
            Part::Absent => self.findings.push(r011_purpose::language_missing(key, self.place, language)),
            Part::Is(text) if text.it.trim().is_empty() => {
                self.findings.push(r011_purpose::language_blank(key, text.place, language));
            }
            Part::Is(text) if text.it.contains(|c: char| c.is_control() && c != '\n') => {
                self.findings.push(r005_wrong_value::control_characters(tag, text.place));
            }
            Part::Broken => {}
            Part::Is(text) => return Some(text.it),
        }
        None
    }

    pub(super) fn table(&mut self, key: &str) -> Part<At<&'a Table>> {
        self.get(key, "a table", Value::table)
    }

    /// A list of strings, each written once.
    pub(super) fn texts(&mut self, key: &str) -> Vec<At<String>> {
        let list = self.get(key, "a list of strings", Value::list);
        list.into_option().map_or_else(Vec::new, |list| strings(key, list.it, self.findings))
    }

    /// A string or a list of strings.
    pub(super) fn text_or_texts(&mut self, key: &str) -> Part<Vec<At<String>>> {
        match self.entry(key).map(|entry| &entry.value.it) {
            None => Part::Absent,
            Some(Value::Text(_)) => self.text(key).map(|text| vec![text]),
            Some(_) => {
                let list = self.get(key, "a string or a list of strings", Value::list);
                list.map(|list| strings(key, list.it, self.findings))
            }
        }
    }

    /// A table from names to lists of strings.
    pub(super) fn lists(&mut self, key: &str) -> Vec<(At<String>, Vec<At<String>>)> {
        let Some(table) = self.table(key).into_option() else { return Vec::new() };
        let mut lists = Vec::new();
        for Entry { key, value } in &table.it.0 {
            match &value.it {
                Value::List(items) => lists.push((key.clone(), strings(&key.it, items, self.findings))),
                other => {
                    let finding = r005_wrong_value::kind(&key.it, value.place, "a list of strings", other.kind());
                    self.findings.push(finding);
                }
            }
        }
        lists
    }

    /// A table of keyed tables: `[role.X]`, the fields of an entity.
    pub(super) fn items<T>(
        &mut self,
        key: &str,
        section: Section,
        read: impl Fn(&mut Reader<'_>) -> T,
    ) -> Vec<Item<T>> {
        let Some(table) = self.table(key).into_option() else { return Vec::new() };
        let mut items = Vec::new();
        for Entry { key, value } in &table.it.0 {
            check_key(key, section, self.findings);
            match &value.it {
                Value::Table(inner) => {
                    let mut reader = Reader::open(inner, section, key.place, self.findings);
                    items.push(Item { key: key.clone(), it: read(&mut reader) });
                }
                other => self.findings.push(r005_wrong_value::kind(&key.it, value.place, "a table", other.kind())),
            }
        }
        items
    }
}

/// The strings of a list; each that stands there twice, and each that is not a string, is a finding.
pub(super) fn strings(key: &str, items: &[At<Value>], findings: &mut Findings) -> Vec<At<String>> {
    let mut found: Vec<At<String>> = Vec::new();
    for item in items {
        let Value::Text(text) = &item.it else {
            findings.push(r005_wrong_value::kind(key, item.place, "a list of strings", item.it.kind()));
            continue;
        };
        match found.iter().find(|earlier| earlier.it == *text) {
            Some(earlier) => findings.push(r004_duplicate::item(text, item.place, earlier.place)),
            None => found.push(At { it: text.clone(), place: item.place }),
        }
    }
    found
}

/// Keys of entities and fields become names of tables and columns; the others may hold hyphens.
pub(super) fn check_key(key: &At<String>, section: Section, findings: &mut Findings) {
    let hyphens = !matches!(section, Section::Entity | Section::Field);
    let letter = |c: char| c.is_ascii_lowercase();
    let begins = key.it.starts_with(letter);
    let goes_on = key.it.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '_' || (hyphens && c == '-'));
    if !begins || !goes_on || key.it.len() > KEY_MAX_CHARS {
        findings.push(r005_wrong_value::key(key, hyphens));
    }
}
