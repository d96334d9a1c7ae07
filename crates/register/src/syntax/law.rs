//! Reading `[law.X]`.

use super::draft::LawDraft;
use super::reader::Reader;
use crate::rules::r005_wrong_value;
use model::{Body, Confidence};

const CONFIDENCES: &[(&str, Confidence)] =
    &[("read", Confidence::Read), ("excerpt", Confidence::Excerpt), ("memory", Confidence::Memory)];

const BODIES: &[(&str, Body)] = &[("company", Body::Company), ("public-body", Body::PublicBody)];

pub(super) fn read(reader: &mut Reader<'_>) -> LawDraft {
    let draft = LawDraft {
        title: reader.words("title"),
        source: reader.text("source"),
        valid_from: reader.date("valid_from"),
        valid_to: reader.date("valid_to"),
        checked_on: reader.date("checked_on"),
        confidence: reader.one_of("confidence", CONFIDENCES),
        applies_to: reader.some_of("applies_to", BODIES),
        instead: reader.text("instead"),
    };
    if let (Some(from), Some(to)) = (draft.valid_from.get(), draft.valid_to.get())
        && to.it < from.it
    {
        reader.findings.push(r005_wrong_value::ends_before_it_begins("valid_to", to.place, from.place));
    }
    draft
}
