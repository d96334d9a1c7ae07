//! A form: a new row, or a change of one, with everything that is wrong told at once.

use super::address::{
    DRAFT, FIELD, FIND, GOES, INLINE, KEEP, NEW_EMAIL, NEW_NAME, TAKE, THEIRS, VERSION, WAS, WITHOUT, WORDS, back_to,
    of_draft, of_entity, of_row, with,
};
use super::control::{control, plain};
use super::draft::Opened;
use super::mistake::said;
use super::neighbours::from_list;
use super::overview::purpose;
use super::{choices, draft};
use crate::desk::{Desk, DeskPage, Names, Place, Sent, Toast};
use crate::form_body;
use crate::words::Words;
use axum::http::StatusCode;
use engine::records::{
    Control, FieldView, Form, Mistake, NewcomerView, Saved, Typed, Who, form, form_fields, form_files, save,
};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};

pub(super) async fn new(desk: Desk) -> Result<DeskPage, Failure> {
    let (kept, opened) = draft::kept(&desk, None).await?;
    // A link from another record fills in who it is about.
    let linked = || Typed { values: desk.queries(FIELD), ..Typed::default() };
    let typed = kept.map_or_else(linked, |kept| kept.typed);
    let shown = form(&desk.app.engine, &desk.caller, desk.entity()?, None, Some(&typed), day_of(desk.now)).await?;
    Ok(page(&desk, &shown, "", &opened))
}

pub(super) async fn edit(desk: Desk) -> Result<DeskPage, Failure> {
    let id = Some(desk.id()?);
    let (kept, opened) = draft::kept(&desk, id).await?;
    let typed = kept.map(|kept| kept.typed);
    let shown = form(&desk.app.engine, &desk.caller, desk.entity()?, id, typed.as_ref(), day_of(desk.now)).await?;
    // A draft is of the version that it was begun on.
    let version = typed.and_then(|typed| typed.version).or(shown.version);
    Ok(page(&desk, &Form { version, ..shown }, "", &opened))
}

pub(super) async fn make(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    saved(&desk, None, &sent).await
}

pub(super) async fn change(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    saved(&desk, Some(id), &sent).await
}

