//! Which fields of a form are shown under which choice: a stylesheet of its own for each entity, so that a form follows
//! what is chosen without a script.
//!
//! It only hides: what is typed in a hidden field is sent all the same, and the engine says if it does not belong there. A
//! field with a mistake is always shown, and a browser that does not know `:has()` shows them all.

use super::address::{FIELD, of_entity};
use crate::desk::{Desk, DeskPage};
use engine::Failure;
use engine::records::{Form, Under, form_choices};
use maud::{Markup, html};

/// The stylesheet.
pub(super) async fn style(desk: Desk) -> Result<DeskPage, Failure> {
    Ok(DeskPage::style(css(&form_choices(&desk.app.engine, &desk.caller, desk.entity()?)?)))
}

/// The link to the stylesheet, on a form that needs one.
pub(super) fn link(form: &Form) -> Markup {
    html! {
        @if form.fields.iter().any(|field| field.when.is_some()) {
            link rel="stylesheet" href={ (of_entity(&form.head.key)) "/choices.css" };
        }
    }
}

/// A rule for each field: hidden, unless one of its alternatives is chosen. A field with a mistake does not bear its name.
fn css(choices: &[(String, Under)]) -> String {
    let rule = |(field, under): &(String, Under)| {
        let chosen: Vec<String> =
            under.among.iter().map(|(word, _)| format!("[value={}]:checked", quoted(word))).collect();
        let choice = quoted(&format!("{FIELD}{}", under.choice));
        let chosen = format!("[name={choice}] option:is({})", chosen.join(", "));
        format!("form:not(:has({chosen})) [data-field={}] {{ display: none; }}\n", quoted(field))
    };
    let hints = "@supports selector(:has(a)) { .only-under { display: none; } }\n";
    choices.iter().map(rule).chain([hints.to_owned()]).collect()
}

/// A string of CSS (CSS Syntax 3, 4.3.5).
fn quoted(text: &str) -> String {
    let sign = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            c.to_string()
        } else {
            format!("\\{:x} ", u32::from(c))
        }
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{css, quoted};
    use engine::records::Under;

    #[test]
    fn a_field_is_hidden_unless_its_alternative_is_chosen() {
        let among = vec![("lost".to_owned(), "tapt".to_owned()), ("won".to_owned(), "vunnet".to_owned())];
        let under = Under { choice: "stage".to_owned(), name: "Fase".to_owned(), among };
        assert_eq!(
            css(&[("why".to_owned(), under)]).lines().next(),
            Some(
                "form:not(:has([name=\"f.stage\"] option:is([value=\"lost\"]:checked, [value=\"won\"]:checked))) \
                 [data-field=\"why\"] { display: none; }"
            )
        );
    }

    #[test]
    fn no_word_ends_the_string_it_stands_in() {
        assert_eq!(quoted("a\"]b"), "\"a\\22 \\5d b\"");
    }
}
