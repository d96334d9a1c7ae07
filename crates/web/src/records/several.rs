//! What is done with several rows of a list: which ones, what would happen to each, and what happened.

use super::address::{FIELD, of_entity, of_export, of_row};
use super::control::control;
use super::list::WITH_LIST;
use super::list::state::{ROW, State};
use super::overview::rows_words;
use crate::desk::parts::{alert, empty, toast};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::{Form, encode};
use crate::words::Words;
use engine::records::{
    Chosen, ChosenRow, Outcome, Removals, Setting, Way, Why, chosen, removals, remove_several, set_several, setting,
};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// The field that is set.
const SET: &str = "set";
/// That the value is to be looked at, not only asked for.
const LOOK: &str = "look";
/// That all of them are to go.
const REMOVE: &str = "remove";
/// The rows that a form is about, each with the version or the plan that was shown.
const ROWS: &str = "rows";
const VALUE: &str = "value";

/// The fields of the form that does it.
pub(super) const FIELDS: &[&str] = &[ROWS, SET, VALUE, WITH_LIST];

/// Rows that are named where something was not done with them.
const NAMED_ROWS: usize = 40;

/// What can be done with the rows that were chosen, or what would happen.
pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, key, today) = (&desk.app.engine, desk.entity()?, day_of(desk.now));
    let list = State::read(&desk.query(WITH_LIST).unwrap_or_default());
    let rows: Vec<String> =
        desk.queries(ROW).into_iter().filter(|(rest, _)| rest.is_empty()).map(|(_, id)| id).collect();
    let all = desk.query("all").is_some();
    let mut wanted = if all { list.wanted() } else { list.with(ROW, rows.iter().cloned()).wanted() };
    if !all {
        wanted.rows.get_or_insert_default();
    }
    let found = chosen(engine, &desk.caller, key, &wanted, today).await?;
    let at = Asking { words: desk.words(), key, list: &list, rows: &rows, all };
    let body = if found.rows.is_empty() && !found.too_many {
        empty(&at.words.say("lists-none-chosen"))
    } else if found.too_many {
        let most = engine::SEVERAL_ROWS.to_string();
        alert(&at.words.with("lists-too-many", &[("most", &most)]))
    } else if let Some(field) = desk.query(SET).filter(|field| !field.is_empty()) {
        let typed = desk.query(&format!("{FIELD}{field}")).filter(|_| desk.query(LOOK).is_some());
        let sought = desk.query(&format!("{}{field}", super::address::WORDS)).unwrap_or_default();
        let set = setting(engine, &desk.caller, (key, &field), (typed.as_deref(), &sought), &found, today).await?;
        at.setting(&found, &set.ok_or(Failure::NotFound)?)
    } else if desk.query(REMOVE).is_some() {
        at.removing(&removals(engine, &desk.caller, key, &found, desk.now).await?)
    } else {
        at.doing(&found)
    };
    Ok(page(&desk, key, &list, &body))
}

fn page(desk: &Desk, key: &str, list: &State, body: &Markup) -> DeskPage {
    let words = desk.words();
    let title = words.say("lists-several");
    let main = html! {
        p.crumb { a href=(list.at(key)) { (words.say("lists-back")) } }
        h1 { (title) }
        (body)
    };
    desk.page(Place::Data, &title, None, &main)
}

/// What stands on each of these pages.
struct Asking<'a> {
    words: Words,
    key: &'a str,
    list: &'a State,
    rows: &'a [String],
    all: bool,
}

