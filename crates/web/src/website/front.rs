//! The front page: who this is, how to write, and what happens to what is written.

use crate::demo::Step;
use crate::public::{Frame, Page, PublicPage, Visit, contact_block, frame};
use crate::words::Words;
use engine::Language;
use maud::html;

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    let words = Words(language);
    let company = visit.app.company();
    let main = html! {
        div.hero {
            h1 { (company) }
            p.lead { (words.say("front-lead")) }
            p.actions {
                a.button href=(Page::Contact.path(language)) { (words.say("front-write")) }
                a.button.quiet href=(Page::Statement.path(language)) { (words.say("front-read")) }
            }
        }
        div.three {
            section.card { h2 { (words.say("front-one-title")) } p { (words.say("front-one-text")) } }
            section.card { h2 { (words.say("front-two-title")) } p { (words.say("front-two-text")) } }
            section.card { h2 { (words.say("front-three-title")) } p { (words.say("front-three-text")) } }
        }
        section.narrow.reach {
            h2 { (words.say("contact-other-ways")) }
            (contact_block(&visit.app, words))
        }
    };
    frame(&Frame { app: &visit.app, language, title: company, page: Some(Page::Front), step: Some(Step::Start) }, &main)
        .tagged()
        .unless_known(visit.known.as_ref())
}
