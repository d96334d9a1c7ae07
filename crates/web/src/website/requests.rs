//! The list of requests, fifty at a time.

use crate::demo::Step;
use crate::desk::{Desk, DeskPage, Place};
use crate::website::doubt_words;
use crate::words::Words;
use engine::website::{RequestLine, Which, count, requests};
use engine::{Failure, PAGE_ROWS, RowId};
use maud::{Markup, html};
use std::str::FromStr;

const TABS: [(Which, &str); 3] = [(Which::Open, "open"), (Which::Doubtful, "doubtful"), (Which::Answered, "answered")];

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let wanted = desk.query("which");
    let (which, key) = TABS.into_iter().find(|(_, key)| wanted.as_deref() == Some(key)).unwrap_or(TABS[0]);
    let after = desk.query("after").and_then(|id| RowId::from_str(&id).ok());
    let found = requests(&desk.app.engine, &desk.caller, which, after).await?;
    let mut tabs = Vec::new();
    for (tab, key) in TABS {
        tabs.push((tab, key, count(&desk.app.engine, &desk.caller, tab).await?));
    }
    let more = found.last().filter(|_| found.len() as u64 == PAGE_ROWS);
    let main = html! {
        h1 { (words.say("requests-title")) }
        nav.tabs aria-label=(words.say("requests-tabs")) {
            @for (tab, key, count) in tabs {
                a href={ "/desk/requests?which=" (key) } aria-current=[(tab == which).then_some("page")] {
                    (tab_words(words, tab)) " " span.count { (count) }
                }
            }
        }
        (lines(&desk, &found))
        @if let Some(last) = more {
            nav.pager aria-label=(words.say("pager-label")) {
                a.button.quiet href={ "/desk/requests?which=" (key) "&after=" (last.id) } rel="next" { (words.say("pager-more")) }
            }
        }
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
            p.empty { (words.say("requests-empty")) }
        } @else {
            ul.rows {
                @for line in found {
                    li {
                        a.row href={ "/desk/requests/" (line.id) } {
                            span.who {
                                strong { (line.name) }
                                @if !line.organisation.is_empty() { span.muted { (line.organisation) } }
                            }
                            span.what { (line.excerpt) }
                            span.when {
                                @if let Some(doubt) = line.doubt.filter(|_| line.answered_at.is_none()) {
                                    span.badge.warn { (doubt_words(words, doubt)) }
                                }
                                span title=(words.moment(line.received_at)) { (words.ago(desk.now, line.received_at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