impl Asking<'_> {
    /// Which rows, in a form that asks on.
    fn which(&self) -> Markup {
        html! {
            input type="hidden" name=(WITH_LIST) value=(self.list.query());
            @if self.all { input type="hidden" name="all" value="yes"; }
            @for row in self.rows { input type="hidden" name=(ROW) value=(row); }
        }
    }

    fn at(&self) -> String {
        format!("{}/several", of_entity(self.key))
    }

    /// The chosen rows as a list of their own.
    fn rows_query(&self) -> String {
        if self.all { self.list.query() } else { self.list.with(ROW, self.rows.iter().cloned()).query() }
    }

    fn count(&self, key: &str, count: usize) -> String {
        self.words.with(key, &[("rows", &rows_words(self.words, u64::try_from(count).unwrap_or(u64::MAX)))])
    }

    /// The rows by name, where somebody wants to see them.
    fn named(&self, said: &str, rows: &[ChosenRow]) -> Markup {
        html! {
            @if !rows.is_empty() {
                details.named {
                    summary { (said) }
                    ul { @for row in rows { li { a href=(of_row(self.key, row.id)) { (row.label) } } } }
                }
            }
        }
    }

    /// What can be done.
    fn doing(&self, chosen: &Chosen) -> Markup {
        let words = self.words;
        html! {
            p.lead { (self.count("lists-chosen-rows", chosen.rows.len())) }
            (self.named(&words.say("lists-which"), &chosen.rows))
            @if !chosen.fields.is_empty() {
                section.card {
                    h2 { (words.say("lists-set-title")) }
                    form method="get" action=(self.at()) {
                        (self.which())
                        div.field {
                            label for=(SET) { (words.say("lists-set-field")) }
                            select.short id=(SET) name=(SET) { @for (key, name) in &chosen.fields { option value=(key) { (name) } } }
                        }
                        button.button.quiet { (words.say("lists-go-on")) }
                    }
                }
            }
            p { a.button.quiet href=(of_export(self.key, &self.rows_query())) { (words.say("lists-export")) } }
            @if chosen.head.way == Way::Made {
                section.card {
                    h2 { (words.say("lists-remove-title")) }
                    p { (words.say("lists-remove-hint")) }
                    form method="get" action=(self.at()) {
                        (self.which())
                        button.button.quiet name=(REMOVE) value="yes" { (words.say("lists-remove-look")) }
                    }
                }
            }
        }
    }

    /// The value to be set, and what would happen with it.
    fn setting(&self, chosen: &Chosen, setting: &Setting) -> Markup {
        let (words, field) = (self.words, &setting.field);
        let keeps: Vec<String> = setting.changes.iter().map(|row| format!("{}.{}", row.id, row.version)).collect();
        html! {
            p.lead { (self.count("lists-chosen-rows", chosen.rows.len())) }
            form.card method="get" action=(self.at()) {
                (self.which())
                input type="hidden" name=(SET) value=(field.key);
                (control(words, field, true))
                button.button.quiet name=(LOOK) value="yes" { (words.say("lists-look")) }
            }
            @if setting.is_ready {
                section.card {
                    h2 { (words.say("lists-would")) }
                    @if setting.changes.is_empty() { p { (words.say("lists-nothing")) } }
                    (self.named(&self.count("lists-set-rows", setting.changes.len()), &setting.changes))
                    @if setting.same > 0 { p { (self.count("lists-same-rows", setting.same)) } }
                    (self.named(&self.count("lists-closed-rows", setting.closed.len()), &setting.closed))
                    @if !setting.changes.is_empty() {
                        form.actions method="post" action=(self.at()) {
                            input type="hidden" name=(WITH_LIST) value=(self.list.query());
                            input type="hidden" name=(SET) value=(field.key);
                            input type="hidden" name=(VALUE) value=(field.typed);
                            input type="hidden" name=(ROWS) value=(keeps.join(" "));
                            button.button { (self.count("lists-set-do", setting.changes.len())) }
                            a href=(self.list.at(self.key)) { (words.say("wish-cancel")) }
                        }
                    }
                }
            }
        }
    }

    /// What would go.
    fn removing(&self, removals: &Removals) -> Markup {
        let words = self.words;
        let rows: Vec<ChosenRow> = removals.goes.iter().map(|(row, _)| row.clone()).collect();
        let plans: Vec<String> = removals.goes.iter().map(|(row, plan)| format!("{}.{plan}", row.id)).collect();
        html! {
            section.card {
                h2 { (words.say("lists-would")) }
                @if rows.is_empty() { p { (words.say("lists-nothing")) } }
                (self.named(&self.count("lists-go-rows", rows.len()), &rows))
                @if !removals.lines.is_empty() {
                    p { (words.say("lists-goes-along")) }
                    ul { @for (kind, count) in &removals.lines { li { (kind) ": " (rows_words(words, u64::try_from(*count).unwrap_or(u64::MAX))) } } }
                }
                @if removals.hidden > 0 { p.hint { (words.with("person-hidden", &[("rows", &removals.hidden.to_string())])) } }
                (self.named(&self.count("lists-stay-rows", removals.stays.len()), &removals.stays))
                @if !rows.is_empty() {
                    form.actions method="post" action=(self.at()) {
                        input type="hidden" name=(WITH_LIST) value=(self.list.query());
                        input type="hidden" name=(ROWS) value=(plans.join(" "));
                        button.button.danger { (self.count("lists-remove-do", rows.len())) }
                        a href=(self.list.at(self.key)) { (words.say("wish-cancel")) }
                    }
                }
            }
        }
    }
}

