//! The page on which a person follows the request, behind a link that only they have. What changes anything is a button.

use super::confirm::{gone, secret};
use super::say;
use crate::public::{Frame, PublicPage, Sent, Visit, contact_block, frame, unavailable};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::documents::iso_day;
use engine::requests::{Followed, Outcome, Parcel, State, fetch, follow, take_back};
use maud::{Markup, html};

pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/rettigheter/krav",
        Language::En => "/your-rights/request",
    }
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    let app = &visit.app;
    let words = Words(language);
    let found = match follow(&app.engine, app.now(), secret(visit.uri.path()), language).await {
        Ok(Some(found)) => found,
        Ok(None) => return gone(app, language),
        Err(failure) => return unavailable(app, language, &failure),
    };
    let title = words.with("rights-follow-title", &[("number", &found.number.to_string())]);
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (state_words(words, &found)) }
            (facts(words, &found))
            (parcel(words, visit.uri.path(), &found))
            @if found.state != State::Answered {
                form method="post" action=(visit.uri.path()) {
                    input type="hidden" name="do" value="withdraw";
                    button.button.quiet { (words.say("rights-take-back")) }
                }
            }
            p.hint { (words.say("rights-follow-hint")) }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    // It is a person's own page: no browser keeps it.
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::OK)
}

/// Fetches the package, or takes the request back.
pub(super) async fn act(sent: Sent, language: Language) -> PublicPage {
    let (app, path) = (&sent.app, sent.uri.path());
    if sent.form.get("do") == "package" {
        return match fetch(&app.engine, app.now(), secret(path), language).await {
            Ok(Some(bytes)) => {
                let word = match language {
                    Language::Nb => "innsyn",
                    Language::En => "access",
                };
                let name = format!("{word}-{}.zip", iso_day(engine::day_of(app.now())));
                PublicPage::file(&name, "application/zip", bytes)
            }
            Ok(None) => gone(app, language),
            Err(failure) => unavailable(app, language, &failure),
        };
    }
    match take_back(&app.engine, app.now(), secret(path)).await {
        Ok(true) => PublicPage::see_other(path),
        Ok(false) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

fn state_words(words: Words, found: &Followed) -> String {
    match (found.state, &found.more) {
        (State::Identity, Some(more)) => more.clone(),
        (State::New | State::Identity | State::Working, _) => {
            words.with("rights-follow-working", &[("day", &words.day(found.due))])
        }
        (State::Answered, _) => words.say("rights-follow-answered"),
    }
}

fn facts(words: Words, found: &Followed) -> Markup {
    html! {
        dl.facts {
            dt { (words.say("rights-asked-for")) } dd { (found.kind) }
            dt { (words.say("rights-came")) } dd { (words.moment(found.received_at)) }
            @if found.state != State::Answered {
                dt { (words.say("rights-due")) } dd { (words.day(found.due)) }
            }
            @if let Some(why) = &found.extended_why { dt { (words.say("rights-longer")) } dd { (why) } }
            @if let Some(outcome) = found.outcome { dt { (words.say("rights-outcome")) } dd { (say::outcome(words, outcome)) } }
            @if let Some(reason) = &found.reason { dt { (words.say("rights-reason")) } dd.written { (reason) } }
            @if let Some(at) = found.answered_at { dt { (words.say("rights-answered")) } dd { (words.moment(at)) } }
            @if let Some(receipt) = &found.receipt { dt { (words.say("rights-receipt")) } dd { (receipt) } }
        }
        @if matches!(found.outcome, Some(Outcome::Refused | Outcome::Partly)) {
            p { (words.say("rights-complain")) }
        }
    }
}

fn parcel(words: Words, path: &str, found: &Followed) -> Markup {
    match found.package {
        Parcel::None => html! {},
        Parcel::Over => html! { p { (words.say("rights-package-over")) } },
        Parcel::Waiting => html! { p { (words.say("rights-package-waits")) } },
        Parcel::ByHand => html! { p { (words.say("rights-package-by-hand")) } },
        Parcel::Ready(until) => html! {
            form method="post" action=(path) {
                input type="hidden" name="do" value="package";
                p { (words.with("rights-package-until", &[("moment", &words.moment(until))])) }
                button.button { (words.say("rights-package")) }
            }
        },
    }
}
