//! System: signing in and out, one's own account, invitations; the only place that sets a cookie. And the jobs that were given up.

mod account;
mod choose;
mod cookie;
mod door;
mod enter;
mod invite;
mod jobs;
mod next;
mod passkeys;
mod reckon;
mod set_up;
mod sign_in;
mod sign_on;

pub(crate) use account::PATH as ACCOUNT;
pub(crate) use door::Browser;
pub(crate) use enter::{CODE, SET_UP, sign_in_page, with_next};
pub(crate) use jobs::PATH as JOBS;
pub(crate) use reckon::Reckoners;

use crate::desk;
use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = door_routes();
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
        (enter::CODE.to_owned(), door::get(enter::code).merge(door::post(&enter::CODE_FIELDS, enter::show_code))),
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
