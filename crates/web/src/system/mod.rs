//! System: signing in and out, one's own account, invitations; the only place that sets a cookie. Who may come in and as what, the
//! tokens of programs, the jobs that were given up, and the page that leads to all that is set up.

mod account;
mod choose;
pub(crate) mod cookie;
mod door;
mod enter;
mod fields;
mod invite;
mod jobs;
mod next;
mod overview;
mod passkeys;
mod reckon;
mod roles;
mod set_up;
mod sign_in;
mod sign_on;
mod tokens;
mod user;
mod users;

pub(crate) use account::PATH as ACCOUNT;
pub(crate) use door::Browser;
pub(crate) use enter::{CODE, SET_UP, sign_in_page, with_next};
pub(crate) use jobs::PATH as JOBS;
pub(crate) use overview::PATH as OVERVIEW;
pub(crate) use reckon::Reckoners;
pub(crate) use roles::{PATH as ROLES, banner};
pub(crate) use users::PATH as USERS;

use crate::desk;
use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = door_routes();
    routes.extend(access_routes());
    routes.extend(account::routes());
    routes.extend(invite::routes());
    routes.extend(passkeys::routes());
    routes.extend(sign_on::routes());
    routes.extend([
        (jobs::PATH.to_owned(), desk::get(jobs::list)),
        (format!("{}/{{id}}/again", jobs::PATH), desk::post(&[], jobs::again)),
        (format!("{}/{{id}}/drop", jobs::PATH), desk::post(&[], jobs::drop)),
    ]);
    routes
}

/// Routes for those who are not in yet.
fn door_routes() -> Vec<Route> {
    let choose = || door::get(choose::show).merge(door::post(&choose::FIELDS, choose::choose));
    vec![
        (enter::PATH.to_owned(), door::get(enter::show).merge(door::post(&enter::FIELDS, enter::enter))),
        (enter::CODE.to_owned(), door::get(enter::show_code).merge(door::post(&enter::CODE_FIELDS, enter::check_code))),
        (enter::SET_UP.to_owned(), door::get(set_up::show).merge(door::post(&set_up::FIELDS, set_up::confirm))),
        (
            enter::FORGOTTEN.to_owned(),
            door::get(choose::ask).merge(door::post(&choose::FORGOTTEN_FIELDS, choose::send)),
        ),
        (choose::SENT.to_owned(), door::get(choose::sent)),
        ("/sign-in/new-password/{secret}".to_owned(), choose()),
        ("/welcome/{secret}".to_owned(), choose()),
        ("/sign-in/{secret}".to_owned(), routing::get(sign_in::ask).post(sign_in::sign_in)),
        ("/sign-out".to_owned(), routing::post(sign_in::sign_out)),
    ]
}

/// Routes about who may come in, and as what.
fn access_routes() -> Vec<Route> {
    let token = &["name", "activity", "may", "entities", "expires"];
    vec![
        (overview::PATH.to_owned(), desk::get(overview::show)),
        (users::PATH.to_owned(), desk::get(users::list)),
        (format!("{}/{{id}}", users::PATH), desk::get(user::show)),
        (format!("{}/{{id}}/grant", users::PATH), desk::post(&["role", "from", "to"], user::give)),
        (format!("{}/{{id}}/ungrant", users::PATH), desk::post(&["grant", "version"], user::take)),
        (format!("{}/{{id}}/end-session", users::PATH), desk::post(&["session"], user::sign_out)),
        (format!("{}/{{id}}/end", users::PATH), desk::post(&["on"], user::end)),
        (format!("{}/emergency/{{id}}", users::PATH), desk::post(&["version", "right", "note"], users::judge)),
        (roles::PATH.to_owned(), desk::get(roles::show)),
        (format!("{}/act", roles::PATH), desk::post_of(|desk| Ok(roles::boxes(desk)), roles::act)),
        (format!("{}/emergency", roles::PATH), desk::post(&["role", "hours", "reason"], roles::take)),
        (format!("{}/emergency/{{id}}/back", roles::PATH), desk::post(&[], roles::back)),
        (tokens::PATH.to_owned(), desk::get(tokens::show).merge(desk::post(token, tokens::make))),
        (format!("{}/{{id}}/revoke", tokens::PATH), desk::post(&[], tokens::revoke)),
    ]
}
