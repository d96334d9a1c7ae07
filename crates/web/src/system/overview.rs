//! Set-up: the way to everything that is not everyday work. Each line is there for whoever may open it.

use crate::desk::parts::row;
use crate::desk::{Desk, DeskPage, Place};
use engine::Failure;
use engine::correspondence::may_see_mailboxes;
use engine::system::administers;
use maud::{Markup, html};

/// Where it stands.
pub(crate) const PATH: &str = "/desk/set-up";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let engine = &desk.app.engine;
    let rights = desk.caller.viewer.carries_out_rights(engine.model());
    let admin = administers(engine, &desk.caller);
    let line = |path: &str, title: &str, text: &str| -> Markup {
        html! {
            li { (row(path, &html! { strong { (words.say(title)) } }, &html! { (words.say(text)) }, &html! {})) }
        }
    };
    let main = html! {
        h1 { (words.say("overview-title")) }
        ul.rows {
            (line(super::roles::PATH, "my-roles-title", "my-roles-about"))
            @if admin {
                (line(super::users::PATH, "users-title", "users-about"))
                (line(&crate::records::of_entity("team"), "teams-title", "teams-about"))
                (line(super::tokens::PATH, "tokens-title", "tokens-about"))
            }
            (line("/desk/register", "nav-register", "overview-register"))
            @if rights {
                (line("/desk/record", "nav-record", "overview-record"))
                (line(super::JOBS, "jobs-title", "overview-jobs"))
            }
            @if may_see_mailboxes(engine, &desk.caller) {
                (line(crate::correspondence::MAILBOXES, "mailboxes-title", "mailboxes-about"))
            }
            (line("/desk/form", "nav-form", "overview-form"))
            (line(crate::desk::GALLERY, "frame-gallery-title", "frame-gallery-about"))
        }
    };
    Ok(desk.page(Place::SetUp, &words.say("overview-title"), None, &main))
}
