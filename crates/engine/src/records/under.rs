//! What depends on a choice: a field with `when` is filled in, and shown, only under some alternatives of a choice of its
//! own row.
//!
//! It must not know where the row comes from: what stands in the choice is told by who asks.

use super::value::{Under, narrows};
use model::{FieldId, Language, Model, Value, When};

/// Whether `when` holds where the choice holds `chosen`; unknown where nobody knows that.
pub(super) fn holds(when: &When, chosen: Option<&Value>) -> Option<bool> {
    chosen.map(|value| matches!(value, Value::Text(word) if when.among.contains(word)))
}

/// The choice that `field` depends on, in words; none where it depends on none.
pub(super) fn under(model: &Model, field: FieldId, language: Language) -> Option<Under> {
    let when = model[field].when.as_ref()?;
    let choice = &model[when.field];
    let all = narrows(model, &choice.kind, language).unwrap_or_default();
    Some(Under {
        choice: choice.key.clone(),
        name: choice.name.get(language).to_owned(),
        among: all.into_iter().filter(|(word, _)| when.among.contains(word)).collect(),
    })
}