/// Does it, and leads to what happened.
pub(super) async fn carry_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, key) = (&desk.app.engine, desk.entity()?);
    let rows = form.get(ROWS).split_whitespace().filter_map(|row| row.split_once('.'));
    let rows = rows.filter_map(|(id, shown)| Some((RowId::from_str(id).ok()?, shown)));
    let (did, outcome) = if let Some(field) = form.sent(SET) {
        let rows: Vec<(RowId, i64)> = rows.filter_map(|(id, version)| Some((id, version.parse().ok()?))).collect();
        (SET, set_several(engine, &desk.caller, desk.now, (key, field, form.get(VALUE)), &rows).await?)
    } else {
        let rows: Vec<(RowId, String)> = rows.map(|(id, plan)| (id, plan.to_owned())).collect();
        (REMOVE, remove_several(engine, &desk.caller, desk.now, key, &rows).await?)
    };
    Ok(DeskPage::see_other(&format!("{}/several/done?{}", of_entity(key), told(did, &outcome, form.get(WITH_LIST)))))
}

/// What happened, in an address: of the rows with which it was not done, some by their ids.
fn told(did: &str, outcome: &Outcome, list: &str) -> String {
    let begin = format!("did={did}&done={}&{WITH_LIST}={}", outcome.done, encode(list));
    let named = outcome.skipped.iter().take(NAMED_ROWS).map(|(id, why)| format!("{}={id}", reason(*why).0));
    let more = outcome.skipped.len().saturating_sub(NAMED_ROWS);
    let more = (more > 0).then(|| format!("more={more}"));
    [begin].into_iter().chain(named).chain(more).collect::<Vec<_>>().join("&")
}

/// A reason's name in an address, and its words.
fn reason(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::Overtaken => ("overtaken", "lists-why-overtaken"),
        Why::Gone => ("gone", "lists-why-gone"),
        Why::Denied => ("denied", "lists-why-denied"),
        Why::Misfit => ("misfit", "lists-why-misfit"),
        Why::Failed => ("failed", "lists-why-failed"),
    }
}

const REASONS: [Why; 5] = [Why::Overtaken, Why::Gone, Why::Denied, Why::Misfit, Why::Failed];

/// What happened.
pub(super) async fn done(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, key, words) = (&desk.app.engine, desk.entity()?, desk.words());
    let list = State::read(&desk.query(WITH_LIST).unwrap_or_default());
    let number = |name: &str| desk.query(name).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
    let did = if desk.query("did").as_deref() == Some(SET) { "lists-did-set" } else { "lists-did-remove" };
    let skipped: Vec<(Why, String)> = REASONS
        .into_iter()
        .flat_map(|why| desk.queries(reason(why).0).into_iter().map(move |(_, id)| (why, id)))
        .collect();
    let ids = skipped.iter().map(|(_, id)| id.clone());
    let mut named = State::default().with(ROW, ids).wanted();
    named.rows.get_or_insert_default();
    let named = chosen(engine, &desk.caller, key, &named, day_of(desk.now)).await?.rows;
    let label = |id: &str| named.iter().find(|row| row.id.to_string() == id);
    let body = html! {
        (toast(&html! { (words.with(did, &[("rows", &rows_words(words, number("done")))])) }))
        @for why in REASONS.into_iter().filter(|why| skipped.iter().any(|(known, _)| known == why)) {
            section.card {
                h2 { (words.say(reason(why).1)) }
                ul {
                    @for (_, id) in skipped.iter().filter(|(known, _)| *known == why) {
                        li { @if let Some(row) = label(id) { a href=(of_row(key, row.id)) { (row.label) } } @else { (words.say("lists-unnamed")) } }
                    }
                }
            }
        }
        @if number("more") > 0 { p { (words.with("lists-more-skipped", &[("rows", &rows_words(words, number("more")))])) } }
    };
    Ok(page(&desk, key, &list, &body))
}
