//! Reading `[law.X]` and `[right.X]`: rules of law as dated data.

use super::draft::{LawDraft, RightDraft};
use super::keep::span;
use super::reader::Reader;
use crate::finding::{At, Part};
use crate::rules::r005_wrong_value;
use model::{Body, Confidence, Deadline, Minimum};

pub(super) const CONFIDENCES: &[(&str, Confidence)] =
    &[("read", Confidence::Read), ("excerpt", Confidence::Excerpt), ("memory", Confidence::Memory)];

pub(super) const BODIES: &[(&str, Body)] = &[("company", Body::Company), ("public-body", Body::PublicBody)];

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
        minimum: minimum(reader),
    };
    if let (Some(from), Some(to)) = (draft.valid_from.get(), draft.valid_to.get())
        && to.it < from.it
    {
        reader.findings.push(r005_wrong_value::ends_before_it_begins("valid_to", to.place, from.place));
    }
    draft
}

pub(super) fn read_right(reader: &mut Reader<'_>) -> RightDraft {
    RightDraft {
        name: reader.words("name"),
        article: reader.text("article"),
        deadline: deadline(reader, "deadline"),
        extension: deadline(reader, "extension"),
        source: reader.text("source"),
        checked_on: reader.date("checked_on"),
        confidence: reader.one_of("confidence", CONFIDENCES),
    }
}

/// `5 years`, and `5 years after fiscal year`.
fn minimum(reader: &mut Reader<'_>) -> Part<At<Minimum>> {
    reader.text("minimum").and_then(|text| {
        let minimum = match text.it.split_whitespace().collect::<Vec<_>>().as_slice() {
            [count, unit] => span(count, unit).map(|span| Minimum { span, after_fiscal_year: false }),
            [count, unit, "after", "fiscal", "year"] => {
                span(count, unit).map(|span| Minimum { span, after_fiscal_year: true })
            }
            _ => None,
        };
        if minimum.is_none() {
            reader.findings.push(r005_wrong_value::not_a_minimum(&text));
        }
        minimum.map(|it| At { it, place: text.place })
    })
}

/// `72 hours`, `1 month`.
fn deadline(reader: &mut Reader<'_>, key: &str) -> Part<At<Deadline>> {
    reader.text(key).and_then(|text| {
        let deadline = match text.it.split_whitespace().collect::<Vec<_>>().as_slice() {
            [count, "hour" | "hours"] => count.parse().ok().filter(|hours| *hours > 0).map(Deadline::Hours),
            [count, unit] => span(count, unit).map(Deadline::Within),
            _ => None,
        };
        if deadline.is_none() {
            reader.findings.push(r005_wrong_value::not_a_deadline(&text));
        }
        deadline.map(|it| At { it, place: text.place })
    })
}
