//! Tokens of programs: making one, which is shown once, the list, and taking one back.

use super::fields::{choice, day, field, held, typed_day};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::words::Words;
use axum::http::StatusCode;
use engine::system::{NewToken, TokenLine, TokenProblem, make_token, revoke_token, token_activities, tokens};
use engine::{Day, Failure, TOKEN_NAME_CHARACTERS, day_of};
use maud::{Markup, html};

/// Where they stand.
pub(crate) const PATH: &str = "/desk/tokens";
/// A new token is offered for so many days.
const OFFERED_DAYS: i32 = 90;

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    name: String,
    activity: String,
    may: String,
    entities: String,
    expires: String,
    wrong: Option<(&'static str, String)>,
}

impl Typed {
    /// What is wrong with the field `name`.
    fn mistake(&self, name: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(field, _)| *field == name).map(|(_, text)| text.as_str())
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let expires = held(Day(day_of(desk.now).0 + OFFERED_DAYS));
    page(&desk, &Typed { expires, ..Typed::default() }, None).await
}

async fn page(desk: &Desk, typed: &Typed, made: Option<&str>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let list = tokens(&desk.app.engine, &desk.caller).await?;
    let title = words.say("tokens-title");
    let main = html! {
        p.crumb { a href=(super::OVERVIEW) { (words.say("overview-title")) } }
        h1 { (title) }
        p.lead { (words.say("tokens-about")) }
        @if let Some(token) = made {
            div.notice role="status" {
                h2 { (words.say("token-made")) }
                p { (words.say("token-once")) }
                pre tabindex="0" { code #token { (token) } }
            }
        }
        @if list.is_empty() { p.empty { (words.say("tokens-none")) } } @else {
            ul.rows { @for token in &list { li.row { (line(desk, token)) } } }
        }
        h2 { (words.say("token-new")) }
        (making(desk, typed))
    };
    Ok(desk.page(Place::SetUp, &title, None, &main))
}

fn line(desk: &Desk, token: &TokenLine) -> Markup {
    let words = desk.words();
    let used = token.last_used_on.map(|day| words.day(day));
    let is_over = token.expires_on < day_of(desk.now);
    html! {
        span.who { strong { (token.name) } span { (may(words, token.writes)) } }
        span.what { (token.purpose) @if !token.entities.is_empty() { br; (token.entities.join(", ")) } }
        span.when {
            @if is_over { span.badge { (words.say("token-over")) } }
            @else { (words.with("token-until", &[("day", &words.day(token.expires_on))])) }
            @if let Some(used) = used { span { (words.with("token-used", &[("day", &used)])) } }
            @else { span { (words.say("token-unused")) } }
            form method="post" action={ (PATH) "/" (token.id) "/revoke" } {
                button.button.quiet.small aria-label=(words.with("token-revoke-of", &[("name", &token.name)])) {
                    (words.say("token-revoke"))
                }
            }
        }
    }
}

fn may(words: Words, writes: bool) -> String {
    words.say(if writes { "token-writes" } else { "token-reads" })
}

fn making(desk: &Desk, typed: &Typed) -> Markup {
    let words = desk.words();
    let activities = token_activities(&desk.app.engine, words.0);
    let access = [("read".to_owned(), may(words, false)), ("write".to_owned(), may(words, true))];
    let line = |name: &'static str, label: &str, hint: Option<String>, value: &str| {
        field((name, &words.say(label)), hint.as_deref(), typed.mistake(name), |described, invalid| {
            html! {
                input id=(name) name=(name) type="text" value=(value) autocomplete="off" aria-describedby=[described]
                    aria-invalid=[invalid];
            }
        })
    };
    html! {
        form.narrow method="post" action=(PATH) novalidate {
            (line("name", "token-name", None, &typed.name))
            (choice(words, "activity", "token-activity", &activities, (&typed.activity, typed.mistake("activity"))))
            (choice(words, "may", "token-may", &access, (&typed.may, None)))
            (line("entities", "token-entities", Some(words.say("token-entities-hint")), &typed.entities))
            (day(words, "expires", "token-expires", &typed.expires, typed.mistake("expires")))
            button.button { (words.say("token-do")) }
        }
    }
}

pub(super) async fn make(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let get = |field| form.get(field).to_owned();
    let mut typed = Typed {
        name: get("name"),
        activity: get("activity"),
        may: get("may"),
        entities: get("entities"),
        expires: get("expires"),
        wrong: None,
    };
    let Ok(Some(expires_on)) = typed_day(&typed.expires) else {
        typed.wrong = Some(("expires", words.say("not-a-day")));
        return Ok(page(&desk, &typed, None).await?.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let wanted = NewToken {
        name: typed.name.clone(),
        activity: typed.activity.clone(),
        writes: typed.may == "write",
        entities: typed.entities.split_whitespace().map(str::to_owned).collect(),
        expires_on,
    };
    let wrong = match make_token(&desk.app.engine, &desk.caller, desk.now, &wanted).await {
        Ok((_, token)) => {
            let expires = held(Day(day_of(desk.now).0 + OFFERED_DAYS));
            return page(&desk, &Typed { expires, ..Typed::default() }, Some(&token)).await;
        }
        Err(TokenProblem::Failed(failure)) => return Err(failure),
        Err(TokenProblem::Name(_)) => {
            let most = TOKEN_NAME_CHARACTERS.to_string();
            ("name", words.with("token-wrong-name", &[("characters", &most)]))
        }
        Err(TokenProblem::Activity) => ("activity", words.say("not-among")),
        Err(TokenProblem::Entity(word)) => ("entities", words.with("token-wrong-entity", &[("word", &word)])),
        Err(TokenProblem::Days(days)) => ("expires", words.with("token-wrong-days", &[("days", &days.to_string())])),
    };
    typed.wrong = Some(wrong);
    Ok(page(&desk, &typed, None).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

pub(super) async fn revoke(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    revoke_token(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(DeskPage::see_other(PATH))
}
