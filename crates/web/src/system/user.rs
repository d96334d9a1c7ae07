//! One user: the roles they have and from when to when, their teams, where they are signed in, and the end of it all.

use super::fields::{choice, day, from_to, held, typed_day};
use super::users::{PATH, name_of, state};
use crate::desk::parts::row;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::records::{of_entity, of_row};
use crate::website::version;
use axum::http::StatusCode;
use engine::system::{
    Access, AccessProblem, GrantLine, UserPage, end_access, end_grant, end_session, grant, grantable, user,
};
use engine::{Day, Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// What was typed and is to be mended.
#[derive(Default)]
struct Typed {
    role: String,
    from: String,
    to: String,
    on: Option<String>,
    grant: Option<String>,
    end: Option<String>,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, &Typed::default()).await
}

async fn page(desk: &Desk, typed: &Typed) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = user(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    let name = name_of(&found.line);
    let is_in = !matches!(found.line.access, Access::Ended(_));
    let main = html! {
        p.crumb { a href=(PATH) { (words.say("users-title")) } }
        header.title { h1 { (name) } (state(desk, &found.line)) }
        p.lead { (found.line.address) }
        h2 { (words.say("users-roles")) }
        @if found.grants.is_empty() { p.empty { (words.say("users-no-role")) } } @else {
            ul.rows { @for grant in &found.grants { li.row { (granted(desk, &found, grant)) } } }
        }
        @if is_in { (granting(desk, &found, typed)) }
        (teams(desk, &found))
        (sessions(desk, &found))
        @if is_in { (ending(desk, &found, typed)) }
    };
    Ok(desk.page(Place::SetUp, &name, None, &main))
}

fn granted(desk: &Desk, page: &UserPage, grant: &GrantLine) -> Markup {
    let words = desk.words();
    html! {
        span.who { strong { (grant.role) } }
        span.what {
            (from_to(words, grant.starts_on, grant.ends_on))
            @if !grant.granted_by.is_empty() { br; (words.with("grant-by", &[("name", &grant.granted_by)])) }
        }
        span.when {
            @if grant.is_over { span.badge { (words.say("grant-over")) } }
            @else if !grant.holds { span.badge.warn { (words.say("grant-coming")) } }
            @if grant.may_end {
                form method="post" action={ (PATH) "/" (page.line.id) "/ungrant" } {
                    input type="hidden" name="grant" value=(grant.id);
                    input type="hidden" name="version" value=(grant.version);
                    button.button.quiet.small aria-label=(words.with("grant-end-of", &[("role", &grant.role)])) {
                        (words.say("grant-end"))
                    }
                }
            }
        }
    }
}

fn granting(desk: &Desk, page: &UserPage, typed: &Typed) -> Markup {
    let words = desk.words();
    let roles = grantable(&desk.app.engine, &desk.caller);
    html! {
        h2 { (words.say("grant-title")) }
        form.narrow method="post" action={ (PATH) "/" (page.line.id) "/grant" } novalidate {
            (choice(words, "role", "grant-role", &roles, (&typed.role, typed.grant.as_deref())))
            (day(words, "from", "grant-from", &typed.from, None))
            (day(words, "to", "grant-to", &typed.to, None))
            p.hint { (words.say("grant-days")) }
            button.button { (words.say("grant-do")) }
        }
    }
}

fn teams(desk: &Desk, page: &UserPage) -> Markup {
    let words = desk.words();
    html! {
        h2 { (words.say("teams-title")) }
        @if page.teams.is_empty() { p.muted { (words.say("teams-none")) } } @else {
            ul.rows {
                @for team in &page.teams {
                    li {
                        @let when = html! { (from_to(words, team.starts_on, team.ends_on)) };
                        (row(&of_row("team_member", team.id), &html! { strong { (team.name) } }, &when, &html! {}))
                    }
                }
            }
        }
        div.actions { a.button.quiet href={ (of_entity("team_member")) "/new" } { (words.say("teams-add")) } }
    }
}

