//! The list of requests, fifty at a time.

use crate::demo::Step;
use crate::desk::parts::{Tone, badge, empty, pager, row, tabs};
use crate::desk::{Desk, DeskPage, Place};
use crate::website::doubt_words;
use crate::words::Words;
use engine::website::{RequestLine, Which, count, requests};
use engine::{Failure, PAGE_ROWS, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// Where the list stands.
const PATH: &str = "/desk/requests";

const TABS: [(Which, &str); 3] = [(Which::Open, "open"), (Which::Doubtful, "doubtful"), (Which::Answered, "answered")];

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let wanted = desk.query("which");
    let (which, key) = TABS.into_iter().find(|(_, key)| wanted.as_deref() == Some(key)).unwrap_or(TABS[0]);
    let after = desk.query("after").and_then(|id| RowId::from_str(&id).ok());
    let found = requests(&desk.app.engine, &desk.caller, which, after).await?;
    let mut shown = Vec::new();
    for (tab, key) in TABS {
        let count = count(&desk.app.engine, &desk.caller, tab).await?;
        let name = html! { (tab_words(words, tab)) " " span.count { (count) } };
        shown.push((format!("{PATH}?which={key}"), name, tab == which));
    }
    let more = found.last().filter(|_| found.len() as u64 == PAGE_ROWS);
    let more = more.map(|last| format!("{PATH}?which={key}&after={}", last.id));
    let main = html! {
        h1 { (words.say("requests-title")) }
        (tabs(&words.say("requests-tabs"), &shown))
        (lines(&desk, &found))
        (pager(words, more.as_deref()))
    };
    Ok(desk.page(Place::Requests, &words.say("requests-title"), Some(Step::Answer), &main))
}

fn tab_words(words: Words, which: Which) -> String {
    words.say(match which {
        Which::Open => "which-open",
        Which::Doubtful => "which-doubtful",
        Which::Answered => "which-answered",
    })
}

/// The requests as rows; says so where there is none.
pub(crate) fn lines(desk: &Desk, found: &[RequestLine]) -> Markup {
    let words = desk.words();
    html! {
        @if found.is_empty() {
            (empty(&words.say("requests-empty")))
        } @else {
            ul.rows {
                @for line in found {
                    @let who = html! {
                        strong { (line.name) }
                        @if !line.organisation.is_empty() { span.muted { (line.organisation) } }
                    };
                    @let when = html! {
                        @if let Some(doubt) = line.doubt.filter(|_| line.answered_at.is_none()) {
                            (badge(Tone::Warn, &doubt_words(words, doubt)))
                        }
                        span title=(words.moment(line.received_at)) { (words.ago(desk.now, line.received_at)) }
                    };
                    li { (row(&format!("{PATH}/{}", line.id), &who, &html! { (line.excerpt) }, &when)) }
                }
            }
        }
    }
}
