//! Reading one line of `[entity.X.fields]`.

use super::category::ORIGINS;
use super::draft::{FieldDraft, KindDraft};
use super::entity::{ACCESS, period};
use super::reader::Reader;
use super::tree::Value;
use crate::finding::Part;
use crate::limits::TEXT_MAX_CHARS;
use crate::rules::r005_wrong_value;
use model::FieldKind;

/// The words for what a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    LongText,
    RichText,
    Email,
    Phone,
    Url,
    Integer,
    Decimal,
    Money,
    Percent,
    Boolean,
    Date,
    DateTime,
    Duration,
    Choice,
    Link,
    Links,
    File,
    Address,
    Country,
    Language,
    OrgNumber,
    NationalId,
    AccountNumber,
    Sequence,
}

pub(super) const TYPES: &[(&str, Type)] = &[
    ("text", Type::Text),
    ("long_text", Type::LongText),
    ("rich_text", Type::RichText),
    ("email", Type::Email),
    ("phone", Type::Phone),
    ("url", Type::Url),
    ("integer", Type::Integer),
    ("decimal", Type::Decimal),
    ("money", Type::Money),
    ("percent", Type::Percent),
    ("boolean", Type::Boolean),
    ("date", Type::Date),
    ("datetime", Type::DateTime),
    ("duration", Type::Duration),
    ("choice", Type::Choice),
    ("link", Type::Link),
    ("links", Type::Links),
    ("file", Type::File),
    ("address", Type::Address),
    ("country", Type::Country),
    ("language", Type::Language),
    ("org_number", Type::OrgNumber),
    ("national_id", Type::NationalId),
    ("account_number", Type::AccountNumber),
    ("sequence", Type::Sequence),
];

/// The lists that two of the types choose from.
pub(crate) const COUNTRIES: &str = "countries";
const LANGUAGES: &str = "languages";

/// The keys that belong to some types only, and whether those types are nothing without them.
pub(super) const SPOKEN_FOR: &[(&str, &[Type], bool)] = &[
    ("max", &[Type::Text, Type::LongText, Type::RichText], true),
    ("of", &[Type::Choice], true),
    ("to", &[Type::Link], true),
    ("from", &[Type::Links], true),
    ("mention", &[Type::Link], false),
    ("need", &[Type::NationalId], false),
    (UNIQUE, TELLING_ROWS_APART, false),
];

/// The key for values that no two rows share.
const UNIQUE: &str = "unique";

/// The types whose values can tell rows apart. Of the others rows share values by their nature, as of a `boolean`, or
/// they are too long to be held against each other.
const TELLING_ROWS_APART: &[Type] = &[
    Type::Text,
    Type::Email,
    Type::Phone,
    Type::Url,
    Type::Integer,
    Type::Date,
    Type::DateTime,
    Type::Link,
    Type::OrgNumber,
    Type::NationalId,
    Type::AccountNumber,
];

/// The keys that mean nothing where nothing is stored.
const STORED_ONLY: [&str; 8] = ["required", "category", "origin", "sealed", "keep", "require", "was", "when"];

pub(super) fn read(reader: &mut Reader<'_>) -> FieldDraft {
    let (ty, kind) = kind(reader);
    if ty == Some(Type::Links) {
        for key in STORED_ONLY {
            reader.refuse(key, "the type is `links`, which stores nothing");
        }
    }
    if ty == Some(Type::Sequence) {
        reader.refuse("required", "the type is `sequence`: every row is given one");
    }
    FieldDraft {
        name: reader.words("name"),
        ty,
        kind,
        required: reader.boolean("required"),
        unique: reader.boolean("unique"),
        impersonal: reader.text("impersonal"),
        category: reader.text("category"),
        origin: reader.one_of("origin", ORIGINS),
        sealed: reader.sealed("sealed"),
        activity: reader.text_or_texts("activity"),
        access: reader.narrowing("access", ACCESS),
        keep: period(reader),
        require: reader.requirements("require"),
        when: reader.when("when"),
        was: reader.text("was"),
        need: reader.words("need"),
    }
}

