//! The register on screen: what may be stored, why, open to whom and for how long, without opening a file.

use crate::book::{Otherwise, Said};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::encode;
use crate::privacy::what_if;
use crate::public::Page;
use crate::records::of_row;
use crate::words::Words;
use engine::privacy::{
    ActivityView, EntityView, FieldView, KindView, RegisterView, SharedView, register, routines_by_rule,
};
use engine::{Access, Failure, Grant, Reach, RowId, System};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Shows the pieces of the register to one reader.
#[derive(Clone, Copy)]
struct Shown<'a> {
    words: Words,
    /// The reader may try another period.
    may_try: bool,
    /// The routines that each rule carries out.
    routines: &'a Routines,
}

type Routines = BTreeMap<(&'static str, String), Vec<(RowId, String)>>;

/// Which part is asked for: `purpose-KEY`, `entity-KEY`, or one of those below.
const OF: &str = "of";
const SHARED: &str = "shared";
const IMPERSONAL: &str = "impersonal";
const SYSTEMS: &str = "systems";

/// The address of a part.
pub(super) fn part_at(part: &str) -> String {
    format!("{}?{OF}={}", Place::Register.path(), encode(part))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let view = register(&desk.app.engine, words.0);
    let routines = routines_by_rule(&desk.app.engine, &desk.caller).await?;
    let may_try = desk.caller.viewer.carries_out_rights(desk.app.engine.model());
    let shown = Shown { words, may_try, routines: &routines };
    let systems = &desk.app.engine.model().systems;
    let title = words.say("register-title");
    let main = match desk.query(OF) {
        None => shown.index(&view, systems, &desk.app.book.otherwise()),
        Some(part) => html! {
            p.crumb { a href=(Place::Register.path()) { (title) } }
            (shown.part(&part, &view, systems).ok_or(Failure::NotFound)?)
        },
    };
    Ok(desk.page(Place::Register, &title, None, &main))
}

impl Shown<'_> {
    /// What there is, and what the company does otherwise than the standard register.
    fn index(self, view: &RegisterView, systems: &[System], changes: &[Otherwise]) -> Markup {
        let words = self.words;
        html! {
            header.title {
                h1 { (words.say("register-title")) }
                @if self.may_try {
                    div.actions { a.button.quiet href=(what_if::PATH) { (words.say("register-try")) } }
                }
            }
            p.lead { (words.say("register-lead")) }
            nav.contents aria-labelledby="contents" {
                h2 #contents { (words.say("register-contents")) }
                ul {
                    @for activity in &view.activities {
                        li { a href=(part_at(&format!("purpose-{}", activity.info.key))) { (activity.info.purpose) } }
                    }
                    li { a href=(part_at(SHARED)) { (words.say("register-shared-title")) } }
                    li { a href=(part_at(IMPERSONAL)) { (words.say("register-impersonal-title")) } }
                    @if !systems.is_empty() { li { a href=(part_at(SYSTEMS)) { (words.say("register-systems-title")) } } }
                }
            }
            (otherwise(words, changes))
        }
    }

    /// One part; none where there is no such part.
    fn part(self, part: &str, view: &RegisterView, systems: &[System]) -> Option<Markup> {
        let words = self.words;
        let titled = |title: &str, lead: &str, inside: Markup| {
            html! { section { h1 { (words.say(title)) } p.hint { (words.say(lead)) } (inside) } }
        };
        if let Some(key) = part.strip_prefix("purpose-") {
            return view.activities.iter().find(|activity| activity.info.key == key).map(|one| self.activity(one));
        }
        if let Some(key) = part.strip_prefix("entity-") {
            let of_activities = view.activities.iter().flat_map(|activity| &activity.entities);
            let mut own = of_activities.chain(&view.impersonal).filter(|entity| entity.key == key);
            let shared = || view.shared.iter().find(|shared| shared.entity.key == key).map(|one| self.shared(one));
            return own.next().map(|entity| self.entity(entity, &html! {})).or_else(shared);
        }
        match part {
            SHARED => Some(titled(
                "register-shared-title",
                "register-shared-lead",
                html! {
                    @for shared in &view.shared { (self.shared(shared)) }
                },
            )),
            // They are many, and tell of nobody.
            IMPERSONAL => Some(titled(
                "register-impersonal-title",
                "register-impersonal-lead",
                html! {
                    ul.rows { @for entity in &view.impersonal { li.row { (entity_link(entity)) span.what { (entity.period) } } } }
                },
            )),
            SYSTEMS if !systems.is_empty() => Some(titled(
                "register-systems-title",
                "register-systems-lead",
                html! {
                    @for system in systems { (self.system(system)) }
                },
            )),
            _ => None,
        }
    }

    fn activity(self, activity: &ActivityView) -> Markup {
        let words = self.words;
        let info = &activity.info;
        html! {
            section #{ "purpose-" (info.key) } {
                h1 { (info.purpose) }
                dl.facts {
                    dt { (words.say("register-ground")) }
                    dd { (info.ground) " (" (info.article) ")" }
                    @for reason in &info.reasons { dt { (reason.label) } dd { (reason.text) } }
                    dt { (words.say("register-subjects")) }
                    dd { (info.subjects) }
                    (self.routines("activity", &info.key))
                    dt { (words.say("register-recipients")) }
                    dd {
                        @if info.recipients.is_empty() { (words.say("register-no-recipient")) }
                        @for recipient in &info.recipients { div { (recipient) } }
                    }
                    dt { (words.say("register-responsible")) }
                    dd { (info.responsible) }
                    dt { (words.say("register-access")) }
                    dd { @for (role, grant) in &activity.access { div { (access_words(words, role, *grant)) } } }
                    @if !activity.uses.is_empty() {
                        dt { (words.say("register-uses")) }
                        dd { @for (entity, fields) in &activity.uses { div { (entity) ": " (fields.join(", ")) } } }
                    }
                }
                @if let Some(anchor) = &activity.anchor {
                    p { a href={ (Page::Statement.path(words.0)) "#" (anchor) } { (words.say("register-statement")) } }
                }
                @for entity in &activity.entities { (self.entity(entity, &html! {})) }
                @if !activity.elsewhere.is_empty() {
                    p {
                        (words.say("register-elsewhere"))
                        @for (key, name) in &activity.elsewhere { " " a href=(part_at(&format!("entity-{key}"))) { (name) } }
                    }
                }
            }
        }
    }

    fn shared(self, shared: &SharedView) -> Markup {
        let users = html! {
            p { (self.words.say("register-users")) }
            ul { @for (purpose, fields) in &shared.users { li { "«" (purpose) "»: " (fields.join(", ")) } } }
        };
        self.entity(&shared.entity, &users)
    }

    /// One thing stored, with what else is to be said of it above its fields.
    fn entity(self, entity: &EntityView, more: &Markup) -> Markup {
        let words = self.words;
        html! {
            section.card #{ "entity-" (entity.key) } {
                h2 { (entity.name) }
                p { (words.with("register-period", &[("period", &entity.period)])) }
                @if entity.closed { p.hint { (words.say("register-closed")) } }
                (more)
                details {
                    summary { (words.with("register-fields", &[("count", &entity.fields.len().to_string())])) }
                    ul.rows { @for field in &entity.fields { (self.field(field)) } }
                }
                @if self.may_try && entity.timed {
                    p { a href=(what_if::path_of(&entity.key)) { (words.say("register-what-if")) } }
                }
            }
        }
    }

    /// A place outside where data are kept.
    fn system(self, system: &System) -> Markup {
        let words = self.words;
        html! {
            section.card #{ "system-" (system.key) } {
                h2 { (system.name) }
                p { (system.holds.get(words.0)) }
                @if let Some(routine) = &system.routine { p { (routine.get(words.0)) "." } }
                dl.facts { (self.routines("system", &system.key)) }
            }
        }
    }

    /// The routines that the rule carries out.
    fn routines(self, kind: &'static str, key: &str) -> Markup {
        let found = self.routines.get(&(kind, key.to_owned()));
        html! {
            @if let Some(routines) = found {
                dt { (self.words.say("register-routine")) }
                dd { @for (id, title) in routines { div { a href=(of_row("routine", *id)) { (title) } } } }
            }
        }
    }

    fn field(self, field: &FieldView) -> Markup {
        html! {
            li.row {
                span.who { strong { (field.name) } }
                span.what { (kind_words(self.words, &field.kind)) }
                span.when {
                    @if field.required { span.badge { (self.words.say("register-required")) } }
                    @if field.sealed { span.badge { (self.words.say("register-sealed")) } }
                    @if let Some(category) = &field.category { span { (category) } }
                    @if let Some(period) = &field.period { span { (period) } }
                    @if let Some(need) = &field.need { span { (need) } }
                    @if let Some(why) = &field.impersonal {
                        span { (self.words.with("register-impersonal", &[("why", why)])) }
                    }
                }
            }
        }
    }
}

