//! Reading: TOML text to an unresolved draft, every word with its place.
//!
//! Knows which keys there are and what kind of value each takes. Does not know what a name refers to, and
//! judges nothing.

mod activity;
mod category;
mod company;
mod compound;
mod depth;
pub(crate) mod draft;
mod entity;
pub(crate) mod field;
pub(crate) mod keep;
pub(crate) mod keys;
mod law;
mod reader;
pub(crate) mod tree;
mod twice;

use crate::SourceFile;
use crate::finding::Findings;
use crate::standard;
use draft::Draft;
use keys::Section;
use reader::Reader;

/// What could be read of `files`, in their order; none where part of a file was lost.
///
/// Files that can be read are read to the end even so, but what a lost part may have named cannot be judged.
pub(crate) fn read(files: &[SourceFile], findings: &mut Findings) -> Option<Draft> {
    let company = files.iter().rposition(|file| standard::is_company(&file.name));
    let mut draft = Draft { company, ..Draft::default() };
    let mut whole = true;
    for (index, file) in files.iter().enumerate() {
        let Some(table) = tree::parse(index, file, findings) else {
            whole = false;
            continue;
        };
        let place = crate::Place { file: index, start: 0, end: 0 };
        let mut reader = Reader::open(&table, Section::File, place, findings);
        company::read(&mut reader, &mut draft);
        draft.laws.extend(reader.items("law", Section::Law, law::read));
        draft.rights.extend(reader.items("right", Section::Right, law::read_right));
        draft.categories.extend(reader.items("category", Section::Category, category::read));
        draft.lists.extend(reader.items("list", Section::List, category::read_list));
        draft.activities.extend(reader.items("activity", Section::Activity, activity::read));
        draft.entities.extend(reader.items("entity", Section::Entity, entity::read));
        draft.changes.extend(reader.items("change", Section::Change, entity::read_change));
    }
    whole.then_some(draft)
}

#[cfg(test)]
mod tests;
