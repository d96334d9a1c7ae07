//! What follows when something was asked: a mail, whoever asked.

use crate::public::{Frame, Page, PublicPage, Visit, contact_block, frame};
use crate::words::Words;
use engine::Language;
use maud::html;

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("rights-sent-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("rights-sent-lead")) }
            p { (words.say("rights-sent-known")) }
            p { (words.say("rights-sent-none")) }
            p.actions {
                a.button.quiet href=(Page::Front.path(language)) { (words.say("thanks-back")) }
                a href=(Page::Statement.path(language)) { (words.say("thanks-statement")) }
            }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(&visit.app, words))
        }
    };
    frame(&Frame { app: &visit.app, language, title: &title, page: Some(Page::RightsSent), step: None }, &main)
}
