//! Reading one line of `[entity.X.fields]`.

use super::draft::{FieldDraft, KindDraft};
use super::reader::Reader;
use crate::finding::Part;
use crate::limits::TEXT_MAX_CHARS;
use crate::rules::r005_wrong_value;

/// The words for what a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    LongText,
    Email,
    Phone,
    Integer,
    Boolean,
    Date,
    DateTime,
    Choice,
    Link,
}

const TYPES: &[(&str, Type)] = &[
    ("text", Type::Text),
    ("long_text", Type::LongText),
    ("email", Type::Email),
    ("phone", Type::Phone),
    ("integer", Type::Integer),
    ("boolean", Type::Boolean),
    ("date", Type::Date),
    ("datetime", Type::DateTime),
    ("choice", Type::Choice),
    ("link", Type::Link),
];

/// The keys that belong to some types only, and whether those types are nothing without them.
const SPOKEN_FOR: &[(&str, &[Type], bool)] = &[
    ("max", &[Type::Text, Type::LongText], true),
    ("of", &[Type::Choice], true),
    ("to", &[Type::Link], true),
    ("mention", &[Type::Link], false),
];

pub(super) fn read(reader: &mut Reader<'_>) -> FieldDraft {
    let kind = kind(reader);
    FieldDraft {
        name: reader.words("name"),
        kind,
        required: reader.boolean("required"),
        unique: reader.boolean("unique"),
        impersonal: reader.text("impersonal"),
    }
}

fn kind(reader: &mut Reader<'_>) -> Part<KindDraft> {
    let max = max(reader);
    let of = reader.alternatives("of");
    let to = reader.text("to");
    let mention = reader.boolean("mention");
    reader.one_of("type", TYPES).and_then(|kind| {
        let word = TYPES.iter().find(|(_, it)| *it == kind.it).map_or("", |(word, _)| word);
        for (key, types, needed) in SPOKEN_FOR {
            let belongs = types.contains(&kind.it);
            let because = format!("the type is `{word}`");
            match (belongs, needed) {
                (false, _) => reader.refuse(key, &because),
                (true, true) => reader.demand(key, &because),
                (true, false) => {}
            }
        }
        let mention = mention.get().is_some_and(|mention| mention.it);
        Some(match kind.it {
            Type::Text => KindDraft::Text { max: max? },
            Type::LongText => KindDraft::LongText { max: max? },
            Type::Email => KindDraft::Email,
            Type::Phone => KindDraft::Phone,
            Type::Integer => KindDraft::Integer,
            Type::Boolean => KindDraft::Boolean,
            Type::Date => KindDraft::Date,
            Type::DateTime => KindDraft::DateTime,
            Type::Choice => KindDraft::Choice(of.into_option()?),
            Type::Link => KindDraft::Link { to: to.into_option()?, mention },
        })
    })
}

fn max(reader: &mut Reader<'_>) -> Option<u32> {
    let max = reader.integer("max").into_option()?;
    let fits = u32::try_from(max.it).ok().filter(|max| (1..=TEXT_MAX_CHARS).contains(max));
    if fits.is_none() {
        reader.findings.push(r005_wrong_value::outside("max", max.place, 1, TEXT_MAX_CHARS));
    }
    fits
}
