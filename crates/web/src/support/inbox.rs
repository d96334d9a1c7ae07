//! The inbox: a tray of cases, fifty at a time, and what is done with several of them.

use super::actions::act_of;
use super::blocked::BLOCKED;
use super::junk::out_of_inbox;
use super::reports::REPORTS;
use super::words::{due, key, priority, priority_badge, state, state_badge, tray};
use super::{PATH, of_case};
use crate::desk::parts::{empty, pager, tabs};
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::records::of_entity;
use crate::words::Words;
use engine::support::{
    Act, CaseLine, CaseState, Inbox, InboxAsked, Priority, Tray, inbox, may_see_blocked, several as do_several,
    several_by,
};
use engine::{Failure, INBOX_CASES, INBOX_COUNTED, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// What of the inbox an address asks for.
pub(super) fn asked(desk: &Desk) -> InboxAsked {
    let id = |name: &str| desk.query(name).and_then(|id| RowId::from_str(&id).ok());
    let named = desk.query("tray").and_then(|named| Tray::ALL.into_iter().find(|tray| key(*tray) == named));
    InboxAsked { tray: named.unwrap_or(Tray::Mine), queue: id("queue"), category: id("category"), after: id("after") }
}

/// The address of a tray.
pub(super) fn at(asked: InboxAsked) -> String {
    format!("{PATH}?{}", query(asked))
}

/// What says in an address which tray somebody came from.
pub(super) fn query(asked: InboxAsked) -> String {
    let queue = asked.queue.map(|queue| format!("&queue={queue}")).unwrap_or_default();
    let category = asked.category.map(|category| format!("&category={category}")).unwrap_or_default();
    format!("tray={}{queue}{category}", key(asked.tray))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let mut asked = asked(&desk);
    let mut page = inbox(&desk.app.engine, &desk.caller, desk.now, asked).await?;
    // Whoever has nothing of their own is shown what is free, unless they asked for theirs.
    if desk.query("tray").is_none() && page.lines.is_empty() {
        asked.tray = Tray::Free;
        page = inbox(&desk.app.engine, &desk.caller, desk.now, asked).await?;
    }
    let shown: Vec<(String, Markup, bool)> =
        page.counts.iter().map(|(of, count)| tab(words, asked, *of, *count)).collect();
    let more = page.lines.last().filter(|_| page.is_more);
    let more = more.map(|last| format!("{}&after={}", at(asked), last.id));
    let main = html! {
        header.title {
            h1 { (words.say("case-inbox")) }
            div.actions {
                @if asked.tray == Tray::Junk && may_see_blocked(&desk.app.engine, &desk.caller) { a.button.quiet href=(BLOCKED) { (words.say("blocked-title")) } }
                a.button.quiet href=(REPORTS) { (words.say("reports-title")) }
                a.button.quiet href=(of_entity("case")) { (words.say("case-all")) }
                @if page.may_write { a.button href={ (of_entity("case")) "/new" } { (words.say("case-new")) } }
            }
        }
        (tabs(&words.say("case-trays"), &shown))
        @if page.queues.len() > 1 { (queues(words, asked, &page)) }
        @if !page.categories.is_empty() { (categories(words, asked, &page)) }
        @if page.lines.is_empty() { (empty(&words.say("case-none"))) } @else { (lines(&desk, asked, &page)) }
        (pager(words, more.as_deref()))
    };
    Ok(desk.page(Place::Cases, &words.say("case-inbox"), None, &main))
}

fn tab(words: Words, asked: InboxAsked, of: Tray, count: Option<u64>) -> (String, Markup, bool) {
    let count = count.map_or_else(|| format!("{INBOX_COUNTED}+"), |count| count.to_string());
    let name = html! { (tray(words, of)) " " span.count { (count) } };
    (at(InboxAsked { tray: of, after: None, ..asked }), name, of == asked.tray)
}

fn queues(words: Words, asked: InboxAsked, page: &Inbox) -> Markup {
    let chip = |queue: Option<RowId>, name: &str| {
        let current = (asked.queue == queue).then_some("page");
        html! { li { a href=(at(InboxAsked { queue, after: None, ..asked })) aria-current=[current] { (name) } } }
    };
    html! {
        nav aria-label=(words.say("case-queues")) {
            ul.chips.trays { (chip(None, &words.say("case-every-queue"))) @for (id, name) in &page.queues { (chip(Some(*id), name)) } }
        }
    }
}

fn categories(words: Words, asked: InboxAsked, page: &Inbox) -> Markup {
    let chip = |category: Option<RowId>, name: &str| {
        let current = (asked.category == category).then_some("page");
        html! { li { a href=(at(InboxAsked { category, after: None, ..asked })) aria-current=[current] { (name) } } }
    };
    html! {
        nav aria-label=(words.say("case-categories")) {
            ul.chips.trays {
                (chip(None, &words.say("case-every-category")))
                @for (id, name) in &page.categories { (chip(Some(*id), name)) }
            }
        }
    }
}

fn lines(desk: &Desk, asked: InboxAsked, page: &Inbox) -> Markup {
    let words = desk.words();
    html! {
        form.several method="post" action={ (PATH) "/several?" (query(asked)) } {
            div.sheet {
                table.data.carded.inbox {
                    thead {
                        tr {
                            @if page.may_write { th.pick scope="col" { span.unseen data-all=(words.say("case-pick-all")) { (words.say("case-pick")) } } }
                            th scope="col" { (words.say("case-about")) }
                            th scope="col" { (words.say("case-from")) }
                            th scope="col" { (words.say("case-owner")) }
                            th scope="col" { (words.say("case-due")) }
                        }
                    }
                    tbody { @for (place, case) in page.lines.iter().enumerate() { (line(desk, asked, (place, case), page.may_write)) } }
                }
            }
            @if page.may_write { (bulk(words, asked, page)) }
        }
    }
}

fn line(desk: &Desk, asked: InboxAsked, (place, case): (usize, &CaseLine), may_write: bool) -> Markup {
    let words = desk.words();
    let number = case.number.to_string();
    html! {
        tr {
            @if may_write {
                td.pick { label { input type="checkbox" name={ "c" (place) } value=(case.id) aria-label=(words.with("case-pick-one", &[("number", &number)])); } }
            }
            th scope="row" data-name=(words.say("case-about")) {
                a href={ (of_case(case.id)) "?" (query(asked)) } data-open { "#" (number) " " (case.title) }
                span.marks { (state_badge(words, case.state)) (priority_badge(words, case.priority)) }
            }
            td data-name=(words.say("case-from")) { (case.contact) @if !case.organisation.is_empty() { br; span.muted { (case.organisation) } } }
            td data-name=(words.say("case-owner")) { @if case.owner.is_empty() { span.muted { (words.say("case-nobody")) } } @else { (case.owner) } }
            td.day data-name=(words.say("case-due")) {
                @match (case.goes_on, case.due_at) {
                    (Some(day), _) => span.muted { (words.with("case-goes", &[("day", &words.day(day))])) },
                    (None, Some(at)) if case.state.is_open() => (due(words, desk.now, at)),
                    (None, _) => span.muted title=(words.moment(case.created_at)) {
                        (words.with("case-came", &[("ago", &words.ago(desk.now, case.created_at))]))
                    },
                }
            }
        }
    }
}

/// What can be done with those that are ticked.
fn bulk(words: Words, asked: InboxAsked, page: &Inbox) -> Markup {
    let option = |value: &str, text: &str| html! { option value=(value) { (text) } };
    html! {
        div.bulk {
            label.unseen for="do" { (words.say("case-do")) }
            select #do name="do" {
                @if asked.tray == Tray::Junk { (option("not-junk", &words.say("case-not-junk"))) }
                (option("take", &words.say("case-take")))
                (option("give:", &words.say("case-give-nobody")))
                @if asked.tray != Tray::Junk { (option("junk", &words.say("case-junk"))) }
                @for of in CaseState::ALL { (option(&format!("state:{}", of.key()), &words.with("case-set-state", &[("state", &state(words, *of))]))) }
                @for of in Priority::ALL { (option(&format!("priority:{}", of.key()), &words.with("case-set-priority", &[("priority", &priority(words, *of))]))) }
                @for (id, name) in &page.macros { (option(&format!("macro:{id}"), &words.with("case-macro-of", &[("name", name)]))) }
                @for (id, name) in &page.categories { (option(&format!("category:{id}"), &words.with("case-set-category", &[("category", name)]))) }
            }
            button.button.quiet { (words.say("case-do")) }
        }
    }
}

