//! What follows when a message was sent: that it arrived, what happens now, and the way back.

use crate::demo::Step;
use crate::form_body::in_query;
use crate::public::{Frame, Page, PublicPage, Visit, contact_block, frame};
use crate::words::Words;
use engine::Language;
use maud::html;

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("thanks-title");
    // The place in the list of websites whose form was used: the way back leads nowhere else.
    let site = in_query(visit.uri.query().unwrap_or_default(), "site").and_then(|at| at.parse::<usize>().ok());
    let back = site.and_then(|at| visit.app.engine.settings().form_origins.get(at));
    let back = back.map_or(Page::Front.path(language), String::as_str);
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("thanks-lead")) }
            p { (words.say("thanks-confirmation")) }
            p.actions {
                a.button.quiet href=(back) { (words.say("thanks-back")) }
                a href=(Page::Statement.path(language)) { (words.say("thanks-statement")) }
            }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(&visit.app, words))
        }
    };
    frame(&Frame { app: &visit.app, language, title: &title, page: Some(Page::Thanks), step: Some(Step::Write) }, &main)
}
