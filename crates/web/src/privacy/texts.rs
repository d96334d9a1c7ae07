//! Texts and files that tell of several persons: one after the other, with the passages that name whoever is not to be told
//! of or is to be forgotten, and what becomes of each.

use super::wish::reason_words;
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::records::of_row;
use crate::requests::DESK;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::privacy::{
    Against, Aim, Choice, Decided, Judged, Passage, Place as Spot, Removal, SharedCount, TextView, TextsView, Verdict,
    WhichText, count_shared, decide_text, shared_texts,
};
use engine::{Failure, REDACTED_PASSAGES, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// So many characters are shown around a passage that can be ticked.
const AROUND_CHARACTERS: usize = 30;
/// What the name of a box begins with.
const BOX: &str = "place-";

/// The fields of the form on a text: a box for each place, and the rest.
pub(super) fn known() -> Vec<String> {
    let boxes = (0..REDACTED_PASSAGES).map(|at| format!("{BOX}{at}"));
    let rest = ["for", "item", "entity", "row", "field", "version", "choice", "words", "reason", "request"];
    boxes.chain(rest.map(str::to_owned)).collect()
}

/// Whose texts, what for, and the request that asked for it.
struct About {
    person: RowId,
    aim: Aim,
    request: Option<RowId>,
}

impl About {
    fn new(person: RowId, aim: &str, request: &str) -> Result<Self, Failure> {
        let aim = Aim::ALL.iter().copied().find(|one| one.key() == aim).ok_or(Failure::NotFound)?;
        Ok(Self { person, aim, request: RowId::from_str(request).ok() })
    }

    /// The queue, at the first text that waits.
    fn queue(&self) -> String {
        format!("{}{}", queue(self.person, self.aim), self.and_request())
    }

    fn one(&self, number: usize) -> String {
        format!("{}&item={number}", self.queue())
    }

    fn and_request(&self) -> String {
        self.request.map_or_else(String::new, |request| format!("&request={request}"))
    }

    /// Where the wish is carried out: the plan of the erasure; for a package the request, or the person.
    fn way_back(&self) -> (String, &'static str) {
        match (self.aim, self.request) {
            (Aim::Erasure, None) => (format!("{}/erase", of_person(self.person)), "texts-to-plan"),
            (Aim::Erasure, Some(request)) => {
                (format!("{}/erase?request={request}", of_person(self.person)), "texts-to-plan")
            }
            (Aim::Access, Some(request)) => (format!("{DESK}/{request}"), "texts-to-request"),
            (Aim::Access, None) => (of_person(self.person), "wish-back"),
        }
    }
}

/// The address of the texts that are to be decided on for a wish of `person`.
pub(crate) fn queue(person: RowId, aim: Aim) -> String {
    format!("{}/texts?for={}", of_person(person), aim.key())
}

/// That texts are shared, and how many wait, with the way to them; nothing where none is.
pub(crate) fn notice(words: Words, (person, aim): (RowId, Aim), request: Option<RowId>, count: SharedCount) -> Markup {
    let about = About { person, aim, request };
    let key = match aim {
        Aim::Access => "texts-count-access",
        Aim::Erasure => "texts-count-erasure",
    };
    let (all, open) = (count.all.to_string(), count.open.to_string());
    html! {
        @if count.all > 0 {
            div.notice role="status" {
                p { (words.with(key, &[("all", &all), ("open", &open)])) }
                p { a href=(about.queue()) { (words.say(if count.open > 0 { "texts-decide" } else { "texts-look" })) } }
            }
        }
    }
}

/// The same, counted for somebody who carries out rights. What is too much to count is told where it is carried out.
pub(crate) async fn counted(
    desk: &Desk,
    (person, aim): (RowId, Aim),
    request: Option<RowId>,
) -> Result<Markup, Failure> {
    match count_shared(&desk.app.engine, &desk.caller, desk.now, (person, aim)).await {
        Ok(count) => Ok(notice(desk.words(), (person, aim), request, count)),
        Err(Failure::TooLarge | Failure::NotFound) => Ok(html! {}),
        Err(other) => Err(other),
    }
}

/// Where a wish waits for a decision: the way to the texts, instead of what was asked for.
pub(crate) fn or_undecided(
    desk: &Desk,
    about: (RowId, Aim),
    request: Option<RowId>,
    failure: Failure,
) -> Result<DeskPage, Failure> {
    let Failure::Undecided(open) = failure else { return Err(failure) };
    let words = desk.words();
    let title = words.say("texts-undecided-title");
    let about = About { person: about.0, aim: about.1, request };
    let main = html! {
        div.narrow {
            h1 { (title) }
            (alert(&words.with("texts-waiting", &[("texts", &open.to_string())])))
            p { a.button href=(about.queue()) { (words.say("texts-decide")) } }
        }
    };
    Ok(desk.page(Place::People, &title, None, &main).status(StatusCode::CONFLICT))
}

/// What was typed into a form that was not taken.
#[derive(Default)]
struct Typed {
    choice: String,
    words: String,
    reason: String,
    /// As they were ticked.
    ticked: Option<Vec<String>>,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let query = |name: &str| desk.query(name).unwrap_or_default();
    let about = About::new(desk.id()?, &query("for"), &query("request"))?;
    let which = query("item").parse().map_or(WhichText::FirstOpen, WhichText::One);
    let found = shared_texts(&desk.app.engine, &desk.caller, desk.now, (about.person, about.aim), which).await?;
    Ok(page(&desk, &about, &found, None, &Typed::default()))
}

pub(super) async fn attempt(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let about = About::new(desk.id()?, form.get("for"), form.get("request"))?;
    let boxes = (0..REDACTED_PASSAGES).map(|at| form.get(&format!("{BOX}{at}"))).filter(|value| !value.is_empty());
    let ticked: Vec<String> = boxes.map(str::to_owned).collect();
    let choice = match Verdict::ALL.iter().find(|one| one.key() == form.get("choice")) {
        Some(Verdict::Redact) => Choice::Redact {
            ticked: ticked.iter().map(|place| passage(place)).collect::<Option<_>>().ok_or(Failure::Stale)?,
            words: form.get("words").to_owned(),
        },
        Some(Verdict::Keep) => Choice::Keep,
        Some(Verdict::Remove) => Choice::Remove,
        None => return Err(Failure::Stale),
    };
    let judged = Judged {
        entity: form.get("entity").to_owned(),
        row: RowId::from_str(form.get("row")).map_err(|_| Failure::NotFound)?,
        field: form.get("field").to_owned(),
        version: version(&form)?,
        choice,
        reason: form.get("reason").to_owned(),
    };
    let engine = &desk.app.engine;
    match decide_text(engine, &desk.caller, desk.now, (about.person, about.aim), &judged).await? {
        Decided::Done => Ok(DeskPage::see_other(&about.queue())),
        Decided::Not(against) => {
            let which = form.get("item").parse().map_or(WhichText::FirstOpen, WhichText::One);
            let found = shared_texts(engine, &desk.caller, desk.now, (about.person, about.aim), which).await?;
            let typed = Typed {
                choice: form.get("choice").to_owned(),
                words: form.get("words").to_owned(),
                reason: form.get("reason").to_owned(),
                // Of another version they mean nothing.
                ticked: (against != Against::Changed).then_some(ticked),
            };
            Ok(page(&desk, &about, &found, Some(against), &typed).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn passage(place: &str) -> Option<Passage> {
    let (from, to) = place.split_once('-')?;
    Some(Passage { from: from.parse().ok()?, to: to.parse().ok()? })
}

fn page(desk: &Desk, about: &About, found: &TextsView, against: Option<Against>, typed: &Typed) -> DeskPage {
    let words = desk.words();
    let title = words.say("texts-title");
    let (back, back_words) = about.way_back();
    let SharedCount { all, open } = found.count;
    let counts = [("all", all.to_string()), ("open", open.to_string())];
    let counts = counts.each_ref().map(|(key, count)| (*key, count.as_str()));
    let main = html! {
        p.crumb { a href=(back) { (words.say(back_words)) } }
        h1 { (title) }
        @if let Some(against) = against {
            div.notice.bad role="alert" { h2 { (words.say("obstacle-title")) } p { (against_words(words, against)) } }
        }
        p.lead {
            (words.say(match about.aim {
                Aim::Access => "texts-lead-access",
                Aim::Erasure => "texts-lead-erasure",
            }))
        }
        p role="status" {
            (words.with(
                match about.aim {
                    Aim::Access => "texts-count-access",
                    Aim::Erasure => "texts-count-erasure",
                },
                &counts,
            ))
        }
        @if all > 0 && open == 0 {
            div.notice { p { (words.say("texts-all-decided")) } p { a.button href=(back) { (words.say(back_words)) } } }
        }
        @for text in &found.shown { (one(words, about, text, typed)) }
        @if all > 1 { (others(words, about, found)) }
    };
    desk.page(Place::People, &title, None, &main)
}

/// The way to each of the others.
fn others(words: Words, about: &About, found: &TextsView) -> Markup {
    let here = found.shown.first().map(|text| text.number);
    html! {
        nav aria-label=(words.say("texts-others")) {
            p {
                (words.say("texts-others")) ": "
                @for number in 1..=found.count.all {
                    a href=(about.one(number)) aria-current=[(here == Some(number)).then_some("true")] { (number) } " "
                }
            }
        }
    }
}

fn one(words: Words, about: &About, text: &TextView, typed: &Typed) -> Markup {
    let number = text.number.to_string();
    html! {
        article.entry {
            h2 { (words.with("texts-one", &[("number", &number), ("kind", &text.kind), ("field", &text.field)])) }
            @if let Some(verdict) = text.verdict {
                p { span.badge.good { (verdict_words(words, about.aim, verdict)) } " " (text.reason) }
            }
            p { a href=(of_row(&text.entity, text.row)) { @if text.label.is_empty() { (text.kind) } @else { (text.label) } } }
            @if text.is_file {
                p { (words.with("texts-file", &[("name", &text.text)])) }
            } @else {
                p.written dir="auto" { (marked(&text.text, &text.places)) }
            }
        }
        @if let Some((reason, law)) = &text.stopped {
            p.why { (reason_words(words, *reason, law)) " " (words.say("texts-stopped")) }
        } @else {
            (form(words, about, text, typed))
        }
    }
}

/// The text with its places marked.
fn marked(text: &str, places: &[Spot]) -> Markup {
    let signs: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| signs.get(from..to).unwrap_or_default().iter().collect::<String>();
    let ends = std::iter::once(0).chain(places.iter().map(|place| place.passage.to));
    let gaps: Vec<(usize, &Spot)> = ends.zip(places).collect();
    let last = places.last().map_or(0, |place| place.passage.to);
    html! {
        @for (end, place) in &gaps {
            (part(*end, place.passage.from)) mark { (part(place.passage.from, place.passage.to)) }
        }
        (part(last, signs.len()))
    }
}

fn form(words: Words, about: &About, text: &TextView, typed: &Typed) -> Markup {
    let chosen = |verdict: Verdict| {
        let default = if text.is_file { Verdict::Keep } else { Verdict::Redact };
        let stored = text.verdict.unwrap_or(default).key();
        (if typed.choice.is_empty() { stored } else { typed.choice.as_str() }) == verdict.key()
    };
    let reason = if typed.choice.is_empty() { &text.reason } else { &typed.reason };
    let offered: &[Verdict] = match (text.is_file, about.aim, text.removal) {
        (true, Aim::Erasure, Removal::Never) => &[Verdict::Keep],
        (true, _, _) => &[Verdict::Keep, Verdict::Remove],
        (false, _, _) => &[Verdict::Redact, Verdict::Keep, Verdict::Remove],
    };
    html! {
        form.card method="post" action={ (of_person(about.person)) "/texts" } novalidate {
            input type="hidden" name="for" value=(about.aim.key());
            input type="hidden" name="item" value=(text.number);
            input type="hidden" name="entity" value=(text.entity);
            input type="hidden" name="row" value=(text.row);
            input type="hidden" name="field" value=(text.field_key);
            input type="hidden" name="version" value=(text.version);
            @if let Some(request) = about.request { input type="hidden" name="request" value=(request); }
            @if !text.places.is_empty() { (boxes(words, text, typed)) }
            @if !text.is_file {
                div.field {
                    label for="words" { (words.say("texts-words")) }
                    p.hint #words-hint { (words.say("texts-words-hint")) }
                    textarea #words name="words" rows="2" aria-describedby="words-hint" { "\n" (typed.words) }
                }
            }
            fieldset.newcomer {
                legend { (words.say("texts-what")) }
                @for verdict in offered {
                    p {
                        label.check {
                            input type="radio" name="choice" value=(verdict.key()) checked[chosen(*verdict)];
                            " " (choice_words(words, (about.aim, text.removal), *verdict))
                        }
                    }
                }
            }
            @if text.is_file && text.removal == Removal::Never && about.aim == Aim::Erasure {
                p.hint { (words.say("texts-needed")) }
            }
            div.field {
                label for="reason" { (words.say("texts-reason")) }
                p.hint #reason-hint { (words.say("texts-reason-hint")) }
                input #reason name="reason" type="text" maxlength="500" value=(reason) aria-describedby="reason-hint";
            }
            button.button { (words.say("texts-store")) }
        }
    }
}

/// A box for each place, with a little of the text around it.
fn boxes(words: Words, text: &TextView, typed: &Typed) -> Markup {
    let signs: Vec<char> = text.text.chars().collect();
    let part = |from: usize, to: usize| signs.get(from..to).unwrap_or_default().iter().collect::<String>();
    let is_ticked =
        |value: &String, place: &Spot| typed.ticked.as_ref().map_or(place.ticked, |ticked| ticked.contains(value));
    html! {
        fieldset.newcomer {
            legend { (words.say("texts-places")) }
            @for (at, place) in text.places.iter().take(REDACTED_PASSAGES).enumerate() {
                @let Passage { from, to } = place.passage;
                @let value = format!("{from}-{to}");
                @let (start, end) = (from.saturating_sub(AROUND_CHARACTERS), (to + AROUND_CHARACTERS).min(signs.len()));
                p {
                    label.check {
                        input type="checkbox" name={ (BOX) (at) } value=(value) checked[is_ticked(&value, place)];
                        " "
                        span dir="auto" {
                            @if start > 0 { "…" }
                            (part(start, from)) mark { (part(from, to)) } (part(to, end))
                            @if end < signs.len() { "…" }
                        }
                    }
                }
            }
        }
    }
}

fn choice_words(words: Words, (aim, removal): (Aim, Removal), verdict: Verdict) -> String {
    words.say(match (verdict, aim, removal) {
        (Verdict::Redact, Aim::Access, _) => "texts-redact-access",
        (Verdict::Redact, Aim::Erasure, _) => "texts-redact-erasure",
        (Verdict::Keep, Aim::Access, _) => "texts-keep-access",
        (Verdict::Keep, Aim::Erasure, _) => "texts-keep-erasure",
        (Verdict::Remove, Aim::Access, _) => "texts-remove-access",
        (Verdict::Remove, Aim::Erasure, Removal::Replaced) => "texts-replace-erasure",
        (Verdict::Remove, Aim::Erasure, Removal::Emptied | Removal::Never) => "texts-remove-erasure",
    })
}

fn verdict_words(words: Words, aim: Aim, verdict: Verdict) -> String {
    words.say(match (verdict, aim) {
        (Verdict::Redact, _) => "texts-is-redacted",
        (Verdict::Keep, _) => "texts-is-kept",
        (Verdict::Remove, Aim::Access) => "texts-is-left-out",
        (Verdict::Remove, Aim::Erasure) => "texts-is-removed",
    })
}

fn against_words(words: Words, against: Against) -> String {
    let number = |key: &str, name: &str, number: usize| words.with(key, &[(name, &number.to_string())]);
    match against {
        Against::Changed => words.say("texts-changed"),
        Against::NoReason => words.say("texts-no-reason"),
        Against::TooLong(characters) => number("too-long", "characters", characters),
        Against::NotText => words.say("not-text"),
        Against::Nothing => words.say("texts-nothing"),
        Against::NotThere(line) => number("texts-not-there", "line", line),
        Against::TooMany(places) => number("texts-too-many", "places", places),
        Against::File => words.say("texts-whole-file"),
        Against::Needed => words.say("texts-needed"),
        Against::Stopped => words.say("texts-stopped"),
    }
}
