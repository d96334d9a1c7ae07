//! One's own account: the password, the second factor, and where one is signed in.

use super::choose::new_password;
use super::door::{Field, begun, field, see_other};
use super::enter::{SET_UP, code_field, recovery_field, shown, wait_words, with_next, wrong_code};
use super::passkeys;
use super::set_up::codes_page;
use crate::desk::parts::alert;
use crate::desk::{self, Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::router::Route;
use axum::http::StatusCode;
use engine::system::{
    Account, BadPassword, Choice, Guarded, NewPassword, SessionLine, Shown, account, change_password, end_session,
    end_sessions, may_invite, remove_app, renew_recovery, sessions,
};
use engine::{Failure, Moment};
use maud::{Markup, html};

/// Where it stands.
pub(crate) const PATH: &str = "/desk/account";
const PASSWORD: &str = "/desk/account/password";
const REMOVE: &str = "/desk/account/app/remove";
const RECOVERY: &str = "/desk/account/recovery";

pub(super) fn routes() -> Vec<Route> {
    vec![
        (PATH.to_owned(), desk::get(show)),
        (PASSWORD.to_owned(), desk::post(&["present", "password", "again"], change)),
        (REMOVE.to_owned(), desk::post(&["code", "recovery"], remove)),
        (RECOVERY.to_owned(), desk::post(&["code", "recovery"], renew)),
        (format!("{PATH}/sessions/end"), desk::post(&[], end_others)),
        (format!("{PATH}/sessions/{{id}}/end"), desk::post(&[], end_one)),
    ]
}

/// What went wrong, and with which of the forms.
enum Problem {
    None,
    Present(String),
    Password(BadPassword),
    Factor { is_recovery: bool, text: String },
    Other(String),
}

async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    view(&desk, &Problem::None).await
}

async fn change(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let app = &desk.app;
    let reckoner = app.reckoners.reckoner();
    let new = NewPassword { password: form.get("password"), again: form.get("again") };
    let (secret, source) = (desk.browser.secret(), desk.browser.source());
    let chosen = change_password(&app.engine, desk.now, secret, (form.get("present"), new), &source, &reckoner).await?;
    let words = desk.words();
    let (status, problem) = match chosen {
        Choice::Chosen(session) => {
            let to = see_other(&format!("{PATH}?done=password"));
            return Ok(DeskPage::whole(begun(app, to, &session.secret, None)));
        }
        Choice::Bad(bad) => (StatusCode::UNPROCESSABLE_ENTITY, Problem::Password(bad)),
        Choice::Refused => (StatusCode::UNPROCESSABLE_ENTITY, Problem::Present(words.say("account-wrong-password"))),
        Choice::Wait(until) => (StatusCode::TOO_MANY_REQUESTS, Problem::Other(waits(&desk, until))),
        Choice::Busy => (StatusCode::SERVICE_UNAVAILABLE, Problem::Other(words.say("enter-busy"))),
        Choice::NotFresh => (StatusCode::FORBIDDEN, Problem::Other(words.say("account-not-fresh"))),
        Choice::Gone => return Err(Failure::Stale),
    };
    Ok(view(&desk, &problem).await?.status(status))
}

async fn remove(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (secret, source, shown) = (desk.browser.secret(), desk.browser.source(), shown(&form));
    let done = remove_app(&desk.app.engine, desk.now, secret, shown, &source).await?;
    guarded(&desk, done, shown).await
}

async fn renew(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (secret, source, shown) = (desk.browser.secret(), desk.browser.source(), shown(&form));
    let done = renew_recovery(&desk.app.engine, desk.now, secret, shown, &source).await?;
    guarded(&desk, done, shown).await
}

/// The answer to what a code was shown for.
async fn guarded(desk: &Desk, done: Guarded, shown: Shown<'_>) -> Result<DeskPage, Failure> {
    let app = &desk.app;
    let is_recovery = matches!(shown, Shown::Recovery(_));
    let (status, text) = match done {
        Guarded::Done { begun: session, codes, known_device } => {
            let answer = if codes.is_empty() {
                see_other(&format!("{PATH}?done=removed"))
            } else {
                codes_page(app, desk.caller.language, &codes, PATH)
            };
            return Ok(DeskPage::whole(begun(app, answer, &session.secret, Some(&known_device))));
        }
        Guarded::Refused => (StatusCode::UNPROCESSABLE_ENTITY, wrong_code(desk.words(), is_recovery)),
        Guarded::Wait(until) => (StatusCode::TOO_MANY_REQUESTS, waits(desk, until)),
        Guarded::Gone => return Err(Failure::Stale),
    };
    Ok(view(desk, &Problem::Factor { is_recovery, text }).await?.status(status))
}

fn waits(desk: &Desk, until: Moment) -> String {
    wait_words(desk.words(), desk.now, until)
}

async fn end_one(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    end_session(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(PATH))
}

async fn end_others(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let user = desk.caller.user.ok_or(Failure::Denied)?;
    end_sessions(&desk.app.engine, &desk.caller, desk.now, user, Some(desk.browser.secret())).await?;
    Ok(DeskPage::see_other(PATH))
}

