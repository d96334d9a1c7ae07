//! The notice beside a form: what is collected, why, for how long, and on which ground, before anything is typed (GDPR art. 13).

use super::Page;
use crate::words::Words;
use engine::documents::Notice;
use maud::{Markup, html};

/// A notice of each purpose; `data` is the key of the words that tell what is stored.
pub(crate) fn notice(words: Words, data: &str, notices: &[Notice]) -> Markup {
    html! {
        section.notice aria-labelledby="notice-title" {
            h2 #notice-title { (words.say("notice-title")) }
            @for notice in notices {
                dl.facts {
                    dt { (words.say("notice-purpose")) } dd { (notice.purpose) "." }
                    dt { (words.say("notice-data")) }
                    dd {
                        (words.say(data))
                        details {
                            summary { (words.say("notice-data-all")) }
                            ul { @for thing in &notice.data { li { (thing) } } }
                        }
                    }
                    dt { (words.say("notice-period")) } dd { (notice.period) "." }
                    dt { (words.say("notice-ground")) } dd { (notice.ground) }
                    dt { (words.say("notice-who")) } dd { (notice.controller) }
                }
            }
            p { a href=(Page::Statement.path(words.0)) { (words.say("notice-statement")) } }
        }
    }
}