fn kind(reader: &mut Reader<'_>) -> (Option<Type>, Part<KindDraft>) {
    let max = max(reader);
    let of = of(reader);
    let to = reader.text("to");
    let from = reader.text("from");
    let mention = reader.boolean("mention");
    let ty = reader.one_of("type", TYPES);
    let word = ty.get().map(|ty| ty.it);
    let kind = ty.and_then(|ty| {
        say_what_belongs(reader, ty.it);
        let mention = mention.get().is_some_and(|mention| mention.it);
        let list = |name: &str| KindDraft::Listed(crate::finding::At { it: name.to_owned(), place: ty.place });
        Some(match ty.it {
            Type::Text => KindDraft::Plain(FieldKind::Text { max: max? }),
            Type::LongText => KindDraft::Plain(FieldKind::LongText { max: max? }),
            Type::RichText => KindDraft::Plain(FieldKind::RichText { max: max? }),
            Type::Email => KindDraft::Plain(FieldKind::Email),
            Type::Phone => KindDraft::Plain(FieldKind::Phone),
            Type::Url => KindDraft::Plain(FieldKind::Url),
            Type::Integer => KindDraft::Plain(FieldKind::Integer),
            Type::Decimal => KindDraft::Plain(FieldKind::Decimal),
            Type::Money => KindDraft::Plain(FieldKind::Money),
            Type::Percent => KindDraft::Plain(FieldKind::Percent),
            Type::Boolean => KindDraft::Plain(FieldKind::Boolean),
            Type::Date => KindDraft::Plain(FieldKind::Date),
            Type::DateTime => KindDraft::Plain(FieldKind::DateTime),
            Type::Duration => KindDraft::Plain(FieldKind::Duration),
            Type::File => KindDraft::Plain(FieldKind::File),
            Type::Address => KindDraft::Plain(FieldKind::Address),
            Type::OrgNumber => KindDraft::Plain(FieldKind::OrgNumber),
            Type::NationalId => KindDraft::Plain(FieldKind::NationalId),
            Type::AccountNumber => KindDraft::Plain(FieldKind::AccountNumber),
            Type::Sequence => KindDraft::Plain(FieldKind::Sequence),
            Type::Country => list(COUNTRIES),
            Type::Language => list(LANGUAGES),
            Type::Choice => of.into_option()?,
            Type::Link => KindDraft::Link { to: to.into_option()?, mention },
            Type::Links => KindDraft::Links { from: from.into_option()? },
        })
    });
    (word, kind)
}

fn say_what_belongs(reader: &mut Reader<'_>, ty: Type) {
    let word = TYPES.iter().find(|(_, it)| *it == ty).map_or("", |(word, _)| word);
    let because = format!("the type is `{word}`");
    for (key, types, needed) in SPOKEN_FOR {
        match (types.contains(&ty), needed) {
            (false, _) if *key == UNIQUE => {
                reader.refuse(key, &format!("values of the type `{word}` tell no rows apart"));
            }
            (false, _) => reader.refuse(key, &because),
            (true, true) => reader.demand(key, &because),
            (true, false) => {}
        }
    }
}

/// The alternatives themselves, or the name of a list.
fn of(reader: &mut Reader<'_>) -> Part<KindDraft> {
    match reader.entry("of").map(|entry| &entry.value.it) {
        Some(Value::Text(_)) => reader.text("of").map(KindDraft::Listed),
        _ => reader.alternatives("of").map(KindDraft::Choice),
    }
}

fn max(reader: &mut Reader<'_>) -> Option<u32> {
    let max = reader.integer("max").into_option()?;
    let fits = u32::try_from(max.it).ok().filter(|max| (1..=TEXT_MAX_CHARS).contains(max));
    if fits.is_none() {
        reader.findings.push(r005_wrong_value::outside("max", max.place, 1, TEXT_MAX_CHARS));
    }
    fits
}
