//! One's own roles: working as some of them only, and taking another in an emergency.

use super::fields::{choice, field};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use axum::http::StatusCode;
use engine::system::{EmergencyProblem, act_as, break_glass, emergency_roles, give_back};
use engine::{EMERGENCY_HOURS, EMERGENCY_REASON_CHARACTERS, Failure, Viewer};
use maud::{Markup, html};

/// Where they stand.
pub(crate) const PATH: &str = "/desk/roles";
/// What stands before the word of a role that is ticked.
const ROLE: &str = "role.";

/// What was typed and is to be mended.
#[derive(Default)]
struct Typed {
    role: String,
    hours: String,
    reason: String,
    mistake: Option<String>,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    Ok(page(&desk, &Typed::default()))
}

fn page(desk: &Desk, typed: &Typed) -> DeskPage {
    let words = desk.words();
    let title = words.say("my-roles-title");
    let open = emergency_roles(&desk.app.engine, &desk.caller);
    let main = html! {
        p.crumb { a href=(super::OVERVIEW) { (words.say("overview-title")) } }
        h1 { (title) }
        (acting(desk))
        @if !open.is_empty() { (emergency(desk, &open, typed)) }
    };
    desk.page(Place::SetUp, &title, None, &main)
}

fn acting(desk: &Desk) -> Markup {
    let (words, model) = (desk.words(), desk.app.engine.model());
    let capacity = &desk.caller.capacity;
    let working: &[_] = match &desk.caller.viewer {
        Viewer::Staff { roles, .. } => roles,
        Viewer::Engine | Viewer::Machine { .. } => &[],
    };
    if capacity.roles.is_empty() {
        return html! { p.empty { (words.say("my-roles-none")) } };
    }
    let mut theirs = capacity.roles.clone();
    theirs.sort_by_key(|role| model[*role].name.get(words.0).to_owned());
    html! {
        p.lead { (words.say("my-roles-lead")) }
        form.narrow method="post" action={ (PATH) "/act" } {
            @for role in &theirs {
                @let name = format!("{ROLE}{}", model[*role].key);
                p {
                    input id=(name) name=(name) type="checkbox" value="yes" checked[working.contains(role)];
                    " "
                    label for=(name) { (model[*role].name.get(words.0)) }
                }
            }
            button.button { (words.say("acting-do")) }
        }
    }
}

fn emergency(desk: &Desk, open: &[(String, String)], typed: &Typed) -> Markup {
    let words = desk.words();
    let hours: Vec<(String, String)> = EMERGENCY_HOURS
        .map(|hours| {
            let key = if hours == 1 { "emergency-hour" } else { "emergency-hours" };
            (hours.to_string(), words.with(key, &[("hours", &hours.to_string())]))
        })
        .collect();
    let least = EMERGENCY_REASON_CHARACTERS.start().to_string();
    let hint = words.with("emergency-reason-hint", &[("characters", &least)]);
    html! {
        h2 { (words.say("emergency-title")) }
        p { (words.say("emergency-text")) }
        form.narrow method="post" action={ (PATH) "/emergency" } novalidate {
            (choice(words, "role", "emergency-role", open, (&typed.role, None)))
            (choice(words, "hours", "emergency-for", &hours, (&typed.hours, None)))
            (field(
                ("reason", &words.say("emergency-reason")), Some(&hint), typed.mistake.as_deref(),
                |described, invalid| html! {
                    textarea #reason name="reason" rows="3" aria-describedby=[described] aria-invalid=[invalid] {
                        "\n" (typed.reason)
                    }
                },
            ))
            button.button.danger { (words.say("emergency-do")) }
        }
    }
}

/// The names of the boxes: one for each of the caller's roles.
pub(super) fn boxes(desk: &Desk) -> Vec<String> {
    let model = desk.app.engine.model();
    desk.caller.capacity.roles.iter().map(|role| format!("{ROLE}{}", model[*role].key)).collect()
}

pub(super) async fn act(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let ticked = boxes(&desk);
    let ticked: Vec<&str> =
        ticked.iter().filter(|name| form.sent(name).is_some()).filter_map(|name| name.strip_prefix(ROLE)).collect();
    act_as(&desk.app.engine, &desk.caller, desk.now, &ticked).await?;
    Ok(DeskPage::see_other(if ticked.is_empty() { PATH } else { "/desk" }))
}

pub(super) async fn take(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let get = |field| form.get(field).to_owned();
    let mut typed = Typed { role: get("role"), hours: get("hours"), reason: get("reason"), mistake: None };
    let hours = typed.hours.parse().unwrap_or(0);
    let done = break_glass(&desk.app.engine, &desk.caller, desk.now, (&typed.role, hours), &typed.reason).await;
    let mistake = match done {
        Ok(_) => return Ok(DeskPage::see_other("/desk")),
        Err(EmergencyProblem::Failed(failure)) => return Err(failure),
        Err(EmergencyProblem::NotOpen | EmergencyProblem::Hours(_) | EmergencyProblem::OwnCase) => {
            return Err(Failure::Stale);
        }
        Err(EmergencyProblem::JudgedWrong) => words.say("emergency-judged-wrong"),
        Err(EmergencyProblem::NotText) => words.say("not-text"),
        Err(EmergencyProblem::Reason(range)) => {
            let (least, most) = (range.start().to_string(), range.end().to_string());
            words.with("emergency-reason-wrong", &[("least", &least), ("most", &most)])
        }
    };
    typed.mistake = Some(mistake);
    Ok(page(&desk, &typed).status(StatusCode::UNPROCESSABLE_ENTITY))
}

pub(super) async fn back(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    give_back(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other("/desk"))
}

/// What every page of the desk says to whoever works otherwise than usual; nothing to others.
pub(crate) fn banner(app: &crate::app::App, caller: &engine::Caller) -> Markup {
    let (words, model) = (crate::words::Words(caller.language), app.engine.model());
    let capacity = &caller.capacity;
    if !capacity.is_acting && capacity.emergencies.is_empty() {
        return html! {};
    }
    let names: Vec<&str> = match &caller.viewer {
        Viewer::Staff { roles, .. } => roles.iter().map(|role| model[*role].name.get(words.0)).collect(),
        Viewer::Engine | Viewer::Machine { .. } => Vec::new(),
    };
    let names = if names.is_empty() { words.say("acting-nothing") } else { names.join(", ") };
    html! {
        aside.wide aria-label=(words.say("acting-label")) {
            @if capacity.is_acting {
                form.actions method="post" action={ (PATH) "/act" } {
                    span.badge.warn { (words.with("acting-as", &[("roles", &names)])) }
                    button.button.quiet.small { (words.say("acting-all")) }
                }
            }
            @for one in &capacity.emergencies {
                @let told = [("role", model[one.role].name.get(words.0)), ("until", &words.moment(one.ends_at))];
                form.actions method="post" action={ (PATH) "/emergency/" (one.id) "/back" } {
                    span.badge.bad { (words.with("emergency-on", &told)) }
                    button.button.quiet.small { (words.say("emergency-back")) }
                }
            }
        }
    }
}