async fn view(desk: &Desk, problem: &Problem) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let own = account(engine, desk.now, &desk.caller).await?;
    let lines = sessions(engine, &desk.caller, desk.now, own.user, Some(desk.browser.secret())).await?;
    let done = match desk.query("done").as_deref() {
        Some("password") => Some("account-done-password"),
        Some("removed") => Some("account-done-removed"),
        Some(_) | None => None,
    };
    let title = words.say("account-title");
    let main = html! {
        div.prose {
            h1 { (title) }
            @if let Some(done) = done { div.notice role="status" { p { (words.say(done)) } } }
            @if let Problem::Other(text) = problem { (alert(text)) }
            dl {
                dt { (words.say("field-name")) } dd { (own.name) }
                dt { (words.say("enter-address")) } dd { (own.address) }
            }
            (password(desk, &own, problem))
            (factor(desk, &own, problem))
            (passkeys::account_section(words))
            (crate::correspondence::own_section(desk))
            h2 { (words.say("account-sessions")) }
            p { (words.say("account-sessions-lead")) }
        }
        ul.rows { @for session in &lines { li.row { (line(desk, session)) } } }
        @if lines.len() > 1 {
            form.actions method="post" action={ (PATH) "/sessions/end" } {
                button.button.quiet { (words.say("account-end-others")) }
            }
        }
        @if may_invite(engine, &desk.caller) {
            p { a href=(super::invite::PATH) { (words.say("invite-title")) } }
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main))
}

fn password(desk: &Desk, own: &Account, problem: &Problem) -> Markup {
    let words = desk.words();
    let (bad, present) = match problem {
        Problem::Password(bad) => (Some(*bad), None),
        Problem::Present(text) => (None, Some(text.clone())),
        Problem::None | Problem::Factor { .. } | Problem::Other(_) => (None, None),
    };
    html! {
        h2 { (words.say("enter-password")) }
        @match own.password_since {
            Some(since) => p { (words.with("account-password-since", &[("moment", &words.moment(since))])) },
            None => p { (words.say("account-no-password")) },
        }
        details open[bad.is_some() || present.is_some()] {
            summary { (words.say(if own.password_since.is_some() { "account-change" } else { "account-choose" })) }
            form method="post" action=(PASSWORD) novalidate {
                @if own.password_since.is_some() {
                    (field(&Field {
                        name: "present",
                        kind: "password",
                        autocomplete: "current-password",
                        label: words.say("account-present"),
                        hint: None,
                        value: "",
                        error: present,
                    }))
                }
                (new_password(words, bad))
                div.actions { button.button { (words.say("choose-button")) } }
            }
        }
    }
}

fn factor(desk: &Desk, own: &Account, problem: &Problem) -> Markup {
    let words = desk.words();
    let Some(since) = own.app_since else {
        return html! {
            h2 { (words.say("account-factor")) }
            p { (words.say("account-no-factor")) }
            @if own.is_fresh {
                p { a.button href=(with_next(SET_UP, PATH)) { (words.say("account-set-up")) } }
            } @else { p { (words.say("account-not-fresh")) } }
        };
    };
    let (of_app, of_recovery) = match problem {
        Problem::Factor { is_recovery: false, text } => (Some(text.clone()), None),
        Problem::Factor { is_recovery: true, text } => (None, Some(text.clone())),
        Problem::None | Problem::Present(_) | Problem::Password(_) | Problem::Other(_) => (None, None),
    };
    html! {
        h2 { (words.say("account-factor")) }
        p { (words.with("account-factor-since", &[("moment", &words.moment(since))])) }
        p { (words.with("account-recovery-left", &[("codes", &own.recovery_left.to_string())])) }
        details open[of_app.is_some() || of_recovery.is_some()] {
            summary { (words.say("account-factor-change")) }
            p { (words.say(if own.is_demanded { "account-remove-demanded" } else { "account-remove-lead" })) }
            form method="post" action=(RECOVERY) novalidate {
                (code_field(words, of_app))
                (recovery_field(words, of_recovery))
                div.actions {
                    button.button { (words.say("account-renew")) }
                    button.button.quiet formaction=(REMOVE) { (words.say("account-remove")) }
                }
            }
        }
    }
}

fn line(desk: &Desk, session: &SessionLine) -> Markup {
    let words = desk.words();
    let device = session.device.clone().unwrap_or_else(|| words.say("account-device-unknown"));
    let told = [("moment", words.moment(session.began_at)), ("method", session.method.clone())];
    let told: Vec<(&str, &str)> = told.iter().map(|(key, value)| (*key, value.as_str())).collect();
    html! {
        span.who { strong { (device) } @if session.is_this { span.badge.good { (words.say("account-this")) } } }
        span.what {
            (words.with("account-session-began", &told)) br;
            (words.with("account-session-seen", &[("ago", &words.ago(desk.now, session.seen_at))]))
        }
        span.when {
            form method="post" action={ (PATH) "/sessions/" (session.id) "/end" } {
                button.button.quiet.small { (words.say("account-end")) }
            }
        }
    }
}
