//! Looking for those affected: the search is shown first, then who it finds, then one button puts them on the list.
//!
//! The search stands in the address, so that the button sends it again as it was shown.

use super::{DESK, say};
use crate::desk::parts::pager;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::{Form, encode};
use crate::parties::of_person;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::breaches::{Finding, Obstacle, Search, View, add as put, breach, find, searchers};
use engine::{Failure, Moment};
use maud::{Markup, html};

pub(super) const FIELDS: [&str; 11] =
    ["version", "shown", "by", "who", "from", "to", "did", "entity", "span", "mail", "person"];

/// A search as it was typed.
#[derive(Default)]
struct Typed {
    by: String,
    who: String,
    from: String,
    to: String,
    did: String,
    entity: String,
    span: String,
    mail: String,
    person: String,
}

impl Typed {
    fn read(get: impl Fn(&str) -> String) -> Self {
        Self {
            by: get("by"),
            who: get("who"),
            from: get("from"),
            to: get("to"),
            did: get("did"),
            entity: get("entity"),
            span: get("span"),
            mail: get("mail"),
            person: get("person"),
        }
    }

    fn fields(&self) -> [(&'static str, &str); 9] {
        [
            ("by", &self.by),
            ("who", &self.who),
            ("from", &self.from),
            ("to", &self.to),
            ("did", &self.did),
            ("entity", &self.entity),
            ("span", &self.span),
            ("mail", &self.mail),
            ("person", &self.person),
        ]
    }

    /// The search; none where nothing was asked yet, an obstacle where it cannot be read.
    fn search(&self) -> Option<Result<Search, Obstacle>> {
        let moment = |typed: &str| say::typed_moment(typed);
        Some(Ok(match self.by.as_str() {
            "ledger" => Search::Ledger {
                who: self.who.clone(),
                from: moment(&self.from),
                to: moment(&self.to),
                looked: self.did != "changed",
                changed: self.did != "looked",
            },
            "rows" => {
                let period: Option<(Moment, Moment)> = moment(&self.from).zip(moment(&self.to));
                if self.span == "some" && period.is_none() {
                    return Some(Err(Obstacle::NoMoment));
                }
                Search::Rows { kind: self.entity.clone(), period: period.filter(|_| self.span == "some") }
            }
            "mail" => Search::Mail { mail: self.mail.clone() },
            "person" => Search::Person { person: self.person.clone() },
            _ => return None,
        }))
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let typed = Typed::read(|name| desk.query(name).unwrap_or_default());
    let page = desk.query("page").and_then(|page| page.parse().ok()).unwrap_or(0);
    whole(&desk, &typed, page, None).await
}

pub(super) async fn add(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let typed = Typed::read(|name| form.get(name).to_owned());
    let search = match typed.search() {
        Some(Ok(search)) => search,
        Some(Err(obstacle)) => return whole(&desk, &typed, 0, Some(obstacle)).await,
        None => return Err(Failure::Stale),
    };
    let at = (id, version(&form)?);
    match put(&desk.app.engine, &desk.caller, desk.now, at, (&search, form.get("shown"))).await? {
        Ok(_) => Ok(DeskPage::see_other(&format!("{DESK}/{id}/affected"))),
        Err(obstacle) => whole(&desk, &typed, 0, Some(obstacle)).await,
    }
}

async fn whole(desk: &Desk, typed: &Typed, page: usize, against: Option<Obstacle>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let id = desk.id()?;
    let view = breach(&desk.app.engine, &desk.caller, id, desk.now).await?;
    let (colleagues, kinds) = searchers(&desk.app.engine, &desk.caller).await?;
    let found = match typed.search() {
        Some(Ok(search)) => Some(find(&desk.app.engine, &desk.caller, id, &search, page).await?),
        Some(Err(obstacle)) => Some(Err(obstacle)),
        None => None,
    };
    let (finding, obstacle) = match found {
        Some(Ok(finding)) => (Some(finding), against),
        Some(Err(obstacle)) => (None, Some(obstacle)),
        None => (None, against),
    };
    let title = words.say("affected-find");
    let colleagues: Vec<(String, String)> =
        colleagues.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let main = html! {
        p.crumb { a href={ (DESK) "/" (id) } { (words.with("breach-number", &[("number", &view.number.to_string())])) } }
        h1 { (title) }
        p.lead { (words.say("find-lead")) }
        (say::against(words, obstacle))
        @if let Some(finding) = &finding { (result(words, &view, typed, finding)) }
        (form(&view, "ledger", &words.say("find-ledger"), &html! {
            (say::select(&words.say("find-who"), "who", &colleagues, &typed.who))
            (span(words, typed, ["from", "to"]))
            (say::select(&words.say("find-did"), "did", &did(words), &typed.did))
            (go(words))
        }))
        (form(&view, "rows", &words.say("find-rows"), &html! {
            (say::select(&words.say("find-kind"), "entity", &kinds, &typed.entity))
            (say::select(&words.say("find-span"), "span", &spans(words), &typed.span))
            (span(words, typed, ["begin", "end"]))
            (go(words))
        }))
        (form(&view, "mail", &words.say("find-mail"), &html! {
            (say::line(&words.say("find-mail-name"), "mail", "text", &typed.mail))
            (go(words))
        }))
        (form(&view, "person", &words.say("find-person"), &html! {
            (say::line(&words.say("find-person-name"), "person", "text", &typed.person))
            (go(words))
        }))
    };
    let page = desk.page(Place::Breaches, &title, None, &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn form(view: &View, by: &str, title: &str, controls: &Markup) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            form method="get" action={ (DESK) "/" (view.id) "/find" } {
                input type="hidden" name="by" value=(by);
                (controls)
            }
        }
    }
}

fn go(words: Words) -> Markup {
    html! { button.button.quiet { (words.say("find-go")) } }
}

/// A span of time, in controls with these ids: it stands in two forms of the page.
fn span(words: Words, typed: &Typed, [from, to]: [&str; 2]) -> Markup {
    html! {
        (say::line_as(from, &words.say("find-from"), "from", "datetime-local", &typed.from))
        (say::line_as(to, &words.say("find-to"), "to", "datetime-local", &typed.to))
    }
}

fn did(words: Words) -> Vec<(String, String)> {
    let one = |key: &str, text: &str| (key.to_owned(), words.say(text));
    vec![one("both", "find-both"), one("looked", "find-looked"), one("changed", "find-changed")]
}

fn spans(words: Words) -> Vec<(String, String)> {
    let one = |key: &str, text: &str| (key.to_owned(), words.say(text));
    vec![one("all", "find-all"), one("some", "find-some")]
}

/// Who was found, and the button that puts them on the list.
fn result(words: Words, view: &View, typed: &Typed, finding: &Finding) -> Markup {
    let new = finding.found - finding.listed;
    let counts =
        [("found", finding.found.to_string()), ("listed", finding.listed.to_string()), ("new", new.to_string())];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    let query: Vec<String> = typed
        .fields()
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    html! {
        section.card {
            h2 { (words.with("found-title", &counts)) }
            @if finding.everything { p { (words.say("found-everything")) } }
            @if finding.gone > 0 { p { (words.with("found-gone", &[("gone", &finding.gone.to_string())])) } }
            @if finding.strangers > 0 { p { (words.with("found-strangers", &[("strangers", &finding.strangers.to_string())])) } }
            ul.rows {
                @for person in &finding.people {
                    li.row {
                        span.who { a href=(of_person(person.id)) {
                            @if person.name.is_empty() { (words.say("person-nameless")) } @else { (person.name) }
                        } }
                    }
                }
            }
            @let more = format!("{DESK}/{}/find?{}&page={}", view.id, query.join("&"), finding.page + 1);
            (pager(words, finding.more.then_some(&more)))
            @if new > 0 {
                form method="post" action={ (DESK) "/" (view.id) "/find" } {
                    input type="hidden" name="version" value=(view.version);
                    input type="hidden" name="shown" value=(finding.fingerprint);
                    @for (name, value) in typed.fields() { input type="hidden" name=(name) value=(value); }
                    button.button { (words.with("found-add", &counts)) }
                }
            }
        }
    }
}
