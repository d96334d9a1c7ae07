//! Mail that is sealed: the notice in its conversation, its page, and what is done with it there.

use crate::desk::parts::{Tone, badge, row};
use crate::desk::{Desk, DeskPage, Place, Toast, get, post};
use crate::form_body::Form;
use crate::records::of_row;
use crate::router::Route;
use crate::support;
use crate::website::version;
use crate::words::Words;
use engine::correspondence::sealed::{
    Found, State, View, clear as open_again, remove as take_away, seal_by_hand, view, waiting,
};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// Where they stand on the desk.
pub(crate) const PATH: &str = "/desk/sealed";

pub(super) fn desk_routes() -> Vec<Route> {
    let at = |rest: &str| format!("{PATH}/{{id}}{rest}");
    vec![
        (at(""), get(show)),
        (at("/clear"), post(&["version"], clear)),
        (at("/remove"), post(&["version"], remove)),
        ("/desk/mails/{id}/seal".to_owned(), post(&[], seal)),
    ]
}

/// In a conversation: that the mail is sealed, and the way to it for whoever may open it.
pub(crate) fn notice(words: Words, sealed: Option<(RowId, bool)>) -> Markup {
    html! {
        @if let Some((id, may_open)) = sealed {
            div.notice {
                @if may_open {
                    p { (words.say("sealed-here")) }
                    a.button.quiet.small href={ (PATH) "/" (id) } { (words.say("sealed-open")) }
                } @else {
                    p { (words.say("sealed-not-yours")) }
                }
            }
        }
    }
}

/// In a conversation: a mail that may hold what is too sensitive, and the button that seals it.
pub(crate) fn may_be_sealed(words: Words, mail: RowId, doubtful: bool) -> Markup {
    html! {
        form.inline method="post" action={ "/desk/mails/" (mail) "/seal" } {
            @if doubtful { (badge(Tone::Warn, &words.say("sealed-doubtful"))) " " }
            button.plain { (words.say("sealed-seal")) }
        }
    }
}

/// What waits to be judged, below the secure messages.
pub(super) async fn list(desk: &Desk) -> Result<Markup, Failure> {
    let words = desk.words();
    let found = waiting(&desk.app.engine, &desk.caller).await?;
    Ok(html! {
        @if !found.is_empty() {
            h2 { (words.say("sealed-title")) }
            ul.rows {
                @for line in &found {
                    @let when = html! { span.muted { (words.ago(desk.now, line.found_at)) } };
                    @let what = html! { (found_words(words, line.found)) };
                    li { (row(&format!("{PATH}/{}", line.id), &html! { strong { (words.say("sealed-one")) } }, &what, &when)) }
                }
            }
        }
    })
}

fn found_words(words: Words, found: Found) -> String {
    words.say(match found {
        Found::NationalId => "sealed-national-id",
        Found::Account => "sealed-account",
        Found::Words => "sealed-words",
        Found::ByHand => "sealed-by-hand",
    })
}

async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = view(&desk.app.engine, &desk.caller, desk.id()?).await?;
    let title = words.say("sealed-one");
    let main = html! {
        p.crumb { a href=(super::SECURE) { (words.say("nav-secure")) } }
        h1 { (title) }
        p.hint { (words.say("sealed-lead")) }
        dl.facts {
            dt { (words.say("sealed-why")) } dd { (found_words(words, found.line.found)) }
            dt { (words.say("sealed-since")) } dd { (words.moment(found.line.found_at)) }
            @if let Some(case) = found.case {
                dt { (words.say("sealed-case")) } dd { a href=(support::of_case(case)) { (words.say("case-back")) } }
            }
        }
        @if found.state == State::Waiting { (inside(words, &found)) } @else { p { (words.say("sealed-judged")) } }
    };
    Ok(desk.page(Place::Secure, &title, None, &main))
}

fn inside(words: Words, found: &View) -> Markup {
    let at = format!("{PATH}/{}", found.line.id);
    let button = |does: &str, class: &str, name: String| {
        html! {
            form.inline method="post" action={ (at) (does) } {
                input type="hidden" name="version" value=(found.version);
                button class=(class) { (name) }
            }
        }
    };
    html! {
        div.entry {
            p { strong { (found.subject) } }
            p.written { (found.text) }
            @if !found.files.is_empty() { ul { @for name in &found.files { li { (name) } } } }
            @if found.has_original {
                p { a href={ (of_row("sealed_mail", found.line.id)) "/files/original" } { (words.say("case-original-file")) } }
            }
        }
        div.actions {
            (button("/clear", "button quiet", words.say("sealed-clear")))
            (button("/remove", "button danger", words.say("sealed-remove")))
        }
        p.hint { (words.say("sealed-hint")) }
    }
}

fn back(desk: &Desk, case: Option<RowId>, said: Toast) -> DeskPage {
    let path = case.map_or_else(|| super::SECURE.to_owned(), support::of_case);
    desk.see_other(&path, said)
}

async fn clear(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let at = (desk.id()?, version(&form)?);
    let case = open_again(&desk.app.engine, &desk.caller, desk.now, at).await?;
    Ok(back(&desk, case, Toast::Saved))
}

async fn remove(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let at = (desk.id()?, version(&form)?);
    let case = take_away(&desk.app.engine, &desk.caller, desk.now, at).await?;
    Ok(back(&desk, case, Toast::Removed))
}

async fn seal(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let case = seal_by_hand(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(back(&desk, case, Toast::Saved))
}
