//! Secure messages at the desk: one's own, and all of them for those who answer for them.

use super::PATH;
use crate::correspondence::sealed;
use crate::desk::held::{self, Came, ticks, too_large};
use crate::desk::parts::{Tone, alert, badge, empty, row};
use crate::desk::{Desk, DeskPage, Names, Place, Toast};
use crate::form_body::Form;
use crate::form_files::Uploaded;
use crate::parties::of_person;
use crate::records::of_row;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::correspondence::Direction;
use engine::correspondence::secure::{
    Addressee, Line, New, Problem, View, Written, addressee, hand as hand_on, handled as note_handled,
    list as messages, message, write,
};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// The button of a person's page that leads to a new message.
pub(crate) fn to_person(words: Words, person: RowId) -> Markup {
    html! { a.button.quiet.small href={ (PATH) "/new?person=" (person) } { (words.say("secure-desk-to")) } }
}

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = messages(&desk.app.engine, &desk.caller, desk.now).await?;
    let title = words.say("nav-secure");
    let main = html! {
        h1 { (title) }
        p.hint { (words.say("secure-desk-lead")) }
        @if found.is_empty() {
            (empty(&words.say("secure-desk-empty")))
        } @else {
            ul.rows { @for line in &found { li { (line_of(&desk, line)) } } }
        }
        (sealed::list(&desk).await?)
    };
    Ok(desk.page(Place::Secure, &title, None, &main))
}

fn line_of(desk: &Desk, line: &Line) -> Markup {
    let words = desk.words();
    let who = html! { strong { (called(words, &line.person)) } span.muted { (way(words, line.direction)) } };
    let what = html! { (line.handler) };
    let when = html! { (stands(words, line)) " " span.muted { (words.ago(desk.now, line.written_at)) } };
    row(&format!("{PATH}/{}", line.id), &who, &what, &when)
}

fn called(words: Words, name: &str) -> String {
    if name.is_empty() { words.say("person-nameless") } else { name.to_owned() }
}

fn way(words: Words, direction: Direction) -> String {
    words.say(match direction {
        Direction::In => "secure-desk-in",
        Direction::Out => "secure-desk-out",
    })
}

