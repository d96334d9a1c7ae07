//! One search over everything, what was opened last, and what can be done; as a page, and as suggestions while somebody
//! types.

use super::navigation::makes;
use super::parts::{empty, lines};
use super::{Desk, DeskPage, Place};
use crate::areas;
use crate::form_body::encode;
use crate::records::{of_entity, page_of};
use crate::words::{Words, grouped};
use engine::records::{Hits, Line, recent, search_everywhere, sight};
use engine::{Failure, RECENT_ROWS, SEARCH_ROWS, day_of};
use maud::{Markup, html};

/// The page.
pub(super) const PATH: &str = "/desk/search";
/// What the box asks for while somebody types.
pub(super) const SUGGEST: &str = "/desk/search/suggest";

/// Suggestions of one kind, and of what can be done.
const SUGGESTED: usize = 3;
/// Suggestions of what was opened last.
const RECENT_SUGGESTED: usize = 6;
/// What can be done that the page names.
const COMMANDS: usize = 8;

/// Something that can be done from anywhere.
struct Command {
    text: String,
    path: String,
}

impl Desk {
    /// What is sought here, where this is the search.
    pub(super) fn sought(&self) -> String {
        if self.is_at(PATH) { self.query("q").unwrap_or_default() } else { String::new() }
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (words, sought) = (desk.words(), desk.sought());
    let main = if sought.trim().is_empty() {
        let recent = recent(&desk.app.engine, &desk.caller, RECENT_ROWS, day_of(desk.now)).await?;
        html! {
            h1 { (words.say("frame-search-title")) }
            p.lead { (words.say("frame-search-lead")) }
            @if !recent.is_empty() { h2 { (words.say("frame-recent")) } (lines(&recent, true)) }
        }
    } else {
        let found = search_everywhere(&desk.app.engine, &desk.caller, (&sought, SEARCH_ROWS), day_of(desk.now)).await?;
        let commands = commands(&desk, &sought);
        html! {
            h1 { (words.with("frame-search-for", &[("words", sought.trim())])) }
            @if found.is_empty() && commands.is_empty() { (empty(&words.say("frame-search-nothing"))) }
            @for hits in &found { (group(words, hits, &sought)) }
            @if !commands.is_empty() {
                h2 { (words.say("frame-commands")) }
                ul.rows { @for one in commands.iter().take(COMMANDS) { li { a.row href=(one.path) data-open { (one.text) } } } }
            }
        }
    };
    Ok(desk.page(Place::Nowhere, &words.say("frame-search-title"), None, &main))
}

fn group(words: Words, hits: &Hits, sought: &str) -> Markup {
    let list = match Place::instead_of(&hits.entity) {
        Some(Place::People) => Place::People.path(),
        Some(_) | None => of_entity(&hits.entity),
    };
    let all = match hits.total {
        Some(total) => words.with("frame-search-all", &[("rows", &grouped(total))]),
        None => words.say("frame-search-more"),
    };
    html! {
        section.hits {
            h2 { (hits.name) }
            (lines(&hits.lines, false))
            @if hits.more { p { a href={ (list) "?q=" (encode(sought.trim())) } { (all) } } }
        }
    }
}

/// The same as options of the box's list.
pub(super) async fn suggest(desk: Desk) -> Result<DeskPage, Failure> {
    let sought = desk.query("q").unwrap_or_default();
    let (engine, today) = (&desk.app.engine, day_of(desk.now));
    let found: Vec<Line> = if sought.trim().is_empty() {
        recent(engine, &desk.caller, RECENT_SUGGESTED, today).await?
    } else {
        let hits = search_everywhere(engine, &desk.caller, (&sought, SUGGESTED), today).await?;
        hits.into_iter().flat_map(|hits| hits.lines).collect()
    };
    let commands = commands(&desk, &sought);
    let options = found
        .iter()
        .map(|line| (page_of(&line.entity, line.id), line.label.as_str(), beside(line)))
        .chain(commands.iter().take(SUGGESTED).map(|one| (one.path.clone(), one.text.as_str(), String::new())));
    Ok(DeskPage::html(html! {
        @for (at, (path, text, beside)) in options.enumerate() {
            li #{ "option-" (at) } role="option" aria-selected="false" data-to=(path) {
                (text) " " span.muted { (beside) }
            }
        }
    }))
}

fn beside(line: &Line) -> String {
    std::iter::once(&line.kind).chain(line.about.first()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// What can be done that has these words; everything where there are none.
fn commands(desk: &Desk, sought: &str) -> Vec<Command> {
    let (app, words) = (&desk.app, desk.words());
    let sight = sight(&app.engine, &desk.caller);
    let go = |name: &str, path: String| Command { text: words.with("frame-command-go", &[("name", name)]), path };
    let made = makes(app, &desk.caller).into_iter().flat_map(|(_, made)| made);
    let mut all: Vec<Command> =
        made.map(|(name, path)| Command { text: words.with("frame-command-new", &[("name", &name)]), path }).collect();
    for area in areas::heads().filter(|area| areas::is_shown(app, *area)) {
        let entries = areas::entries(app, &desk.caller, &sight, area);
        if !entries.is_empty() {
            all.push(go(&areas::name(words, area), areas::path(area)));
            all.extend(entries.into_iter().map(|entry| go(&entry.name, entry.path)));
        }
    }
    all.extend([Place::Today, Place::Data, Place::SetUp].map(|place| go(&place.name(words), place.path())));
    let sought = sought.to_lowercase();
    all.retain(|one| {
        let text = one.text.to_lowercase();
        let begins = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
        sought.split_whitespace().all(begins)
    });
    all
}
