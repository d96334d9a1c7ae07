//! A mail as it came: its head, its whole text, and its HTML in a frame that runs nothing and calls nobody.

use super::of_case;
use crate::desk::{Desk, DeskPage, Place};
use crate::records::of_row;
use engine::Failure;
use engine::correspondence::original;
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let mail = original(&desk.app.engine, &desk.caller, desk.id()?).await?;
    let main = html! {
        @if let Some(case) = mail.case { p.crumb { a href={ (of_case(case)) "#" (mail.id) } { (words.say("case-back")) } } }
        h1 { (mail.subject) }
        dl.facts {
            @for (name, value) in &mail.head { dt { (name) } dd { (value) } }
        }
        @if let Some(clean) = &mail.html {
            h2 { (words.say("case-original-html")) }
            @if mail.blocked > 0 { p.hint { (words.with("case-original-blocked", &[("pictures", &mail.blocked.to_string())])) } }
            iframe.original sandbox srcdoc=(clean) title=(words.say("case-original-html")) {}
        }
        h2 { (words.say("case-original-text")) }
        div.entry { p.written { (mail.text) } }
        @if mail.has_file {
            p { a href={ (of_row("email_message", mail.id)) "/files/original" } { (words.say("case-original-file")) } }
        }
    };
    Ok(desk.page(Place::Cases, &mail.subject, None, &main))
}