fn stands(words: Words, line: &Line) -> Markup {
    match (line.direction, line.read_at, line.handled_at) {
        (Direction::Out, Some(_), _) => badge(Tone::Good, &words.say("secure-desk-read")),
        (Direction::Out, None, _) => badge(Tone::Plain, &words.say("secure-desk-unread")),
        (Direction::In, _, Some(_)) => badge(Tone::Good, &words.say("secure-desk-handled")),
        (Direction::In, _, None) => badge(Tone::Warn, &words.say("secure-desk-waits")),
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (id, words) = (desk.id()?, desk.words());
    let view = message(&desk.app.engine, &desk.caller, desk.now, id).await?;
    let title = words.with("secure-desk-title", &[("name", &called(words, &view.line.person))]);
    let main = html! {
        p.crumb { a href=(PATH) { (words.say("nav-secure")) } }
        header.title { h1 { (title) } (stands(words, &view.line)) }
        (facts(words, &view))
        @if view.is_unconfirmed {
            (empty(&words.say("secure-desk-unconfirmed")))
        } @else {
            div.entry { p.written { (view.text) } }
            @if view.has_file {
                p { a href={ (of_row("secure_message", id)) "/files/document" } { (words.say("secure-desk-file")) } }
            }
            (steps(words, &view))
        }
    };
    Ok(desk.page(Place::Secure, &title, None, &main))
}

fn facts(words: Words, view: &View) -> Markup {
    html! {
        dl.facts {
            dt { (words.say("secure-desk-with")) }
            dd { a href=(of_person(view.person)) { (called(words, &view.line.person)) } " · " (way(words, view.line.direction)) }
            dt { (words.say("secure-desk-written")) } dd { (words.moment(view.line.written_at)) }
            @if let Some(at) = view.line.read_at { dt { (words.say("secure-desk-read")) } dd { (words.moment(at)) } }
            @if view.line.direction == Direction::Out {
                dt { (words.say("secure-desk-until")) } dd { (words.moment(view.expires_at)) }
            }
            @if !view.line.handler.is_empty() { dt { (words.say("secure-desk-handler")) } dd { (view.line.handler) } }
        }
    }
}

/// What can be done with it: answering, handing it on, being done.
fn steps(words: Words, view: &View) -> Markup {
    let at = format!("{PATH}/{}", view.line.id);
    html! {
        div.actions {
            a.button href={ (PATH) "/new?person=" (view.person) } { (words.say("secure-desk-answer")) }
            @if view.line.handled_at.is_none() {
                form.inline method="post" action={ (at) "/handled" } {
                    input type="hidden" name="version" value=(view.version);
                    button.button.quiet { (words.say("secure-desk-done")) }
                }
            }
        }
        @if !view.colleagues.is_empty() {
            section.card {
                form method="post" action={ (at) "/hand" } {
                    input type="hidden" name="version" value=(view.version);
                    div.field {
                        label for="to" { (words.say("secure-desk-hand-to")) }
                        select #to name="to" { @for (id, name) in &view.colleagues { option value=(id) { (name) } } }
                    }
                    button.button.quiet { (words.say("secure-desk-hand")) }
                }
            }
        }
    }
}

pub(super) async fn hand(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let to = RowId::from_str(form.get("to")).map_err(|_| Failure::NotFound)?;
    hand_on(&desk.app.engine, &desk.caller, desk.now, (desk.id()?, version(&form)?), to).await?;
    Ok(desk.see_other(PATH, Toast::Told))
}

pub(super) async fn handled(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    note_handled(&desk.app.engine, &desk.caller, desk.now, (desk.id()?, version(&form)?)).await?;
    Ok(desk.see_other(PATH, Toast::Saved))
}

/// Files that one message can have.
const FILES: usize = 1;

pub(super) fn names() -> Names {
    let texts = ["person", "address", "text", "form"].map(str::to_owned);
    (texts.into_iter().chain(held::names(FILES)).collect(), vec!["file".to_owned()])
}

/// A message that is being written.
#[derive(Default)]
struct Typed {
    address: Option<RowId>,
    text: String,
    came: Came,
    wrong: Option<String>,
}

pub(super) async fn form(desk: Desk) -> Result<DeskPage, Failure> {
    let Some(person) = desk.query("person") else {
        // Whoever may not see any is told so, and not led on to the people.
        messages(&desk.app.engine, &desk.caller, desk.now).await?;
        return Ok(DeskPage::see_other(crate::parties::PATH));
    };
    let person = RowId::from_str(&person).map_err(|_| Failure::NotFound)?;
    let to = addressee(&desk.app.engine, &desk.caller, desk.now, person).await?;
    Ok(page(&desk, &to, &Typed::default()))
}

pub(super) async fn send(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let row = |field: &str| RowId::from_str(sent.form.get(field)).map_err(|_| Failure::NotFound);
    let (engine, person) = (&desk.app.engine, row("person")?);
    let to = addressee(engine, &desk.caller, desk.now, person).await?;
    let (address, came) = (row("address").unwrap_or(person), Came::with(&desk, &sent, FILES).await?);
    let text = sent.form.get("text").to_owned();
    let wrong = if came.is_too_large {
        too_large(&desk)
    } else if came.is_gone {
        problem_words(desk.words(), Problem::FileGone)
    } else {
        let file = came.files.first().map(|(file, _)| *file);
        let new = New { person, address, text: text.clone(), file, form: sent.form.get("form").to_owned() };
        match write(engine, &desk.caller, desk.now, &new).await? {
            Written::Done(id) => return Ok(desk.see_other(&format!("{PATH}/{id}"), Toast::Sent)),
            Written::Mend(problem) => problem_words(desk.words(), problem),
        }
    };
    let typed = Typed { address: Some(address), text, came, wrong: Some(wrong) };
    Ok(typed.came.wait_for(page(&desk, &to, &typed)))
}

fn page(desk: &Desk, to: &Addressee, typed: &Typed) -> DeskPage {
    let words = desk.words();
    let title = words.with("secure-desk-new", &[("name", &called(words, &to.name))]);
    let main = html! {
        div.narrow {
            p.crumb { a href=(of_person(to.id)) { (called(words, &to.name)) } }
            h1 { (title) }
            p.hint { (words.say("secure-desk-new-hint")) }
            @if let Some(wrong) = &typed.wrong { (alert(wrong)) }
            @if to.addresses.is_empty() {
                (empty(&words.say("secure-desk-no-address")))
            } @else {
                form method="post" action={ (PATH) "/new" } enctype="multipart/form-data" novalidate {
                    input type="hidden" name="person" value=(to.id);
                    input type="hidden" name="form" value=(to.form);
                    div.field {
                        label for="address" { (words.say("secure-desk-address")) }
                        select #address name="address" {
                            @for (id, address) in &to.addresses { option value=(id) selected[typed.address == Some(*id)] { (address) } }
                        }
                    }
                    div.field {
                        label for="text" { (words.say("secure-text")) }
                        textarea #text name="text" rows="9" required autocomplete="off" { "\n" (typed.text) }
                    }
                    (ticks(desk, &typed.came.files))
                    @if typed.came.files.len() < FILES {
                        div.field {
                            label for="file" { (words.say("secure-desk-attach")) }
                            input #file type="file" name="file";
                        }
                    }
                    button.button { (words.say("secure-desk-send")) }
                }
            }
        }
    };
    let page = desk.page(Place::Secure, &title, None, &main);
    if typed.wrong.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page }
}

fn problem_words(words: Words, problem: Problem) -> String {
    match problem {
        Problem::Missing => words.say("answer-missing"),
        Problem::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        Problem::NoAddress => words.say("secure-desk-no-address"),
        Problem::FileGone => words.say("file-gone"),
    }
}
