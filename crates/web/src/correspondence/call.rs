//! Registering a call: the number first, then whom it may be with, and what came of it.

use super::call_made::outcome_alternatives;
use crate::desk::parts::{Tone, alternatives, among, area, badge, line, select};
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::records::page_of;
use crate::words::{Words, phone};
use axum::http::StatusCode;
use engine::correspondence::calls::{
    Asked, Call, CallOutcome, CallProblem, Match, Offered, Registered, Whom, may_register, offered, register,
};
use engine::correspondence::{Direction, PartOf};
use engine::documents::{local_time, read_moment};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// Where the screen stands.
pub(crate) const PATH: &str = "/desk/call";

pub(super) const FIELDS: [&str; 12] =
    ["number", "who", "name", "direction", "outcome", "part", "case", "summary", "began", "minutes", "from", LOOK];

/// The button that looks the number up: what else is typed stays.
const LOOK: &str = "look";

/// Said of somebody new.
const NEW: &str = "new";
/// Before the id of an organisation: somebody new who works there.
const AT: &str = "at.";

/// What stands in the form.
struct Typed {
    who: String,
    name: String,
    direction: String,
    outcome: String,
    part: String,
    case: String,
    summary: String,
    began: String,
    minutes: String,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let row = |name: &str| desk.query(name).and_then(|id| RowId::from_str(&id).ok());
    let asked = Asked { number: desk.query("number").unwrap_or_default(), person: row("person"), case: row("case") };
    let offer = offered(&desk.app.engine, &desk.caller, day_of(desk.now), &asked).await?;
    let typed = Typed {
        who: offer.chosen.map(|person| person.to_string()).unwrap_or_default(),
        name: String::new(),
        direction: Direction::In.key().to_owned(),
        outcome: CallOutcome::Talked.key().to_owned(),
        part: offer.parts.first().map_or("", |part| part.key()).to_owned(),
        case: offer.case.as_ref().map(|case| case.number.to_string()).unwrap_or_default(),
        summary: String::new(),
        began: local_time(desk.now),
        minutes: String::new(),
    };
    Ok(page(&desk, &asked, &offer, &typed, &[]))
}