/// The names that a form of the entity in the address may have, and those under which it takes files.
pub(super) fn names(desk: &Desk) -> Result<Names, Failure> {
    let files = form_files(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let fields = form_fields(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let both = fields.iter().flat_map(|(key, _)| [format!("{WAS}{key}"), format!("{TAKE}{key}")]);
    let both: Vec<String> = both.collect();
    let fields = fields.into_iter().filter(|(key, _)| !files.contains(key)).flat_map(|(key, seeks)| {
        let words = seeks.then(|| format!("{WORDS}{key}"));
        std::iter::once(format!("{FIELD}{key}")).chain(words)
    });
    let fixed = [NEW_NAME, NEW_EMAIL, FIND, VERSION, INLINE].map(str::to_owned);
    let without = files.iter().map(|key| format!("{WITHOUT}{key}"));
    let known = fields.chain(both).chain(fixed).chain(without).collect();
    Ok((known, files.iter().map(|key| format!("{FIELD}{key}")).collect()))
}

async fn saved(desk: &Desk, id: Option<RowId>, sent: &Sent) -> Result<DeskPage, Failure> {
    let (engine, caller, key) = (&desk.app.engine, &desk.caller, desk.entity()?);
    let typed = typed(desk, sent)?;
    let (_, opened) = draft::kept(desk, id).await?;
    let sought = sent.form.get(FIND);
    if !sought.is_empty() {
        let shown = form(engine, caller, key, id, Some(&typed), day_of(desk.now)).await?;
        // The version stays the one that the form was filled in on.
        return Ok(page(desk, &Form { version: typed.version, ..shown }, sought, &opened));
    }
    match save(engine, caller, desk.now, key, id, &typed).await? {
        Saved::Done(row) => {
            let then = with(&back_to(key, row, sent.form.get(INLINE)), &[&from_list(desk)]);
            let toast = if id.is_some() { Toast::Saved } else { Toast::Made };
            Ok(desk.see_other(&then, toast))
        }
        Saved::Mend(shown) => {
            let status = if shown.is_overtaken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(page(desk, &shown, "", &opened).status(status))
        }
    }
}

/// What was sent for each of `fields` under its name behind `start`.
pub(super) fn sent_of(form: &form_body::Form, fields: &[(String, bool)], start: &str) -> Vec<(String, String)> {
    let sent = |(key, _): &(String, bool)| Some((key.clone(), form.sent(&format!("{start}{key}"))?.to_owned()));
    fields.iter().filter_map(sent).collect()
}

pub(super) fn typed(desk: &Desk, sent: &Sent) -> Result<Typed, Failure> {
    let fields = form_fields(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let form = &sent.form;
    let all = |start: &str| sent_of(form, &fields, start);
    let field = |name: &String| name.strip_prefix(FIELD).unwrap_or_default().to_owned();
    let mut values = all(FIELD);
    values.extend(sent.files.iter().map(|(name, id)| (field(name), id.to_string())));
    // A new file comes in the place of the one that was to go.
    let gone = all(WITHOUT)
        .into_iter()
        .filter(|(_, said)| said == GOES)
        .filter(|(key, _)| !values.iter().any(|(known, _)| known == key));
    let gone: Vec<(String, String)> = gone.map(|(key, _)| (key, String::new())).collect();
    values.extend(gone);
    // What stays as it is stored was not typed.
    let theirs: Vec<(String, String)> = all(TAKE).into_iter().filter(|(_, said)| said == THEIRS).collect();
    values.retain(|(key, _)| !theirs.iter().any(|(known, _)| known == key));
    Ok(Typed {
        values,
        words: all(WORDS),
        name: form.get(NEW_NAME).to_owned(),
        email: form.get(NEW_EMAIL).to_owned(),
        version: form.get(VERSION).parse().ok(),
        too_large: sent.too_large.iter().map(field).collect(),
        was: all(WAS),
        is_inline: !form.get(INLINE).is_empty(),
    })
}

fn page(desk: &Desk, form: &Form, sought: &str, opened: &Opened) -> DeskPage {
    let words = desk.words();
    let (title, back) = match form.id {
        None => (words.with("data-new-of", &[("kind", &form.head.name)]), of_entity(&form.head.key)),
        Some(id) => (words.with("data-edit-of", &[("label", &form.label)]), of_row(&form.head.key, id)),
    };
    let way = if form.id.is_none() { "new" } else { "edit" };
    // A form whose draft is its own says so when it is sent, and is not offered it as another one when it comes back.
    let (is_own, filled_in) = (!matches!(opened, Opened::Offered(_)), draft::filled_in(desk));
    let action = with(&format!("{back}/{way}"), &[if is_own { DRAFT } else { "" }, &filled_in]);
    let (draft, back) = (of_draft(&form.head.key, form.id), with(&back, &[&from_list(desk)]));
    let main = html! {
        div.narrow {
            p.crumb { a href=(back) { @if form.id.is_none() { (form.head.name) } @else { (form.label) } } }
            h1 { (title) }
            (purpose(words, &form.head))
            (draft::notice(desk, opened, (&form.head.key, form.id)))
            (problems(words, form))
            (choices::link(form))
            form method="post" action=(action) enctype=[enctype(&form.fields)] novalidate accept-charset="utf-8"
                data-draft=[is_own.then_some(&draft)] {
                // The first button is the one that the Enter key presses.
                button.trap tabindex="-1" aria-hidden="true" { (words.say("data-save")) }
                @if let Some(version) = form.version { input type="hidden" name=(VERSION) value=(version); }
                (fields(words, form, sought))
                div.actions {
                    button.button { (words.say("data-save")) }
                    button.button.quiet name=(DRAFT) value=(KEEP) formaction=(with(&draft, &[&filled_in])) formnovalidate {
                        (words.say("records-draft-keep"))
                    }
                    a href=(back) { (words.say("wish-cancel")) }
                    span.muted role="status" {}
                }
            }
        }
    };
    desk.page(Place::Data, &title, None, &main)
}

/// The controls; those that two have changed first, and the others folded away then.
fn fields(words: Words, form: &Form, sought: &str) -> Markup {
    let (twice, once): (Vec<&FieldView>, Vec<&FieldView>) =
        form.fields.iter().partition(|field| matches!(field.mistake, Some(Mistake::Changed { .. })));
    let newcomer = |field: &FieldView| {
        let newcomer = form.newcomer.as_ref().filter(|newcomer| newcomer.link == field.key);
        html! { @if let Some(newcomer) = newcomer { (somebody_new(words, newcomer, field)) } }
    };
    let is_wrong = once.iter().any(|field| field.mistake.is_some());
    let rest = html! { @for field in once { (control(words, field, field.key == sought)) (newcomer(field)) } };
    html! {
        @for field in &form.fields {
            @if let Some(print) = &field.print { input type="hidden" name={ (WAS) (field.key) } value=(print); }
        }
        // Somebody new is named in new rows only, which no two have changed.
        @for field in &twice { (conflict(words, field)) }
        @if twice.is_empty() { (rest) }
        @else { details open[is_wrong] { summary { (words.say("records-conflict-others")) } (rest) } }
    }
}

/// A field that somebody else has saved meanwhile: what was typed and what is stored, side by side, to choose between.
fn conflict(words: Words, field: &FieldView) -> Markup {
    let Some(Mistake::Changed { now, by_them }) = &field.mistake else { return html! {} };
    let name = format!("{TAKE}{}", field.key);
    let choice = |value: &str, key: &str, is_taken: bool| {
        html! {
            label {
                input type="radio" name=(name) value=(value) checked[is_taken];
                (words.say(key))
            }
        }
    };
    let mine = FieldView { mistake: None, when: None, ..field.clone() };
    html! {
        fieldset.conflict {
            legend { (field.name) }
            div {
                (choice("mine", "records-conflict-mine", !by_them))
                (control(words, &mine, false))
            }
            div {
                (choice(THEIRS, "records-conflict-theirs", *by_them))
                p.written { @if now.is_empty() { span.muted { "–" } } @else { (now) } }
            }
        }
    }
}

/// How a form is sent that takes files.
pub(super) fn enctype(fields: &[FieldView]) -> Option<&'static str> {
    let takes_files = fields.iter().any(|field| matches!(field.control, Control::File(_)));
    takes_files.then_some("multipart/form-data")
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
