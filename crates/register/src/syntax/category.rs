//! Reading `[category.X]` and `[list.X]`: what kinds of data there are, and what may be chosen.

use super::draft::{CategoryDraft, ListDraft};
use super::field::TYPES;
use super::law::CONFIDENCES;
use super::reader::Reader;
use model::{CategoryKind, Origin};

pub(super) const KINDS: &[(&str, CategoryKind)] =
    &[("special", CategoryKind::Special), ("criminal", CategoryKind::Criminal), ("identity", CategoryKind::Identity)];

pub(super) const ORIGINS: &[(&str, Origin)] = &[
    ("subject", Origin::Subject),
    ("observed", Origin::Observed),
    ("derived", Origin::Derived),
    ("third party", Origin::ThirdParty),
];

pub(super) fn read(reader: &mut Reader<'_>) -> CategoryDraft {
    CategoryDraft {
        name: reader.words("name"),
        dpv: reader.text("dpv"),
        kind: reader.one_of("kind", KINDS),
        default_for: reader.some_of("default_for", TYPES),
    }
}

pub(super) fn read_list(reader: &mut Reader<'_>) -> ListDraft {
    ListDraft {
        name: reader.words("name"),
        source: reader.text("source"),
        checked_on: reader.date("checked_on"),
        confidence: reader.one_of("confidence", CONFIDENCES),
        of: reader.entries("of"),
    }
}
