//! Notices: what one follows, whom one tells of a record, and what one is told of.
//!
//! A notice is opened by a button, as that marks it read; nothing changes by looking.

mod list;
mod tell;

use crate::desk::parts::{Tone, badge};
use crate::desk::{self, Desk, DeskPage};
use crate::form_body::Form;
use crate::records::{back_to, from_list, of_row, standing_on, with};
use crate::router::Route;
use crate::words::Words;
use engine::notices::{follow, is_followed, unfollow};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// Where they are.
pub(crate) const PATH: &str = "/desk/notices";

/// The name of what a form about following wants, and what it says.
const WANTED: &str = "wanted";
const FOLLOW: &str = "follow";
/// What it says of the page on which it stands.
const BACK: &str = "back";

pub(crate) fn desk_routes() -> Vec<Route> {
    let tell = desk::get(tell::show).merge(desk::post(&["user"], tell::carry_out));
    vec![
        (PATH.to_owned(), desk::get(list::show)),
        (format!("{PATH}/read"), desk::post(&[], list::read)),
        (format!("{PATH}/mail"), desk::post(&["mail"], list::choose)),
        (format!("{PATH}/{{id}}/open"), desk::post(&[], list::open)),
        ("/desk/data/{entity}/{id}/follow".to_owned(), desk::post(&[WANTED, BACK], settle)),
        ("/desk/data/{entity}/{id}/tell".to_owned(), tell),
    ]
}

/// The way to the notices, with how many are unread.
pub(crate) fn bell(words: Words, unread: usize) -> Markup {
    html! {
        a.bell href=(PATH) {
            (words.say("notices-title"))
            @match unread {
                0 => {}
                1 => { " " (badge(Tone::Plain, &words.say("notices-unread-one"))) }
                _ => { " " (badge(Tone::Plain, &words.with("notices-unread", &[("count", &unread.to_string())]))) }
            }
        }
    }
}

/// The button that begins or ends to follow a record; `here` is the page on which it stands.
pub(crate) async fn follow_button(desk: &Desk, (key, id): (&str, RowId), here: &str) -> Result<Markup, Failure> {
    let is_followed = is_followed(&desk.app.engine, &desk.caller, (key, id)).await?;
    let words = desk.words();
    Ok(html! {
        form method="post" action=(with(&format!("{}/follow", of_row(key, id)), &[&from_list(desk)])) {
            input type="hidden" name=(BACK) value=(standing_on(key, id, here));
            @if is_followed {
                button.button.quiet.small.on { (words.say("notices-unfollow")) }
            } @else {
                button.button.quiet.small name=(WANTED) value=(FOLLOW) { (words.say("notices-follow")) }
            }
        }
    })
}

async fn settle(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, key, id) = (&desk.app.engine, desk.entity()?, desk.id()?);
    if form.get(WANTED) == FOLLOW {
        follow(engine, &desk.caller, desk.now, (key, id)).await?;
    } else {
        unfollow(engine, &desk.caller, desk.now, (key, id)).await?;
    }
    Ok(DeskPage::see_other(&with(&back_to(key, id, form.get(BACK)), &[&from_list(&desk)])))
}
