//! What the authority, the customer or those affected are told: shown first, mended by whoever sends it, stored as it was given.

use super::{DESK, say};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::breaches::{Notice, Obstacle, Receiver, Step, Told, View, breach, draft, notify, reachable, tell_people};
use engine::documents::local_time;
use engine::{Failure, Language};
use maud::{Markup, html};

pub(super) const FIELDS: [&str; 9] =
    ["version", "language", "subject", "text", "at", "reference", "late", "subject2", "text2"];

/// What stands in the form.
struct Typed {
    language: Language,
    /// A subject and a text; for those affected, in Norwegian.
    first: (String, String),
    /// The same in English, for those affected.
    second: (String, String),
    at: String,
    reference: String,
    late: String,
}

pub(super) async fn show(desk: Desk, receiver: Receiver) -> Result<DeskPage, Failure> {
    let wanted = desk.query("language").and_then(|tag| Language::from_tag(&tag));
    let language = wanted.unwrap_or(match receiver {
        Receiver::People => Language::Nb,
        Receiver::Authority | Receiver::Customer => desk.caller.language,
    });
    let first = drafted(&desk, receiver, language).await?;
    let second = drafted(&desk, receiver, Language::En).await?;
    let typed = Typed {
        language,
        first: (first.subject, first.text),
        second: (second.subject, second.text),
        at: local_time(desk.now),
        reference: String::new(),
        late: String::new(),
    };
    page(&desk, receiver, &typed, &first.missing, None).await
}

async fn drafted(desk: &Desk, receiver: Receiver, language: Language) -> Result<Notice, Failure> {
    draft(&desk.app.engine, &desk.caller, desk.now, desk.id()?, (receiver, language)).await
}

pub(super) async fn tell(desk: Desk, form: Form, receiver: Receiver) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let get = |name| form.get(name).to_owned();
    let typed = Typed {
        language: Language::from_tag(form.get("language")).unwrap_or(desk.caller.language),
        first: (get("subject"), get("text")),
        second: (get("subject2"), get("text2")),
        at: get("at"),
        reference: get("reference"),
        late: get("late"),
    };
    let at = (id, version(&form)?);
    let engine = &desk.app.engine;
    let obstacle = match receiver {
        Receiver::People => {
            let texts = [
                (Language::Nb, typed.first.0.clone(), typed.first.1.clone()),
                (Language::En, typed.second.0.clone(), typed.second.1.clone()),
            ];
            tell_people(engine, &desk.caller, desk.now, at, &texts).await?.err()
        }
        Receiver::Authority | Receiver::Customer => {
            let told = Told {
                receiver,
                at: say::typed_moment(&typed.at),
                reference: typed.reference.clone(),
                late_why: typed.late.clone(),
                language: typed.language,
                subject: typed.first.0.clone(),
                text: typed.first.1.clone(),
            };
            match notify(engine, &desk.caller, desk.now, at, &told).await? {
                Step::Done => None,
                Step::Not(obstacle) => Some(obstacle),
            }
        }
    };
    match obstacle {
        None => Ok(DeskPage::see_other(&format!("{DESK}/{id}"))),
        Some(obstacle) => page(&desk, receiver, &typed, &[], Some(obstacle)).await,
    }
}

async fn page(
    desk: &Desk,
    receiver: Receiver,
    typed: &Typed,
    missing: &[String],
    obstacle: Option<Obstacle>,
) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let id = desk.id()?;
    let view = breach(&desk.app.engine, &desk.caller, id, desk.now).await?;
    if !view.may_write {
        return Err(Failure::Denied);
    }
    let (title, lead, rest) = match receiver {
        Receiver::Authority => ("told-authority", "write-authority-lead", "/authority"),
        Receiver::Customer => ("told-customer", "write-customer-lead", "/customer"),
        Receiver::People => ("told-people", "write-people-lead", "/people"),
    };
    let title = words.say(title);
    let main = html! {
        p.crumb { a href={ (DESK) "/" (id) } { (words.with("breach-number", &[("number", &view.number.to_string())])) } }
        h1 { (title) }
        p.lead { (words.say(lead)) }
        (say::against(words, obstacle))
        @if !missing.is_empty() {
            div.notice role="status" {
                p { strong { (words.say("write-missing")) } }
                ul { @for what in missing { li { (what) } } }
            }
        }
        @match receiver {
            Receiver::People => (to_people(desk, &view, typed).await?),
            Receiver::Authority | Receiver::Customer => (to_one(words, &view, typed, rest)),
        }
    };
    let page = desk.page(Place::Breaches, &title, None, &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn to_one(words: Words, view: &View, typed: &Typed, rest: &str) -> Markup {
    let other = Language::ALL.into_iter().find(|other| *other != typed.language).unwrap_or(typed.language);
    html! {
        p { a href={ (DESK) "/" (view.id) (rest) "?language=" (other.tag()) } { (words.say(in_language(other))) } }
        form method="post" action={ (DESK) "/" (view.id) (rest) } novalidate {
            input type="hidden" name="version" value=(view.version);
            input type="hidden" name="language" value=(typed.language.tag());
            (say::line(&words.say("write-subject"), "subject", "text", &typed.first.0))
            (say::area(&words.say("write-text"), Some(&words.say("breach-name-nobody")), "text", 24, &typed.first.1))
            (say::line(&words.say("write-at"), "at", "datetime-local", &typed.at))
            (say::line(&words.say("write-reference"), "reference", "text", &typed.reference))
            (say::line(&words.say("write-late"), "late", "text", &typed.late))
            button.button { (words.say("write-told")) }
        }
    }
}

fn in_language(language: Language) -> &'static str {
    match language {
        Language::Nb => "write-in-norwegian",
        Language::En => "write-in-english",
    }
}

async fn to_people(desk: &Desk, view: &View, typed: &Typed) -> Result<Markup, Failure> {
    let words = desk.words();
    let reach = reachable(&desk.app.engine, &desk.caller, view.id, desk.now).await?;
    let counts = [("mails", reach.mails.to_string()), ("without", reach.without.to_string())];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    Ok(html! {
        p { (words.with("write-reach", &counts)) }
        @if reach.without > 0 {
            p { a href={ (DESK) "/" (view.id) "/affected?which=left" } { (words.say("write-without")) } }
        }
        form method="post" action={ (DESK) "/" (view.id) "/people" } novalidate {
            input type="hidden" name="version" value=(view.version);
            h2 { (words.say("language-nb")) }
            (say::line(&words.say("write-subject"), "subject", "text", &typed.first.0))
            (say::area(&words.say("write-text"), Some(&words.say("breach-name-nobody")), "text", 20, &typed.first.1))
            h2 { (words.say("language-en")) }
            (say::line(&words.say("write-subject"), "subject2", "text", &typed.second.0))
            (say::area(&words.say("write-text"), Some(&words.say("write-english")), "text2", 20, &typed.second.1))
            button.button disabled[reach.mails == 0] { (words.with("write-send", &counts)) }
        }
    })
}
