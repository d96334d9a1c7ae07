//! A mail as it came: its head, its whole text, and its HTML in a frame that runs nothing and calls nobody.

use super::of_case;
use crate::desk::{Desk, DeskPage, Place};
use crate::records::of_row;
use engine::Failure;
use engine::correspondence::original;
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let shown = original(&desk.app.engine, &desk.caller, desk.id()?).await?;
    let main = html! {
        @if let Some(case) = shown.case { p.crumb { a href={ (of_case(case)) "#" (shown.id) } { (words.say("case-back")) } } }
        h1 { (shown.subject) }
        dl.facts {
            @for (name, value) in &shown.head { dt { (name) } dd { (value) } }
        }
        @if let Some(clean) = &shown.html {
            h2 { (words.say("case-original-html")) }
            @if shown.blocked > 0 { p.hint { (words.with("case-original-blocked", &[("pictures", &shown.blocked.to_string())])) } }
            iframe.original sandbox srcdoc=(clean) title=(words.say("case-original-html")) {}
        }
        h2 { (words.say("case-original-text")) }
        div.entry { p.written { (shown.text) } }
        @if shown.has_file {
            p { a href={ (of_row("email_message", shown.id)) "/files/original" } { (words.say("case-original-file")) } }
        }
    };
    Ok(desk.page(Place::Cases, &shown.subject, None, &main))
}
