//! Inviting a colleague, and the invitations that nobody has used.

use super::door::{Field, field};
use super::users::PATH as USERS;
use crate::desk::{self, Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::router::Route;
use axum::http::StatusCode;
use engine::system::{Invitation, RoleChoice, UserProblem, invitations, invite, invite_again, roles_to_give, withdraw};
use engine::{Failure, Language};
use maud::{Markup, html};

/// Where it stands.
pub(super) const PATH: &str = "/desk/users/invite";
/// What begins the name of the box of a role.
const ROLE: &str = "role.";

pub(super) fn routes() -> Vec<Route> {
    vec![
        (PATH.to_owned(), desk::get(show).merge(desk::post_of(fields, send))),
        (format!("{PATH}/{{id}}/again"), desk::post(&[], again)),
        (format!("{PATH}/{{id}}/withdraw"), desk::post(&[], take_back)),
    ]
}

/// The fields of the form: a box for each role that may be given.
fn fields(desk: &Desk) -> Result<Vec<String>, Failure> {
    let roles = roles_to_give(&desk.app.engine, &desk.caller)?;
    let boxes = roles.iter().map(|role| format!("{ROLE}{}", role.key));
    Ok(["name", "address", "language"].into_iter().map(str::to_owned).chain(boxes).collect())
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    name: String,
    address: String,
    language: Option<Language>,
    roles: Vec<String>,
    name_error: Option<String>,
    address_error: Option<String>,
}

async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    view(&desk, &Typed { language: Some(desk.caller.language), ..Typed::default() }).await
}

async fn send(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let all = roles_to_give(engine, &desk.caller)?;
    let ticked = all.iter().filter(|role| form.sent(&format!("{ROLE}{}", role.key)).is_some());
    let roles: Vec<&str> = ticked.map(|role| role.key.as_str()).collect();
    let language = Language::ALL.into_iter().find(|language| language.tag() == form.get("language"));
    let (name, address) = (form.get("name"), form.get("address"));
    let spoken = language.unwrap_or(desk.caller.language);
    let problem = match invite(engine, &desk.caller, desk.now, name, address, spoken, &roles).await {
        Ok(_) => return Ok(DeskPage::see_other(&format!("{PATH}?done=sent"))),
        Err(UserProblem::Failed(failure)) => return Err(failure),
        Err(UserProblem::NoSuchRole(_) | UserProblem::NotYours(_)) => return Err(Failure::Denied),
        Err(problem) => problem,
    };
    let mut typed = Typed {
        name: name.to_owned(),
        address: address.to_owned(),
        language,
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..Typed::default()
    };
    match problem {
        UserProblem::NoName => typed.name_error = Some(words.say("invite-no-name")),
        UserProblem::NameTooLong(most) => {
            typed.name_error = Some(words.with("too-long", &[("characters", &most.to_string())]));
        }
        UserProblem::Exists => typed.address_error = Some(words.say("invite-exists")),
        UserProblem::NotAnAddress | UserProblem::NoSuchRole(_) | UserProblem::NotYours(_) | UserProblem::Failed(_) => {
            typed.address_error = Some(words.say("not-an-address"));
        }
    }
    Ok(view(&desk, &typed).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn again(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    invite_again(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(&format!("{PATH}?done=sent")))
}

async fn take_back(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    withdraw(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(PATH))
}

async fn view(desk: &Desk, typed: &Typed) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let roles = roles_to_give(engine, &desk.caller)?;
    let open = invitations(engine, &desk.caller, desk.now).await?;
    let title = words.say("invite-title");
    let main = html! {
        div.narrow {
            p.crumb { a href=(USERS) { (words.say("users-title")) } }
            h1 { (title) }
            p.lead { (words.say("invite-lead")) }
            @if desk.query("done").is_some() { div.notice role="status" { p { (words.say("invite-sent")) } } }
            (form(desk, &roles, typed))
        }
        h2 { (words.say("invite-open")) }
        @if open.is_empty() {
            p.empty { (words.say("invite-none")) }
        } @else {
            ul.rows { @for invitation in &open { li.row { (line(desk, invitation)) } } }
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main))
}

fn form(desk: &Desk, roles: &[RoleChoice], typed: &Typed) -> Markup {
    let words = desk.words();
    html! {
        form method="post" action=(PATH) novalidate {
            (field(&Field {
                name: "name",
                kind: "text",
                autocomplete: "off",
                label: words.say("field-name"),
                hint: None,
                value: &typed.name,
                error: typed.name_error.clone(),
            }))
            (field(&Field {
                name: "address",
                kind: "email",
                autocomplete: "off",
                label: words.say("field-email"),
                hint: None,
                value: &typed.address,
                error: typed.address_error.clone(),
            }))
            div.field {
                label for="language" { (words.say("invite-language")) }
                select #language name="language" {
                    @for language in Language::ALL {
                        option value=(language.tag()) selected[typed.language == Some(language)] lang=(language.tag()) {
                            (crate::words::Words(language).say("language-name"))
                        }
                    }
                }
            }
            fieldset.newcomer {
                legend { (words.say("invite-roles")) }
                @for role in roles {
                    p {
                        label {
                            input type="checkbox" name={ (ROLE) (role.key) } checked[typed.roles.contains(&role.key)];
                            " " (role.name)
                            @if role.second_factor { " " span.optional { (words.say("invite-second-factor")) } }
                        }
                    }
                }
            }
            div.actions { button.button { (words.say("invite-button")) } }
        }
    }
}

fn line(desk: &Desk, invitation: &Invitation) -> Markup {
    let words = desk.words();
    let state = if invitation.until > desk.now { "invite-until" } else { "invite-expired" };
    html! {
        span.who { strong { (invitation.name) } (invitation.address) }
        span.what {
            (words.with("invite-sent-at", &[("moment", &words.moment(invitation.sent_at))])) br;
            (words.with(state, &[("moment", &words.moment(invitation.until))]))
        }
        span.when {
            form method="post" action={ (PATH) "/" (invitation.user) "/again" } {
                button.button.small { (words.say("invite-again")) }
            }
            form method="post" action={ (PATH) "/" (invitation.user) "/withdraw" } {
                button.button.quiet.small { (words.say("invite-withdraw")) }
            }
        }
    }
}
