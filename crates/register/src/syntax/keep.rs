//! Reading periods.
//!
//! ```text
//! keep  = "while claimed" | term *( "," term )
//! term  = "with" LINK | "until" FIELD | [ "at most" ] COUNT ( "days" | "months" | "years" ) "after" FIELD
//! ```
//!
//! The singular of a unit is as good as its plural.

use crate::finding::{At, Findings};
use crate::limits::PERIOD_MAX_YEARS;
use crate::rules::{r005_wrong_value, r013_no_period};
use model::Span;

/// How long a row may live, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeepDraft {
    WhileClaimed,
    Terms(Vec<TermDraft>),
}

/// One limit on a row's life, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TermDraft {
    With(At<String>),
    Until(At<String>),
    After { span: Span, clock: At<String> },
}

/// Reads a period; none where a finding says why not.
pub(super) fn read(text: &At<String>, findings: &mut Findings) -> Option<KeepDraft> {
    let all = 0..text.it.len();
    if text.words(all.clone()).iter().map(|word| word.it.as_str()).eq(["while", "claimed"]) {
        return Some(KeepDraft::WhileClaimed);
    }
    let mut terms = Vec::new();
    let pieces = text.pieces(all, |c| c == ',').into_iter().map(|piece| text.trim(piece)).collect::<Vec<_>>();
    for piece in &pieces {
        let words = text.words(piece.clone());
        match term(&words) {
            Some(term) => terms.push(term),
            None if words.iter().any(|word| r013_no_period::sets_no_limit(&word.it)) => {
                findings.push(r013_no_period::not_a_limit(&text.cut(piece.clone())));
            }
            None => findings.push(r005_wrong_value::not_a_period(&text.cut(piece.clone()))),
        }
    }
    (terms.len() == pieces.len()).then_some(KeepDraft::Terms(terms))
}

fn term(words: &[At<String>]) -> Option<TermDraft> {
    let plain: Vec<&str> = words.iter().map(|word| word.it.as_str()).collect();
    let last = words.last()?.clone();
    match plain.as_slice() {
        ["with", _] => Some(TermDraft::With(last)),
        ["until", _] => Some(TermDraft::Until(last)),
        ["at", "most", count, unit, "after", _] | [count, unit, "after", _] => {
            Some(TermDraft::After { span: span(count, unit)?, clock: last })
        }
        _ => None,
    }
}

fn span(count: &str, unit: &str) -> Option<Span> {
    let count: u16 = count.parse().ok()?;
    let (span, per_year) = match unit {
        "day" | "days" => (Span::Days(count), 365),
        "month" | "months" => (Span::Months(count), 12),
        "year" | "years" => (Span::Years(count), 1),
        _ => return None,
    };
    (1..=PERIOD_MAX_YEARS * per_year).contains(&count).then_some(span)
}
