//! The stored versions of the record of processing, for those who carry out rights.

use super::{listed, read};
use crate::desk::{Desk, DeskPage, Place};
use engine::Failure;
use engine::documents::to_html;
use engine::privacy::record_versions;
use maud::{PreEscaped, html};

/// Where they are listed.
pub(crate) const PATH: &str = "/desk/record/versions";

pub(crate) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let title = words.say("record-versions-title");
    let versions = read(record_versions(&desk.app.engine, &desk.caller).await?, words.0);
    let main = html! {
        div.narrow {
            p.crumb { a href="/desk/record" { (words.say("nav-record")) } }
            h1 { (title) }
            p.lead { (words.say("record-versions-lead")) }
            (listed(words, &versions, |version| format!("{PATH}/{}", version.published.id)))
        }
    };
    Ok(desk.page(Place::Record, &title, None, &main))
}

pub(crate) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (words, id) = (desk.words(), desk.id()?);
    let all = read(record_versions(&desk.app.engine, &desk.caller).await?, words.0);
    let version = all.into_iter().find(|version| version.published.id == id).ok_or(Failure::NotFound)?;
    let moment = words.moment(version.published.at);
    let main = html! {
        div.narrow.prose {
            p.crumb { a href=(PATH) { (words.say("record-versions-title")) } }
            p.hint { (words.with("record-versions-was", &[("moment", &moment)])) }
            (PreEscaped(to_html(&version.text)))
        }
    };
    Ok(desk.page(Place::Record, &words.with("versions-read", &[("moment", &moment)]), None, &main))
}