pub(super) async fn save(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let get = |field| form.get(field).to_owned();
    let typed = Typed {
        who: get("who"),
        name: get("name"),
        direction: get("direction"),
        outcome: get("outcome"),
        part: get("part"),
        case: get("case"),
        summary: get("summary"),
        began: get("began"),
        minutes: get("minutes"),
    };
    if !may_register(&desk.app.engine, &desk.caller) {
        return Err(Failure::Denied);
    }
    if !form.get(LOOK).is_empty() {
        return looked_up(&desk, &form, typed).await;
    }
    let call = read(&typed, form.get("number"))?;
    let problems = match register(&desk.app.engine, &desk.caller, desk.now, &call).await? {
        Registered::Done { person, case, .. } => {
            let then = case.map_or_else(|| of_person(person), |case| page_of("case", case));
            return Ok(desk.see_other(&then, Toast::Made));
        }
        Registered::Mend(problems) => problems,
    };
    let person = match call.whom {
        Some(Whom::Known(person)) => Some(person),
        Some(Whom::New(_)) | None => None,
    };
    let asked = Asked { number: form.get("number").to_owned(), person, case: None };
    let offer = offered(&desk.app.engine, &desk.caller, day_of(desk.now), &asked).await?;
    Ok(page(&desk, &asked, &offer, &typed, &problems).status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The page with whom the number may lead to, and everything that was typed.
async fn looked_up(desk: &Desk, form: &Form, mut typed: Typed) -> Result<DeskPage, Failure> {
    let person = RowId::from_str(form.get("from")).ok();
    let asked = Asked { number: form.get("number").to_owned(), person, case: None };
    let offer = offered(&desk.app.engine, &desk.caller, day_of(desk.now), &asked).await?;
    // Whoever is offered no more is not chosen either.
    let is_offered = typed.who == NEW || offer.matches.iter().any(|one| at(one) == typed.who);
    if !is_offered {
        typed.who = offer.chosen.map(|person| person.to_string()).unwrap_or_default();
    }
    Ok(page(desk, &asked, &offer, &typed, &[]))
}

/// The word of somebody whose number it may be, in the form.
fn at(one: &Match) -> String {
    let place = one.organisation.as_ref().map(|(id, _)| format!("{AT}{id}"));
    one.person.map(|person| person.to_string()).or(place).unwrap_or_default()
}

fn read(typed: &Typed, number: &str) -> Result<Call, Failure> {
    let (whom, organisation) = match (typed.who.strip_prefix(AT), typed.who.as_str()) {
        (Some(place), _) => {
            (Some(Whom::New(typed.name.clone())), Some(RowId::from_str(place).map_err(|_| Failure::Stale)?))
        }
        (None, NEW) => (Some(Whom::New(typed.name.clone())), None),
        (None, who) => (RowId::from_str(who).ok().map(Whom::Known), None),
    };
    let minutes = typed.minutes.trim();
    Ok(Call {
        direction: among(Direction::ALL, Direction::key, &typed.direction).ok_or(Failure::Stale)?,
        outcome: among(CallOutcome::ALL, CallOutcome::key, &typed.outcome).ok_or(Failure::Stale)?,
        number: number.to_owned(),
        whom,
        organisation,
        part_of: among(PartOf::ALL, PartOf::key, &typed.part).ok_or(Failure::Stale)?,
        case: typed.case.clone(),
        summary: typed.summary.clone(),
        began_at: read_moment(&typed.began),
        // What is no number of minutes is too few of them.
        took: (!minutes.is_empty()).then(|| minutes.parse().unwrap_or(-1)),
    })
}

/// The way here from the page of a person or a case.
pub(crate) fn call_button(desk: &Desk, from: &str, id: RowId) -> Markup {
    html! {
        @if may_register(&desk.app.engine, &desk.caller) {
            a.button.quiet.small href={ (PATH) "?" (from) "=" (id) } { (desk.words().say("call-register")) }
        }
    }
}

fn page(desk: &Desk, asked: &Asked, offer: &Offered, typed: &Typed, problems: &[CallProblem]) -> DeskPage {
    let words = desk.words();
    let title = words.say("call-register");
    let main = html! {
        h1 { (title) }
        @if !problems.is_empty() {
            div.notice.bad role="alert" {
                h2 { (words.say("call-mend")) }
                ul { @for problem in problems { li { a href={ "#" (place_of(*problem)) } { (problem_words(words, *problem)) } } } }
            }
        }
        form.narrow method="post" action=(PATH) novalidate data-look-up {
            (number_line(words, asked, offer))
            (callers(words, offer, typed))
            div.three {
                (select(&words.say("call-direction"), "direction", &alternatives(desk, "phone_call", "direction"), &typed.direction))
                (select(&words.say("call-outcome"), "outcome", &outcome_alternatives(desk), &typed.outcome))
            }
            div.three {
                (case_field(words, offer, typed))
                (parts(desk, offer, typed))
            }
            (area(&words.say("call-summary"), Some(&words.say("call-summary-hint")), "summary", 5, &typed.summary))
            div.three {
                (line(&words.say("call-began"), "began", "datetime-local", &typed.began))
                div.field {
                    label for="minutes" { (words.say("call-minutes")) " " span.optional { (words.say("call-optional")) } }
                    input #minutes name="minutes" type="text" inputmode="numeric" autocomplete="off" value=(typed.minutes);
                }
            }
            button.button { (words.say("call-save")) }
        }
    };
    desk.page(Place::Calls, &title, None, &main)
}

/// The number, which is looked up by itself: what it finds comes with the next page, or without one where the script runs.
fn number_line(words: Words, asked: &Asked, offer: &Offered) -> Markup {
    let is_wrong = !offer.number.is_empty() && !offer.is_number;
    let shown = if offer.is_number { phone(&offer.number) } else { offer.number.clone() };
    html! {
        div.search #look-up role="search" {
            label for="number" { (words.say("call-number")) }
            div {
                input #number name="number" type="tel" autocomplete="off" value=(shown)
                    autofocus[offer.number.is_empty()] aria-describedby="number-told" aria-invalid=[is_wrong.then_some("true")];
                button.button.quiet name=(LOOK) value="yes" { (words.say("call-look-up")) }
            }
            @if let Some(person) = asked.person.or(offer.case.as_ref().and(offer.chosen)) { input type="hidden" name="from" value=(person); }
            p.hint #number-told role="status" { (told(words, offer)) }
        }
    }
}

/// What the number has led to.
fn told(words: Words, offer: &Offered) -> String {
    let people = offer.matches.iter().filter(|one| one.person.is_some()).count();
    match (offer.number.is_empty(), offer.is_number, people) {
        (true, ..) => words.say("call-number-hint"),
        (false, false, _) => words.say("call-not-a-number"),
        (false, true, 0) => words.say("call-found-nobody"),
        (false, true, _) if offer.chosen.is_some() => words.say("call-found-one"),
        (false, true, _) => words.say("call-found-maybe"),
    }
}

/// Whom the call may be with. Nobody is chosen by a number that may be several people's.
fn callers(words: Words, offer: &Offered, typed: &Typed) -> Markup {
    let is_nobody = offer.matches.is_empty() && offer.is_number && typed.who.is_empty();
    html! {
        fieldset.newcomer.callers #callers {
            legend { (words.say("call-who")) }
            @for one in &offer.matches {
                (choice(&at(one), typed.who == at(one), &matched(words, one)))
            }
            (choice(NEW, typed.who == NEW || is_nobody, &html! {
                strong { (words.say("call-somebody-new")) }
                span.muted { (words.say("call-somebody-new-hint")) }
            }))
            div.field {
                label for="name" { (words.say("call-name")) " " span.optional { (words.say("call-name-optional")) } }
                input #name name="name" type="text" autocomplete="off" value=(typed.name);
            }
            datalist #cases {
                @for case in offer.matches.iter().flat_map(|one| &one.open_cases) {
                    option value=(case.number) { (case.title) }
                }
            }
        }
    }
}

