//! Entering a request that came by telephone, letter, mail or in a meeting.

use super::request::authority_words;
use super::{DESK, say};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::documents::{iso_day, read_day};
use engine::requests::{Added, Authority, CameBy, Entry, Identity, Kind, Wrong, add as enter, from_contact as make};
use engine::{Failure, Language, day_of};
use maud::{Markup, html};

pub(super) const FIELDS: [&str; 10] =
    ["person", "name", "kind", "came-by", "received", "text", "language", "on-behalf", "authority", "identity"];

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let entry = Entry {
        person: desk.query("person").unwrap_or_default(),
        name: String::new(),
        kind: Kind::Access,
        came_by: CameBy::Phone,
        received_on: day_of(desk.now),
        text: String::new(),
        language: desk.caller.language,
        on_behalf: String::new(),
        authority: None,
        identity: Identity::Open,
    };
    // Whoever may not see requests is told so, and not shown a form.
    engine::requests::requests(&desk.app.engine, &desk.caller, engine::requests::Which::Waiting, day_of(desk.now))
        .await?;
    Ok(page(&desk, &entry, None))
}

pub(super) async fn add(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let get = |field| form.get(field).to_owned();
    let one = |all: &'static [Identity]| all.iter().copied().find(|one| one.key() == form.get("identity"));
    let entry = Entry {
        person: get("person"),
        name: get("name"),
        kind: kind(&form)?,
        came_by: CameBy::ALL.iter().copied().find(|one| one.key() == form.get("came-by")).ok_or(Failure::Stale)?,
        received_on: read_day(form.get("received")).unwrap_or(engine::Day(i32::MIN)),
        text: get("text"),
        language: Language::from_tag(form.get("language")).unwrap_or(desk.caller.language),
        on_behalf: get("on-behalf"),
        authority: Authority::ALL.iter().copied().find(|one| one.key() == form.get("authority")),
        identity: one(Identity::ALL).unwrap_or(Identity::Open),
    };
    match enter(&desk.app.engine, &desk.caller, desk.now, &entry).await? {
        Added::Done(id) => Ok(DeskPage::see_other(&format!("{DESK}/{id}"))),
        Added::Mend(wrong) => Ok(page(&desk, &entry, Some(&wrong)).status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

fn kind(form: &Form) -> Result<Kind, Failure> {
    Kind::ALL.iter().copied().find(|kind| kind.key() == form.get("kind")).ok_or(Failure::Stale)
}

/// Makes a request of a message from the contact form.
pub(super) async fn from_contact(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (version, kind) = (version(&form)?, kind(&form)?);
    let id = make(&desk.app.engine, &desk.caller, desk.now, desk.id()?, version, kind).await?;
    Ok(DeskPage::see_other(&format!("{DESK}/{id}")))
}

fn page(desk: &Desk, entry: &Entry, wrong: Option<&Wrong>) -> DeskPage {
    let words = desk.words();
    let title = words.say("persons-new");
    let main = html! {
        p.crumb { a href=(DESK) { (words.say("persons-title")) } }
        h1 { (title) }
        @if let Some(wrong) = wrong {
            div.notice.bad role="alert" { h2 { (words.say("obstacle-title")) } (wrong_words(words, wrong)) }
        }
        form.narrow method="post" action={ (DESK) "/new" } novalidate {
            (line(words, "person", "add-person", Some("add-person-hint"), &entry.person))
            (line(words, "name", "add-name", None, &entry.name))
            (select(words, "kind", "from-kind", Kind::ALL.iter().map(|it| (it.key(), say::wish(words, *it), *it == entry.kind))))
            (select(words, "came-by", "persons-came-by", CameBy::ALL.iter().map(|it| (it.key(), say::came_by(words, *it), *it == entry.came_by))))
            div.field {
                label for="received" { (words.say("rights-came")) }
                input #received name="received" type="date" value=(iso_day(entry.received_on));
            }
            div.field {
                label for="text" { (words.say("persons-asked")) }
                textarea #text name="text" rows="5" { "\n" (entry.text) }
            }
            (select(words, "language", "request-language", Language::ALL.into_iter().map(|it| (it.tag(), language(words, it), it == entry.language))))
            (select(words, "identity", "persons-identity", identities(words, entry)))
            p.hint { (words.say("identity-hint")) }
            (line(words, "on-behalf", "persons-on-behalf", None, &entry.on_behalf))
            (select(words, "authority", "persons-authority", authorities(words, entry)))
            button.button { (words.say("add-do")) }
        }
    };
    desk.page(Place::Persons, &title, None, &main)
}

fn identities(words: Words, entry: &Entry) -> impl Iterator<Item = (&'static str, String, bool)> {
    let chosen = entry.identity;
    let may = [Identity::Open, Identity::Known, Identity::InPerson, Identity::SignedIn];
    may.into_iter().map(move |it| (it.key(), say::identity(words, it), it == chosen))
}

fn authorities(words: Words, entry: &Entry) -> impl Iterator<Item = (&'static str, String, bool)> {
    let chosen = entry.authority;
    let none = std::iter::once(("", words.say("authority-none"), chosen.is_none()));
    none.chain(Authority::ALL.iter().map(move |it| (it.key(), authority_words(words, *it), chosen == Some(*it))))
}

fn line(words: Words, name: &str, label: &str, hint: Option<&str>, value: &str) -> Markup {
    let id = hint.map(|_| format!("{name}-hint"));
    html! {
        div.field {
            label for=(name) { (words.say(label)) }
            @if let (Some(hint), Some(id)) = (hint, &id) { p.hint id=(id) { (words.say(hint)) } }
            input id=(name) name=(name) type="text" value=(value) aria-describedby=[id];
        }
    }
}

fn select(words: Words, name: &str, label: &str, of: impl Iterator<Item = (&'static str, String, bool)>) -> Markup {
    html! {
        div.field {
            label for=(name) { (words.say(label)) }
            select id=(name) name=(name) {
                @for (value, text, chosen) in of { option value=(value) selected[chosen] { (text) } }
            }
        }
    }
}

fn language(words: Words, language: Language) -> String {
    words.say(match language {
        Language::Nb => "language-nb",
        Language::En => "language-en",
    })
}

fn wrong_words(words: Words, wrong: &Wrong) -> Markup {
    match wrong {
        Wrong::Several(people) => html! {
            p { (words.say("add-several")) }
            ul { @for person in people { li { a href=(of_person(*person)) { (person) } } } }
        },
        Wrong::Nobody => html! { p { (words.say("add-nobody")) } },
        Wrong::Day => html! { p { (words.say("add-day")) } },
        Wrong::TooLong(characters) => {
            html! { p { (words.with("too-long", &[("characters", &characters.to_string())])) } }
        }
        Wrong::NotText => html! { p { (words.say("not-text")) } },
        Wrong::Code => html! { p { (words.say("obstacle-identity")) } },
    }
}
