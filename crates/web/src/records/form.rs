//! A form: a new row, or a change of one, with everything that is wrong told at once.

use super::address::{FIELD, FIND, NEW_EMAIL, NEW_NAME, VERSION, WORDS, of_entity, of_row};
use super::choices;
use super::control::{control, plain};
use super::mistake::said;
use super::overview::purpose;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form as Sent;
use crate::words::Words;
use axum::http::StatusCode;
use engine::records::{FieldView, Form, Mistake, NewcomerView, Saved, Typed, Who, form, form_fields, save};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};

pub(super) async fn new(desk: Desk) -> Result<DeskPage, Failure> {
    // A link from another record fills in who it is about.
    let typed = Typed { values: desk.queries(FIELD), ..Typed::default() };
    let shown = form(&desk.app.engine, &desk.caller, desk.entity()?, None, Some(&typed), day_of(desk.now)).await?;
    Ok(page(&desk, &shown, ""))
}

pub(super) async fn edit(desk: Desk) -> Result<DeskPage, Failure> {
    let id = Some(desk.id()?);
    let shown = form(&desk.app.engine, &desk.caller, desk.entity()?, id, None, day_of(desk.now)).await?;
    Ok(page(&desk, &shown, ""))
}

pub(super) async fn make(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    saved(&desk, None, &sent).await
}

pub(super) async fn change(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    saved(&desk, Some(id), &sent).await
}

/// The names that a form of the entity in the address may have.
pub(super) fn known(desk: &Desk) -> Result<Vec<String>, Failure> {
    let fields = form_fields(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let fields = fields.into_iter().flat_map(|(key, seeks)| {
        let words = seeks.then(|| format!("{WORDS}{key}"));
        std::iter::once(format!("{FIELD}{key}")).chain(words)
    });
    let fixed = [NEW_NAME, NEW_EMAIL, FIND, VERSION].map(str::to_owned);
    Ok(fields.chain(fixed).collect())
}

async fn saved(desk: &Desk, id: Option<RowId>, sent: &Sent) -> Result<DeskPage, Failure> {
    let (engine, caller, key) = (&desk.app.engine, &desk.caller, desk.entity()?);
    let typed = typed(desk, sent)?;
    let sought = sent.get(FIND);
    if !sought.is_empty() {
        let shown = form(engine, caller, key, id, Some(&typed), day_of(desk.now)).await?;
        // The version stays the one that the form was filled in on.
        return Ok(page(desk, &Form { version: typed.version, ..shown }, sought));
    }
    match save(engine, caller, desk.now, key, id, &typed).await? {
        Saved::Done(row) => Ok(DeskPage::see_other(&of_row(key, row))),
        Saved::Mend(shown) => {
            let status = if shown.is_overtaken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(page(desk, &shown, "").status(status))
        }
    }
}

fn typed(desk: &Desk, sent: &Sent) -> Result<Typed, Failure> {
    let fields = form_fields(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let all = |start: &str| {
        let sent = |(key, _): &(String, bool)| Some((key.clone(), sent.sent(&format!("{start}{key}"))?.to_owned()));
        fields.iter().filter_map(sent).collect()
    };
    Ok(Typed {
        values: all(FIELD),
        words: all(WORDS),
        name: sent.get(NEW_NAME).to_owned(),
        email: sent.get(NEW_EMAIL).to_owned(),
        version: sent.get(VERSION).parse().ok(),
    })
}

fn page(desk: &Desk, form: &Form, sought: &str) -> DeskPage {
    let words = desk.words();
    let (title, back) = match form.id {
        None => (words.with("data-new-of", &[("kind", &form.head.name)]), of_entity(&form.head.key)),
        Some(id) => (words.with("data-edit-of", &[("label", &form.label)]), of_row(&form.head.key, id)),
    };
    let action = match form.id {
        None => format!("{back}/new"),
        Some(_) => format!("{back}/edit"),
    };
    let main = html! {
        div.narrow {
            p.crumb { a href=(back) { @if form.id.is_none() { (form.head.name) } @else { (form.label) } } }
            h1 { (title) }
            (purpose(words, &form.head))
            (problems(words, form))
            (choices::link(form))
            form method="post" action=(action) novalidate accept-charset="utf-8" {
                // The first button is the one that the Enter key presses.
                button.trap tabindex="-1" aria-hidden="true" { (words.say("data-save")) }
                @if let Some(version) = form.version { input type="hidden" name=(VERSION) value=(version); }
                @for field in &form.fields {
                    (control(words, field, field.key == sought))
                    @if let Some(newcomer) = form.newcomer.as_ref().filter(|newcomer| newcomer.link == field.key) {
                        (somebody_new(words, newcomer, field))
                    }
                }
                div.actions {
                    button.button { (words.say("data-save")) }
                    a href=(back) { (words.say("wish-cancel")) }
                }
            }
        }
    };
    desk.page(Place::Data, &title, None, &main)
}

/// Everything that is wrong, each with a way to where it is.
fn problems(words: Words, form: &Form) -> Markup {
    let fields = form.fields.iter();
    let wrong =
        fields.filter_map(|field| Some((format!("{FIELD}{}", field.key), &field.name, field.mistake.as_ref()?)));
    let wrong: Vec<(String, &String, &Mistake)> = wrong.collect();
    let newcomer = form.newcomer.as_ref();
    let name = newcomer.and_then(|newcomer| newcomer.name_mistake.as_ref());
    let email = newcomer.and_then(|newcomer| newcomer.email_mistake.as_ref());
    if wrong.is_empty() && name.is_none() && email.is_none() && !form.is_overtaken {
        return html! {};
    }
    html! {
        div.notice.bad role="alert" {
            @if form.is_overtaken {
                h2 { (words.say("data-overtaken-title")) }
                p { (words.say("data-overtaken")) }
            } @else {
                h2 { (words.say("data-mend-title")) }
            }
            ul {
                @for (id, label, mistake) in &wrong { li { a href={ "#" (id) } { (label) } ": " (said(words, mistake)) } }
                @if let Some(mistake) = name { li { a href={ "#" (NEW_NAME) } { (words.say("field-name")) } ": " (said(words, mistake)) } }
                @if let Some(mistake) = email { li { a href={ "#" (NEW_EMAIL) } { (words.say("field-email")) } ": " (said(words, mistake)) } }
            }
        }
    }
}

fn somebody_new(words: Words, newcomer: &NewcomerView, link: &FieldView) -> Markup {
    let depends = link.when.as_ref().map(|_| &link.key);
    let wrong = [&link.mistake, &newcomer.name_mistake, &newcomer.email_mistake].into_iter().any(Option::is_some);
    html! {
        fieldset.newcomer data-field=[depends.filter(|_| !wrong)] {
            @match newcomer.who {
                Who::Person => {
                    legend { (words.say("data-newcomer")) }
                    @if newcomer.email.is_some() { p.hint { (words.say("data-newcomer-hint")) } }
                }
                Who::Organisation => {
                    legend { (words.say("data-new-organisation")) }
                    p.hint { (words.say("data-new-organisation-hint")) }
                }
            }
            (plain(words, &words.say("field-name"), "text", (NEW_NAME, &newcomer.name), newcomer.name_mistake.as_ref()))
            @if let Some(email) = &newcomer.email {
                (plain(words, &words.say("field-email"), "email", (NEW_EMAIL, email), newcomer.email_mistake.as_ref()))
            }
        }
    }
}
