//! One field changed where it stands: a link to the page with that field's form in its place. A script fetches the form
//! without the page.

use super::address::{FIELD, INLINE, VERSION, WAS, of_row, standing_on, with};
use super::control::control;
use super::form::enctype;
use super::neighbours::from_list;
use crate::desk::Desk;
use crate::form_body::encode;
use engine::records::{Fact, Record, form_field};
use engine::{Failure, day_of};
use maud::{Markup, html};

/// The form of the field that the address asks for, with the field's word; `here` is the page on which it stands.
pub(super) async fn asked(desk: &Desk, record: &Record, here: &str) -> Result<Option<(String, Markup)>, Failure> {
    let Some(key) = desk.query("edit").filter(|key| record.open.contains(key)) else { return Ok(None) };
    let at = (record.head.key.as_str(), record.id);
    let found = form_field(&desk.app.engine, &desk.caller, at, &key, day_of(desk.now)).await?;
    let Some((field, version)) = found else { return Ok(None) };
    let (words, from) = (desk.words(), from_list(desk));
    let action = with(&format!("{}/edit", of_row(&record.head.key, record.id)), &[&from]);
    let form = html! {
        form.inline method="post" action=(action) enctype=[enctype(std::slice::from_ref(&field))] novalidate
            accept-charset="utf-8" {
            button.trap tabindex="-1" aria-hidden="true" { (words.say("data-save")) }
            input type="hidden" name=(INLINE) value=(standing_on(&record.head.key, record.id, here));
            input type="hidden" name=(VERSION) value=(version);
            @if let Some(print) = &field.print { input type="hidden" name={ (WAS) (field.key) } value=(print); }
            (control(words, &field, true))
            div.actions {
                button.button.small { (words.say("data-save")) }
                a href=(with(here, &[&from])) { (words.say("wish-cancel")) }
            }
        }
    };
    Ok(Some((key, form)))
}

/// The way to it, beside the value.
pub(super) fn way_in(desk: &Desk, record: &Record, here: &str, fact: &Fact) -> Markup {
    let path = with(here, &[&format!("edit={}", encode(&fact.key)), &from_list(desk)]);
    html! {
        @if record.open.contains(&fact.key) {
            a.edit href={ (path) "#" (FIELD) (fact.key) }
                aria-label=(desk.words().with("records-edit-field", &[("field", &fact.name)])) {}
        }
    }
}
