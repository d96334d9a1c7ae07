//! One's own mailbox: to connect it, how fetching what one shares goes, and to pause or disconnect it.

use crate::desk::parts::{Tone, alert, badge, line};
use crate::desk::{self, Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::router::Route;
use crate::system::ACCOUNT;
use crate::words::{Words, grouped};
use axum::http::StatusCode;
use engine::correspondence::own::{
    ConnectProblem, OwnMailbox, connect, disconnect, fetch_on, may_connect, own_mailbox,
};
use engine::{Failure, MAIL_PASSWORD_CHARACTERS, MAIL_USER_CHARACTERS, OwnMailboxes};
use maud::{Markup, html};

/// Where it stands.
const PATH: &str = "/desk/account/mailbox";

pub(super) fn routes() -> Vec<Route> {
    vec![
        (PATH.to_owned(), desk::get(show).merge(desk::post(&["user", "password"], join))),
        (format!("{PATH}/pause"), desk::post(&[], pause)),
        (format!("{PATH}/resume"), desk::post(&[], resume)),
        (format!("{PATH}/disconnect"), desk::post(&[], leave)),
    ]
}

/// What leads there from one's own account; nothing where no mailbox can be connected.
pub(crate) fn own_section(desk: &Desk) -> Markup {
    let words = desk.words();
    html! {
        @if may_connect(&desk.app.engine, &desk.caller) {
            h2 { (words.say("own-mail-title")) }
            p { (words.say("own-mail-about")) }
            p { a.button.quiet href=(PATH) { (words.say("own-mail-open")) } }
        }
    }
}

/// That one's own mailbox is not read, for Today.
pub(super) async fn own_late(desk: &Desk) -> Result<Markup, Failure> {
    if !may_connect(&desk.app.engine, &desk.caller) {
        return Ok(html! {});
    }
    let late = own_mailbox(&desk.app.engine, &desk.caller, desk.now).await?.filter(|mailbox| mailbox.is_late);
    Ok(html! {
        @if let Some(mailbox) = late {
            div.notice.bad role="alert" { p { a href=(PATH) { (fetched(desk, &mailbox)) } } }
        }
    })
}

async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, "", None).await
}

async fn join(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (user, password) = (form.get("user"), form.get("password"));
    Ok(match connect(&desk.app.engine, &desk.caller, desk.now, (user, password)).await? {
        None => desk.see_other(PATH, Toast::Saved),
        Some(problem) => page(&desk, user, Some(problem)).await?.status(StatusCode::UNPROCESSABLE_ENTITY),
    })
}

async fn pause(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    fetch_on(&desk.app.engine, &desk.caller, desk.now, false).await?;
    Ok(desk.see_other(PATH, Toast::Saved))
}

async fn resume(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    fetch_on(&desk.app.engine, &desk.caller, desk.now, true).await?;
    Ok(desk.see_other(PATH, Toast::Saved))
}

async fn leave(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    disconnect(&desk.app.engine, &desk.caller, desk.now).await?;
    Ok(desk.see_other(PATH, Toast::Removed))
}

async fn page(desk: &Desk, typed: &str, problem: Option<ConnectProblem>) -> Result<DeskPage, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    let server = engine.settings().own_mailboxes.as_ref().filter(|_| may_connect(engine, &desk.caller));
    let server = server.ok_or(Failure::NotFound)?;
    let mailbox = own_mailbox(engine, &desk.caller, desk.now).await?;
    let title = words.say("own-mail-title");
    let main = html! {
        div.prose {
            p.crumb { a href=(ACCOUNT) { (words.say("account-title")) } }
            h1 { (title) }
            p.lead { (words.with("own-mail-lead", &[("folder", &server.folder)])) }
            @if let Some(problem) = problem { (alert(&wrong(words, problem))) }
            @if let Some(mailbox) = &mailbox { (connected(desk, server, mailbox)) }
            @match &mailbox {
                Some(_) if !server.by_password => {},
                Some(mailbox) => details open[problem.is_some()] {
                    summary { (words.say("own-mail-change")) }
                    (form(words, server, if problem.is_some() { typed } else { &mailbox.user_name }))
                },
                None => (form(words, server, typed)),
            }
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main))
}

fn form(words: Words, server: &OwnMailboxes, user: &str) -> Markup {
    html! {
        form method="post" action=(PATH) novalidate autocomplete="off" {
            p { (words.with("own-mail-server", &[("host", &server.host)])) }
            @if server.by_password {
                (line(&words.say("own-mail-user"), "user", "text", user))
                (line(&words.say("own-mail-password"), "password", "password", ""))
                p.hint { (words.say("own-mail-password-hint")) }
            } @else { p.hint { (words.say("own-mail-token-hint")) } }
            div.actions { button.button { (words.say("own-mail-connect")) } }
        }
    }
}

fn connected(desk: &Desk, server: &OwnMailboxes, mailbox: &OwnMailbox) -> Markup {
    let words = desk.words();
    let (tone, key) = match mailbox {
        OwnMailbox { is_open: false, .. } => (Tone::Plain, "own-mail-paused"),
        OwnMailbox { is_late: true, .. } => (Tone::Bad, "mailboxes-late"),
        OwnMailbox { failure: Some(_), .. } => (Tone::Warn, "mailboxes-trouble"),
        OwnMailbox { worked_at: None, .. } => (Tone::Warn, "mailboxes-unread"),
        OwnMailbox { .. } => (Tone::Good, "mailboxes-fine"),
    };
    let post = |path: &str, key: &str| {
        html! { form method="post" action={ (PATH) "/" (path) } { button.button.quiet { (words.say(key)) } } }
    };
    html! {
        dl.facts {
            dt { (words.say("own-mail-user")) } dd { (mailbox.user_name) }
            dt { (words.say("own-mail-folder")) } dd { (server.folder) " " (badge(tone, &words.say(key))) }
            dt { (words.say("own-mail-state")) } dd { (fetched(desk, mailbox)) }
            dt { (words.say("own-mail-kept")) } dd { (grouped(mailbox.kept)) }
        }
        @if !mailbox.left.is_empty() {
            h2 { (words.say("own-mail-left")) }
            ul {
                @for left in &mailbox.left { li { (grouped(left.count)) " " (left.outcome) ": " (left.why) } }
            }
        }
        div.actions {
            @if mailbox.is_open { (post("pause", "own-mail-pause")) } @else { (post("resume", "own-mail-resume")) }
            (post("disconnect", "own-mail-disconnect"))
        }
        p.hint { (words.say("own-mail-disconnect-hint")) }
    }
}

/// When it was fetched last, and why it was not since.
fn fetched(desk: &Desk, mailbox: &OwnMailbox) -> String {
    let words = desk.words();
    let worked = match mailbox.worked_at {
        Some(at) => words.with("mailboxes-fetched", &[("ago", &words.ago(desk.now, at))]),
        None => words.say("mailboxes-never"),
    };
    match &mailbox.failure {
        Some(why) if mailbox.is_open => words.with("own-mail-because", &[("worked", &worked), ("why", why)]),
        Some(_) | None => worked,
    }
}

fn wrong(words: Words, problem: ConnectProblem) -> String {
    let most = |key, most: usize| words.with(key, &[("most", &most.to_string())]);
    match problem {
        ConnectProblem::NoUser => words.say("own-mail-no-user"),
        ConnectProblem::LongUser => most("own-mail-long-user", MAIL_USER_CHARACTERS),
        ConnectProblem::NoPassword => words.say("own-mail-no-password"),
        ConnectProblem::LongPassword => most("own-mail-long-password", MAIL_PASSWORD_CHARACTERS),
    }
}