/// The fields of the form: one for each case that a page has, and what is to be done.
pub(super) fn names() -> Vec<String> {
    (0..INBOX_CASES).map(|place| format!("c{place}")).chain(["do".to_owned()]).collect()
}

pub(super) async fn several(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (words, asked) = (desk.words(), asked(&desk));
    let cases: Vec<RowId> =
        form.fields().filter(|(name, _)| *name != "do").filter_map(|(_, id)| RowId::from_str(id).ok()).collect();
    let of_macro = form.get("do").strip_prefix("macro:").map(RowId::from_str);
    if cases.is_empty() {
        return Ok(DeskPage::see_other(&at(asked)));
    }
    let engine = &desk.app.engine;
    let done = if let Some(chosen) = of_macro {
        let chosen = chosen.map_err(|_| Failure::NotFound)?;
        several_by(engine, &desk.caller, desk.now, &cases, chosen).await?
    } else {
        let what = act_of(form.get("do")).ok_or(Failure::NotFound)?;
        let done = do_several(engine, &desk.caller, desk.now, &cases, what).await?;
        if done.left == 0 && what == Act::Junk(true) {
            return Ok(out_of_inbox(&desk, &cases));
        }
        done
    };
    if done.left == 0 {
        return Ok(desk.see_other(&at(asked), Toast::Saved));
    }
    let (all, left) = ((done.done + done.left).to_string(), done.left.to_string());
    let main = html! {
        p.crumb { a href=(at(asked)) { (words.say("case-inbox")) } }
        h1 { (words.say("case-do")) }
        p { (words.with("case-some-left", &[("all", &all), ("left", &left)])) }
    };
    Ok(desk.page(Place::Cases, &words.say("case-do"), None, &main))
}