fn sessions(desk: &Desk, page: &UserPage) -> Markup {
    let words = desk.words();
    html! {
        h2 { (words.say("sessions-title")) }
        @if page.sessions.is_empty() { p.muted { (words.say("sessions-none")) } } @else {
            ul.rows {
                @for session in &page.sessions {
                    li.row {
                        span.who { (words.with("sessions-since", &[("moment", &words.moment(session.began_at))])) }
                        span.what {
                            (session.method)
                            @if let Some(device) = &session.device { ", " (device) }
                            br;
                            (words.with("sessions-seen", &[("ago", &words.ago(desk.now, session.seen_at))]))
                        }
                        span.when {
                            form method="post" action={ (PATH) "/" (page.line.id) "/end-session" } {
                                input type="hidden" name="session" value=(session.id);
                                button.button.quiet.small { (words.say("sessions-end")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ending(desk: &Desk, page: &UserPage, typed: &Typed) -> Markup {
    let words = desk.words();
    let on = typed.on.clone().unwrap_or_else(|| held(day_of(desk.now)));
    html! {
        h2 { (words.say("end-title")) }
        p { (words.say("end-text")) }
        form.narrow method="post" action={ (PATH) "/" (page.line.id) "/end" } novalidate {
            (day(words, "on", "end-on", &on, typed.end.as_deref()))
            button.button.danger { (words.say("end-do")) }
        }
    }
}

/// What stopped it, in words; what is no matter of words goes on.
fn wrong(desk: &Desk, problem: AccessProblem) -> Result<String, Failure> {
    let words = desk.words();
    Ok(words.say(match problem {
        AccessProblem::NoSuchRole => return Err(Failure::Stale),
        AccessProblem::NotTheirs => "grant-not-theirs",
        AccessProblem::HasIt => "grant-has-it",
        AccessProblem::Days => "grant-wrong-days",
        AccessProblem::LastOwner => "grant-last-owner",
        AccessProblem::Failed(failure) => return Err(failure),
    }))
}

fn back(id: RowId) -> DeskPage {
    DeskPage::see_other(&format!("{PATH}/{id}"))
}

async fn mend(desk: &Desk, typed: &Typed) -> Result<DeskPage, Failure> {
    Ok(page(desk, typed).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

pub(super) async fn give(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, words) = (desk.id()?, desk.words());
    let get = |field| form.get(field).to_owned();
    let mut typed = Typed { role: get("role"), from: get("from"), to: get("to"), ..Typed::default() };
    let days: Result<(Option<Day>, Option<Day>), ()> =
        typed_day(&typed.from).and_then(|from| Ok((from, typed_day(&typed.to)?)));
    let Ok(days) = days else {
        typed.grant = Some(words.say("not-a-day"));
        return mend(&desk, &typed).await;
    };
    match grant(&desk.app.engine, &desk.caller, desk.now, id, &typed.role, days).await {
        Ok(_) => Ok(back(id)),
        Err(problem) => {
            typed.grant = Some(wrong(&desk, problem)?);
            mend(&desk, &typed).await
        }
    }
}

pub(super) async fn take(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let grant = RowId::from_str(form.get("grant")).map_err(|_| Failure::NotFound)?;
    match end_grant(&desk.app.engine, &desk.caller, desk.now, (grant, version(&form)?)).await {
        Ok(()) => Ok(back(desk.id()?)),
        Err(problem) => {
            let typed = Typed { grant: Some(wrong(&desk, problem)?), ..Typed::default() };
            mend(&desk, &typed).await
        }
    }
}

pub(super) async fn sign_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let session = RowId::from_str(form.get("session")).map_err(|_| Failure::NotFound)?;
    end_session(&desk.app.engine, &desk.caller, desk.now, session).await?;
    Ok(back(desk.id()?))
}

pub(super) async fn end(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, words) = (desk.id()?, desk.words());
    let mut typed = Typed { on: Some(form.get("on").to_owned()), ..Typed::default() };
    let Ok(Some(on)) = typed_day(form.get("on")) else {
        typed.end = Some(words.say("not-a-day"));
        return mend(&desk, &typed).await;
    };
    match end_access(&desk.app.engine, &desk.caller, desk.now, id, on).await {
        Ok(()) => Ok(back(id)),
        Err(problem) => {
            typed.end = Some(wrong(&desk, problem)?);
            mend(&desk, &typed).await
        }
    }
}
