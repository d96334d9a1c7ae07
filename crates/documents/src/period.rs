//! How long the rows of an entity live, in words that can stand after its name.
//!
//! It must not know dates: which day a row goes is reckoned elsewhere, from the row.

use crate::dates::span;
use crate::words::texts;
use model::{
    ActivityId, Clock, EntityId, FieldId, FieldKind, Held, Keep, Language, LawId, Model, Path, Requirement, Span, Term,
};

/// The period of `entity` as the end of a sentence, without a full stop (GDPR art. 13(2)(a)), and after it what the law
/// demands: `slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»`.
pub fn period(model: &Model, entity: EntityId, language: Language) -> String {
    whole(model, entity, language, |_| true)
}

/// The same for the rows that `activity` holds: without terms that count from what only rows of other activities have.
pub(crate) fn period_under(model: &Model, entity: EntityId, activity: ActivityId, language: Language) -> String {
    whole(model, entity, language, |term| match term {
        Term::With(_) => true,
        Term::After { clock, .. } => clock.of.iter().any(|path| may_have(model, entity, activity, path)),
    })
}

/// Whether a row that `activity` holds may have the field with which the path begins: it does not belong to a choice
/// under which others hold the row.
fn may_have(model: &Model, entity: EntityId, activity: ActivityId, Path { links, field }: &Path) -> bool {
    let first = links.first().unwrap_or(field);
    let (Held::ByChoice { choice, of }, Some(when)) = (&model[entity].held, &model[*first].when) else { return true };
    let is_that_choice = choice.links.is_empty() && choice.field == when.field;
    !is_that_choice || of.iter().any(|(word, held)| *held == activity && when.among.contains(word))
}

fn whole(model: &Model, entity: EntityId, language: Language, is_told: impl Fn(&Term) -> bool) -> String {
    let words = &texts(language).periods;
    let it = &model[entity];
    let (longest, told) = match &it.keep {
        Keep::Always => (words.always.to_owned(), Vec::new()),
        Keep::WhileClaimed => (words.while_claimed.to_owned(), Vec::new()),
        Keep::Terms(of) => {
            let told: Vec<Term> = of.iter().filter(|term| is_told(term)).cloned().collect();
            (terms(model, &told, language), told)
        }
    };
    with_minimums(model, longest, &told, &it.require, language)
}

/// The period of a field that has one of its own, in the same way.
pub fn field_period(model: &Model, field: FieldId, language: Language) -> Option<String> {
    let it = &model[field];
    match (&it.keep, it.require.is_empty()) {
        (Some(of), _) => Some(with_minimums(model, terms(model, of, language), of, &it.require, language)),
        (None, false) => {
            let minimums = it.require.iter().map(|one| minimum(model, one, language));
            Some(minimums.collect::<Vec<_>>().join("; "))
        }
        (None, true) => None,
    }
}

/// What a law is called: its title up to the colon, behind which stands what it says.
pub(crate) fn law_name(model: &Model, law: LawId, language: Language) -> &str {
    let title = model[law].title.get(language);
    title.split_once(':').map_or(title, |(name, _)| name)
}

fn terms(model: &Model, terms: &[Term], language: Language) -> String {
    let words = &texts(language).periods;
    let terms: Vec<String> = terms.iter().map(|one| term(model, one, language)).collect();
    format!("{} {}", words.deleted, terms.join(&format!(", {} ", words.at_the_latest)))
}

/// The period, and what laws demand: of one that demands no less than the period itself, only that it does.
fn with_minimums(model: &Model, period: String, terms: &[Term], of: &[Requirement], language: Language) -> String {
    let words = &texts(language).periods;
    let (same, others): (Vec<&Requirement>, Vec<&Requirement>) =
        of.iter().partition(|one| is_the_period(model, one, terms));
    let same = same.into_iter().map(|one| (words.as_demanded)(law_name(model, one.law, language)));
    let period = std::iter::once(period).chain(same).collect::<Vec<_>>().join(", ");
    let others = others.into_iter().map(|one| minimum(model, one, language));
    std::iter::once(period).chain(others).collect::<Vec<_>>().join("; ")
}

/// Whether the law's minimum is just as long as the only term, and from the same day.
fn is_the_period(model: &Model, Requirement { law, from }: &Requirement, terms: &[Term]) -> bool {
    let Some(least) = model[*law].minimum else { return false };
    let same = |clock: &Clock| clock.fiscal_year == least.after_fiscal_year && clock.of == [from.clone()];
    matches!(terms, [Term::After { span, clock, .. }] if *span == least.span && same(clock))
}

/// `bokføringsloven § 13 krever at det blir liggende til 5 år etter utgangen av regnskapsåret for «Betalt»`.
fn minimum(model: &Model, Requirement { law, from }: &Requirement, language: Language) -> String {
    let words = &texts(language).periods;
    let date = path(model, from, language);
    let until = match model[*law].minimum {
        Some(least) if least.after_fiscal_year => {
            (words.after)(&span(least.span, language), &(words.fiscal_year)(&date))
        }
        Some(least) => (words.after)(&span(least.span, language), &date),
        None => date,
    };
    (words.minimum)(law_name(model, *law, language), &until)
}

fn term(model: &Model, term: &Term, language: Language) -> String {
    let words = &texts(language).periods;
    match term {
        Term::With(link) => {
            let thing = model.target(*link).map_or(&model[*link].name, |entity| &model[entity].name);
            (words.with)(thing.get(language))
        }
        Term::After { span: length, clock: from, ongoing } => {
            let clock = clock(model, from, language);
            let reached = match *length {
                Span::NONE if from.fiscal_year => (words.at_year_end)(&clock),
                Span::NONE if from.of.len() > 1 => (words.on_latest)(&clock),
                Span::NONE if counts_days(model, from) => (words.on_day)(&clock),
                Span::NONE => (words.at_moment)(&clock),
                length => (words.after)(&span(length, language), &clock),
            };
            if *ongoing && may_stay_empty(model, from) { format!("{reached} {}", words.ongoing) } else { reached }
        }
    }
}

/// Whether the clock is set by days and not by points in time.
fn counts_days(model: &Model, clock: &Clock) -> bool {
    clock.of.iter().all(|path| matches!(model[path.field].kind, FieldKind::Date))
}

/// Whether somebody must set the date later: it is not there from the start.
fn may_stay_empty(model: &Model, clock: &Clock) -> bool {
    clock.of.iter().any(|path| !path.links.is_empty() || !model[path.field].required)
}

/// What starts a period: `«Besvart»`, `det siste av «Sendt» og «Ringt»`, `utgangen av regnskapsåret for «Betalt»`.
fn clock(model: &Model, clock: &Clock, language: Language) -> String {
    let texts = texts(language);
    let dates: Vec<String> = clock.of.iter().map(|one| path(model, one, language)).collect();
    let date = match dates.as_slice() {
        [one] => one.clone(),
        several => (texts.periods.latest)(&texts.joined(several)),
    };
    if clock.fiscal_year { (texts.periods.fiscal_year)(&date) } else { date }
}

/// A field of the row itself, or of what links lead to: `«Slutt» i «Prosjekt»`.
fn path(model: &Model, Path { links, field }: &Path, language: Language) -> String {
    let words = &texts(language).periods;
    let name = model[*field].name.get(language);
    let several = links.iter().any(|&link| matches!(model[link].kind, FieldKind::Links { .. }));
    let there = if several { words.over_links } else { words.over_link };
    let thing = links.last().and_then(|&link| model.target(link));
    thing.map_or_else(|| (words.own)(name), |thing| there(name, model[thing].name.get(language)))
}

#[cfg(test)]
mod tests;
