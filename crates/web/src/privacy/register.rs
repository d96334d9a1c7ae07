//! The register on screen: what may be stored, why, open to whom and for how long, without opening a file.

use crate::desk::{Desk, DeskPage, Place};
use crate::privacy::what_if;
use crate::public::Page;
use crate::words::Words;
use engine::privacy::{ActivityView, EntityView, FieldView, KindView, SharedView, register};
use engine::{Access, Failure};
use maud::{Markup, html};

/// Shows the pieces of the register to one reader.
#[derive(Clone, Copy)]
struct Shown {
    words: Words,
    /// The reader may try another period.
    may_try: bool,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let view = register(&desk.app.engine, words.0);
    let shown = Shown { words, may_try: desk.caller.viewer.carries_out_rights(desk.app.engine.model()) };
    let main = html! {
        header.title {
            h1 { (words.say("register-title")) }
            @if shown.may_try {
                div.actions { a.button.quiet href=(what_if::PATH) { (words.say("register-try")) } }
            }
        }
        p.lead { (words.say("register-lead")) }
        @for activity in &view.activities { (shown.activity(activity)) }
        section.purpose {
            h2 { (words.say("register-shared-title")) }
            p.hint { (words.say("register-shared-lead")) }
            @for shared in &view.shared { (shown.shared(shared)) }
        }
        section.purpose {
            h2 { (words.say("register-impersonal-title")) }
            p.hint { (words.say("register-impersonal-lead")) }
            @for entity in &view.impersonal { (shown.entity(entity, &html! {})) }
        }
    };
    Ok(desk.page(Place::Register, &words.say("register-title"), None, &main))
}

impl Shown {
    fn activity(self, activity: &ActivityView) -> Markup {
        let words = self.words;
        let info = &activity.info;
        html! {
            section.purpose {
                h2 { (info.purpose) }
                dl.facts {
                    dt { (words.say("register-ground")) }
                    dd { (info.ground) " (" (info.article) ")" }
                    @for reason in &info.reasons { dt { (reason.label) } dd { (reason.text) } }
                    dt { (words.say("register-subjects")) }
                    dd { (info.subjects) }
                    dt { (words.say("register-recipients")) }
                    dd {
                        @if info.recipients.is_empty() { (words.say("register-no-recipient")) }
                        @for recipient in &info.recipients { div { (recipient) } }
                    }
                    dt { (words.say("register-responsible")) }
                    dd { (info.responsible) }
                    dt { (words.say("register-access")) }
                    dd { @for (role, access) in &activity.access { div { (access_words(words, role, *access)) } } }
                    @if !activity.uses.is_empty() {
                        dt { (words.say("register-uses")) }
                        dd { @for (entity, fields) in &activity.uses { div { (entity) ": " (fields.join(", ")) } } }
                    }
                }
                @if let Some(anchor) = &activity.anchor {
                    p { a href={ (Page::Statement.path(words.0)) "#" (anchor) } { (words.say("register-statement")) } }
                }
                @for entity in &activity.entities { (self.entity(entity, &html! {})) }
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
                h3 { (entity.name) }
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

    fn field(self, field: &FieldView) -> Markup {
        html! {
            li.row {
                span.who { strong { (field.name) } }
                span.what { (kind_words(self.words, &field.kind)) }
                span.when {
                    @if field.required { span.badge { (self.words.say("register-required")) } }
                    @if let Some(why) = &field.impersonal {
                        span { (self.words.with("register-impersonal", &[("why", why)])) }
                    }
                }
            }
        }
    }
}

fn access_words(words: Words, role: &str, access: Access) -> String {
    let key = match access {
        Access::Read => "register-reads",
        Access::Write => "register-writes",
    };
    words.with(key, &[("role", role)])
}

/// What a field holds.
fn kind_words(words: Words, kind: &KindView) -> String {
    match kind {
        KindView::Text(max) => words.with("kind-text", &[("max", &max.to_string())]),
        KindView::LongText(max) => words.with("kind-long-text", &[("max", &max.to_string())]),
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
