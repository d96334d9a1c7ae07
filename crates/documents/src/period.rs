//! How long the rows of an entity live, in words that can stand after its name.
//!
//! It must not know dates: which day a row goes is reckoned elsewhere, from the row.

use crate::dates::span;
use crate::words::texts;
use model::{EntityId, FieldKind, Keep, Language, Model, Span, Term};

/// The period of `entity` as the end of a sentence, without a full stop (GDPR art. 13(2)(a)):
/// `slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»`.
pub fn period(model: &Model, entity: EntityId, language: Language) -> String {
    let words = &texts(language).periods;
    match &model[entity].keep {
        Keep::Always => words.always.to_owned(),
        Keep::WhileClaimed => words.while_claimed.to_owned(),
        Keep::Terms(terms) => {
            let terms: Vec<String> = terms.iter().map(|one| term(model, one, language)).collect();
            format!("{} {}", words.deleted, terms.join(&format!(", {} ", words.at_the_latest)))
        }
    }
}

fn term(model: &Model, term: &Term, language: Language) -> String {
    let words = &texts(language).periods;
    match term {
        Term::With(link) => {
            let thing = model.target(*link).map_or(&model[*link].name, |entity| &model[entity].name);
            (words.with)(thing.get(language))
        }
        Term::After { span: Span::NONE, clock } => {
            let field = &model[*clock];
            let is_day = matches!(field.kind, FieldKind::Date);
            let reached = if is_day { words.on_day } else { words.at_moment };
            reached(field.name.get(language))
        }
        Term::After { span: length, clock } => {
            (words.after)(&span(*length, language), model[*clock].name.get(language))
        }
    }
}

#[cfg(test)]
mod tests;
