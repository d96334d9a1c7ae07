//! Reading periods.
//!
//! ```text
//! keep  = "while claimed" | term *( "," term )
//! term  = "with" LINK
//!       | "until" [ COUNT UNIT "after" ] clock
//!       | [ "at most" ] COUNT UNIT "after" clock
//! clock = [ "fiscal year of" ] DATE | "latest of" DATE 1*( "and" DATE )
//! DATE  = a field, or one over links with dots between
//! UNIT  = "days" | "months" | "years"
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

impl KeepDraft {
    /// Whether it names a row beside, and not only dates.
    pub(crate) fn names_a_row(&self) -> bool {
        matches!(self, Self::Terms(terms) if terms.iter().any(|term| matches!(term, TermDraft::With(_))))
    }
}

/// One limit on a row's life, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TermDraft {
    With(At<String>),
    After { span: Span, clock: ClockDraft, ongoing: bool },
}

/// What starts a period, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClockDraft {
    pub(crate) of: Vec<At<String>>,
    pub(crate) fiscal_year: bool,
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
    let (ongoing, skipped) = match plain.as_slice() {
        ["with", _] => return Some(TermDraft::With(words.last()?.clone())),
        ["until", ..] => (true, 1),
        ["at", "most", ..] => (false, 2),
        _ => (false, 0),
    };
    let (span, skipped) = match &plain[skipped..] {
        [count, unit, "after", ..] => (span(count, unit)?, skipped + 3),
        _ if ongoing => (Span::NONE, skipped),
        _ => return None,
    };
    Some(TermDraft::After { span, clock: clock(&words[skipped..], &plain[skipped..])?, ongoing })
}

fn clock(words: &[At<String>], plain: &[&str]) -> Option<ClockDraft> {
    match plain {
        [_] => Some(ClockDraft { of: words.to_vec(), fiscal_year: false }),
        ["fiscal", "year", "of", _] => Some(ClockDraft { of: vec![words.last()?.clone()], fiscal_year: true }),
        ["latest", "of", rest @ ..] => {
            let between = rest.iter().skip(1).step_by(2).all(|word| *word == "and");
            let of: Vec<_> = words[2..].iter().step_by(2).cloned().collect();
            (between && rest.len() % 2 == 1 && of.len() > 1).then_some(ClockDraft { of, fiscal_year: false })
        }
        _ => None,
    }
}

/// That many days, months or years.
pub(super) fn span(count: &str, unit: &str) -> Option<Span> {
    let count: u16 = count.parse().ok()?;
    let (span, per_year) = match unit {
        "day" | "days" => (Span::Days(count), 365),
        "month" | "months" => (Span::Months(count), 12),
        "year" | "years" => (Span::Years(count), 1),
        _ => return None,
    };
    (1..=PERIOD_MAX_YEARS * per_year).contains(&count).then_some(span)
}
