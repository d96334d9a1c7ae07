//! R013: no longest period, words that set none, and clocks that may never start.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::limits::PERIOD_MAX_YEARS;
use crate::lower::resolved::{Entity, Field, Register};
use crate::patch::Mend;
use crate::span::rough_days;
use model::{EntityId, FieldId, FieldKind, Held, Keep, Path, Span, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R013.md");

const LAW: &str = "GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how \
                   long that is or how it is decided";

/// Words of phrases that sound like a period: "as long as necessary", "så lenge det er nødvendig".
const NO_LIMIT: &str = "alltid always behov evig forever indefinitely lenge long necessary needed nødvendig permanently \
    required ubegrenset videre";

/// Whether a word stands in phrases that set no limit.
pub(crate) fn sets_no_limit(word: &str) -> bool {
    NO_LIMIT.split_whitespace().any(|one| one == word.to_lowercase())
}

pub(crate) fn not_a_limit(text: &At<String>) -> Finding {
    Finding::error(Code::R013, text.place, format!("`{}` is not a period", text.it))
        .note(LAW)
        .help("say how long after which date, as in `at most 12 months after received_at`")
        .replace(text, "at most … after …")
}

pub(crate) fn with_shared(link: &At<String>, declared: crate::Place) -> Finding {
    Finding::error(Code::R013, link.place, format!("a row cannot live `with {}`: that row is shared", link.it))
        .related(declared, "a shared row has no end of its own: it lives while others hold it up")
        .note(LAW)
        .help("say how long after which date")
}

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids() {
        let entity = &register[id];
        let held = entity.held.get();
        let finding = match &entity.keep {
            Part::Absent => Some(no_period(register, id)),
            Part::Is(Keep::WhileClaimed)
                if matches!(held, Some(Held::By(_) | Held::ByChoice { .. } | Held::Impersonal)) =>
            {
                Some(held_up_by_nothing(register, id))
            }
            Part::Is(Keep::Terms(terms)) if held != Some(&Held::Impersonal) && !ends(register, terms) => {
                Some(may_never_end(register, id))
            }
            Part::Is(Keep::Always | Keep::WhileClaimed | Keep::Terms(_)) | Part::Broken => None,
        };
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
}

fn no_period(register: &Register, id: EntityId) -> Finding {
    let entity = &register[id];
    let from = sure_date(register, id).map_or("…", |date| date.key.it.as_str());
    Finding::error(Code::R013, entity.key.place, format!("`{}` is kept without end", entity.key.it))
        .note(LAW)
        .help(format!("add `keep = \"at most … after {from}\"`"))
        .insert(entity.key.place, format!("keep = \"at most … after {from}\""))
}

fn held_up_by_nothing(register: &Register, id: EntityId) -> Finding {
    let entity = &register[id];
    let from = sure_date(register, id).map_or("…", |date| date.key.it.as_str());
    let headline = format!("`{}` cannot live `while claimed`: it is not shared", entity.key.it);
    let finding = Finding::error(Code::R013, entity.keep_place, headline)
        .note("rows of the other kinds hold shared rows up, and need a period of their own")
        .help("say how long after which date, or `with` which row");
    match entity.keep_place {
        Some(place) => finding.mend(Mend::Value { place, new: format!("\"at most … after {from}\"") }),
        None => finding,
    }
}

/// A date that every row of the entity has.
pub(super) fn sure_date(register: &Register, id: EntityId) -> Option<&Field> {
    let is_date = |field: &&Field| matches!(field.kind.get(), Some(FieldKind::Date | FieldKind::DateTime));
    register.fields_of(id).filter(is_date).find(|field| field.is_always_there())
}

fn may_never_end(register: &Register, id: EntityId) -> Finding {
    let entity = &register[id];
    let headline = format!("a row of `{}` may never end: its clock may never start", entity.key.it);
    let mut finding = Finding::error(Code::R013, entity.keep_place, headline)
        .note(LAW)
        .help("add `, at most … after …` with a required date, or make the field required");
    if let (Some(date), Some(string)) = (sure_date(register, id), entity.keep_place) {
        let by = format!(", at most {} after {}", limit(entity), date.key.it);
        finding = finding
            .help(format!("add `{by}` or another limit, or make the field required"))
            .mend(Mend::Longer { string, by });
    }
    let Some(Keep::Terms(terms)) = entity.keep.get() else { return finding };
    for term in terms {
        let dates: Vec<FieldId> = match term {
            Term::With(link) => vec![*link],
            Term::After { clock, .. } => clock.of.iter().flat_map(way).collect(),
        };
        for field in dates.into_iter().map(|field| &register[field]) {
            match (field.is_always_there(), term) {
                (true, Term::With(_)) => {
                    finding = finding.related(field.key.place, "leads to a row that is kept for ever");
                }
                (true, Term::After { .. }) => {}
                (false, _) => finding = finding.related(field.key.place, "may stay empty"),
            }
        }
    }
    finding
}

/// A limit for a clock that may never start: twice the longest of the periods, so that it seldom cuts one short.
fn limit(entity: &Entity) -> String {
    let spans = entity.keep.get().into_iter().flat_map(|keep| match keep {
        Keep::Terms(terms) => terms.as_slice(),
        Keep::Always | Keep::WhileClaimed => &[],
    });
    let spans = spans.filter_map(|term| match term {
        Term::After { span, ongoing: false, .. } => Some(*span),
        Term::After { .. } | Term::With(_) => None,
    });
    match spans.max_by_key(|span| rough_days(*span)) {
        Some(Span::Years(years)) => format!("{} years", years.saturating_mul(2).min(PERIOD_MAX_YEARS)),
        Some(Span::Months(months)) => format!("{} months", months.saturating_mul(2).min(PERIOD_MAX_YEARS * 12)),
        Some(Span::Days(days)) => format!("{} days", days.saturating_mul(2).min(PERIOD_MAX_YEARS * 365)),
        None => "12 months".to_owned(),
    }
}

/// The links of a path and the date at its end.
fn way(path: &Path) -> impl Iterator<Item = FieldId> {
    path.links.iter().copied().chain([path.field])
}

/// Whether every row ends some day: one of the terms surely starts, or the row stands for a relation that goes on
/// `until` somebody ends it.
fn ends(register: &Register, terms: &[Term]) -> bool {
    terms.iter().any(|term| match term {
        Term::With(link) => {
            let stays = |entity: EntityId| matches!(&register[entity].keep, Part::Is(Keep::Always));
            register[*link].is_always_there() && !register.target(*link).is_some_and(stays)
        }
        Term::After { ongoing: true, .. } => true,
        Term::After { clock, .. } => clock.of.iter().any(|path| surely_starts(register, path)),
    })
}

/// Whether every row has that date. A `links` field may lead to no row at all.
fn surely_starts(register: &Register, path: &Path) -> bool {
    way(path).all(|field| register[field].is_stored() && register[field].is_always_there())
}
