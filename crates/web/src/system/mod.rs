//! System: signing in and out, the only place that sets a cookie; who may come in and as what; the tokens of programs; the
//! jobs that were given up; and the page that leads to what is set up.

mod fields;
mod jobs;
mod overview;
mod roles;
mod sign_in;
mod tokens;
mod user;
mod users;

pub(crate) use jobs::PATH as JOBS;
pub(crate) use overview::PATH as SET_UP;
pub(crate) use roles::banner;
pub(crate) use users::PATH as USERS;

use crate::desk;
use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        ("/sign-in/{secret}".to_owned(), routing::get(sign_in::ask).post(sign_in::sign_in)),
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
        (
            tokens::PATH.to_owned(),
            desk::get(tokens::show)
                .merge(desk::post(&["name", "activity", "may", "entities", "expires"], tokens::make)),
        ),
        (format!("{}/{{id}}/revoke", tokens::PATH), desk::post(&[], tokens::revoke)),
        (jobs::PATH.to_owned(), desk::get(jobs::list)),
        (format!("{}/{{id}}/again", jobs::PATH), desk::post(&[], jobs::again)),
        (format!("{}/{{id}}/drop", jobs::PATH), desk::post(&[], jobs::drop)),
        ("/sign-out".to_owned(), routing::post(sign_in::sign_out)),
    ]
}