fn choice(value: &str, is_chosen: bool, says: &Markup) -> Markup {
    html! { label.choice { input type="radio" name="who" value=(value) checked[is_chosen]; span.who { (says) } } }
}

/// Somebody whose number it may be.
pub(super) fn matched(words: Words, one: &Match) -> Markup {
    let place = one.organisation.as_ref().map(|(_, name)| name.as_str()).filter(|name| !name.is_empty());
    html! {
        @match one.person {
            None => strong { (words.with("call-new-at", &[("name", place.unwrap_or_default())])) },
            Some(_) if one.name.is_empty() => strong { (words.say("person-nameless")) },
            Some(_) => strong { (one.name) },
        }
        @if let (Some(_), Some(place)) = (one.person, place) { span { (place) } }
        @if one.sure { (badge(Tone::Good, &words.say("call-sure"))) } @else { (badge(Tone::Warn, &words.say("call-maybe"))) }
        @for case in &one.open_cases { span.what { "#" (case.number) " " (case.title) } }
    }
}

fn case_field(words: Words, offer: &Offered, typed: &Typed) -> Markup {
    html! {
        div.field {
            label for="case" { (words.say("call-case")) " " span.optional { (words.say("call-optional")) } }
            input #case name="case" type="text" list="cases" autocomplete="off" value=(typed.case)
                aria-describedby=[offer.case.as_ref().map(|_| "case-told")];
            @if let Some(case) = &offer.case { p.hint #case-told { (case.title) } }
        }
    }
}

/// The work that the call is part of; said by itself where it can be no other.
fn parts(desk: &Desk, offer: &Offered, typed: &Typed) -> Markup {
    let is_offered = |key: &String| offer.parts.iter().any(|part| part.key() == key);
    let of: Vec<(String, String)> =
        alternatives(desk, "phone_call", "part_of").into_iter().filter(|(key, _)| is_offered(key)).collect();
    select(&desk.words().say("call-part"), "part", &of, &typed.part)
}

/// The control in which something is wrong.
fn place_of(problem: CallProblem) -> &'static str {
    match problem {
        CallProblem::Nobody | CallProblem::Gone => "callers",
        CallProblem::NoNumber | CallProblem::NotANumber => "number",
        CallProblem::LongName(_) => "name",
        CallProblem::NoCase => "case",
        CallProblem::NotTheirs => "part",
        CallProblem::TooLong(_) => "summary",
        CallProblem::Began => "began",
        CallProblem::Took(_) => "minutes",
    }
}

fn problem_words(words: Words, problem: CallProblem) -> String {
    let too_long = |characters: usize| words.with("too-long", &[("characters", &characters.to_string())]);
    match problem {
        CallProblem::Nobody => words.say("call-nobody"),
        CallProblem::Gone => words.say("call-gone"),
        CallProblem::NoNumber => words.say("call-no-number"),
        CallProblem::NotANumber => words.say("call-not-a-number"),
        CallProblem::LongName(characters) | CallProblem::TooLong(characters) => too_long(characters),
        CallProblem::NoCase => words.say("call-no-case"),
        CallProblem::NotTheirs => words.say("call-not-theirs"),
        CallProblem::Began => words.say("call-wrong-began"),
        CallProblem::Took(minutes) => words.with("call-wrong-minutes", &[("minutes", &minutes.to_string())]),
    }
}