fn entity_link(entity: &EntityView) -> Markup {
    html! { span.who { a href=(part_at(&format!("entity-{}", entity.key))) { (entity.name) } } }
}

fn access_words(words: Words, role: &str, grant: Grant) -> String {
    let key = match (grant.access, grant.reach) {
        (Access::Read, Reach::All) => "register-reads",
        (Access::Write, Reach::All) => "register-writes",
        (Access::Read, Reach::Team) => "register-reads-team",
        (Access::Write, Reach::Team) => "register-writes-team",
        (Access::Read, Reach::Own) => "register-reads-own",
        (Access::Write, Reach::Own) => "register-writes-own",
    };
    words.with(key, &[("role", role)])
}

/// What the company does otherwise than the standard register, each with both places.
fn otherwise(words: Words, changes: &[Otherwise]) -> Markup {
    let said =
        |said: &Said| html! { code { (said.text.trim()) } " " small { (file_name(&said.file)) ":" (said.line) } };
    html! {
        @if !changes.is_empty() {
            section.purpose {
                h2 { (words.say("register-otherwise-title")) }
                p.hint { (words.say("register-otherwise-lead")) }
                ul.rows {
                    @for change in changes {
                        li.row.otherwise {
                            strong { (change.what) }
                            dl.facts {
                                dt { (words.say("register-otherwise-declared")) }
                                dd {
                                    @match &change.declared {
                                        Some(line) => (said(line)),
                                        None => (words.say("register-otherwise-nothing")),
                                    }
                                }
                                dt { (words.say("register-otherwise-changed")) }
                                dd { (said(&change.changed)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The company's file without the folders that it lies in; the standard register's files as they are called.
fn file_name(file: &str) -> &str {
    if file.starts_with("register/") { file } else { file.rsplit('/').next().unwrap_or(file) }
}

/// What a field holds.
fn kind_words(words: Words, kind: &KindView) -> String {
    match kind {
        KindView::Text(max) => words.with("kind-text", &[("max", &max.to_string())]),
        KindView::LongText(max) => words.with("kind-long-text", &[("max", &max.to_string())]),
        KindView::RichText(max) => words.with("kind-rich-text", &[("max", &max.to_string())]),
        KindView::Url => words.say("kind-url"),
        KindView::Address => words.say("kind-address"),
        KindView::OrgNumber => words.say("kind-org-number"),
        KindView::NationalId => words.say("kind-national-id"),
        KindView::AccountNumber => words.say("kind-account-number"),
        KindView::Decimal => words.say("kind-decimal"),
        KindView::Money => words.say("kind-money"),
        KindView::Percent => words.say("kind-percent"),
        KindView::Duration => words.say("kind-duration"),
        KindView::Sequence => words.say("kind-sequence"),
        KindView::Listed(list) => words.with("kind-listed", &[("list", list)]),
        KindView::File => words.say("kind-file"),
        KindView::Links(to) => words.with("kind-links", &[("to", to)]),
        KindView::Email => words.say("kind-email"),
        KindView::Phone => words.say("kind-phone"),
        KindView::Integer => words.say("kind-integer"),
        KindView::Boolean => words.say("kind-boolean"),
        KindView::Date => words.say("kind-date"),
        KindView::DateTime => words.say("kind-datetime"),
        KindView::Choice(of) => words.with("kind-choice", &[("of", &of.join(", "))]),
        KindView::Link(to) => words.with("kind-link", &[("to", to)]),
        KindView::Mention(to) => words.with("kind-mention", &[("to", to)]),
    }
}
