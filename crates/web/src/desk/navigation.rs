//! The navigation at the side of the desk, and the menu of what can be begun.
//!
//! On a narrow window the browser itself folds it away behind a button: it needs no script. Both follow from the register and from who
//! somebody is, and so are written once for each.

use super::Place;
use crate::app::App;
use crate::areas::{self, Entry};
use crate::desk::parts::{menu, unfinished};
use crate::form_body::encode;
use crate::limits::WRITTEN_KEPT;
use crate::records::of_entity;
use crate::words::Words;
use engine::records::{Sight, sight};
use engine::{Area, Caller, EntityId, Language, Viewer};
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the navigation in its page.
pub(super) const ID: &str = "navigation";

/// Where a page stands.
pub(super) struct Here<'a> {
    pub(super) place: Place,
    /// The entity whose rows it shows.
    pub(super) entity: Option<&'a str>,
}

impl Here<'_> {
    /// The area whose entries are shown as well.
    fn area(&self, app: &App) -> Option<Area> {
        let model = app.engine.model();
        let of_entity = self.entity.and_then(|key| areas::head_of(model[model.entity_named(key)?].area));
        self.place.area().or(of_entity)
    }

    fn is_at(&self, entry: &Entry) -> bool {
        match entry.place {
            Some(place) => place == self.place || self.entity.and_then(Place::instead_of) == Some(place),
            None => self.entity.is_some_and(|key| entry.path.ends_with(&format!("/{}", encode(key)))),
        }
    }
}

/// What was written, by who it is for and where; nothing in it stands in a row.
#[derive(Default)]
pub(crate) struct Written(Mutex<HashMap<For, Arc<str>>>);

/// For whom something was written.
#[derive(Clone, PartialEq, Eq, Hash)]
struct For {
    viewer: Viewer,
    language: Language,
    /// Where the page stands, and the entity whose rows it shows; none for what is the same on every page.
    at: Option<(Place, Option<EntityId>)>,
}

impl Written {
    /// What stands there for whom, written the first time.
    fn or(&self, of: For, write: impl FnOnce() -> Markup) -> Markup {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        let text = known.unwrap_or_else(|| {
            let text: Arc<str> = write().into_string().into();
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= WRITTEN_KEPT {
                kept.clear();
            }
            kept.insert(of, Arc::clone(&text));
            text
        });
        PreEscaped(text.as_ref().to_owned())
    }
}

/// The navigation of a page.
pub(super) fn navigation(app: &App, caller: &Caller, here: &Here<'_>) -> Markup {
    let at = Some((here.place, here.entity.and_then(|key| app.engine.model().entity_named(key))));
    let of = For { viewer: caller.viewer.clone(), language: caller.language, at };
    app.written.or(of, || write(app, caller, here))
}

/// The menu of what can be begun from anywhere.
pub(super) fn new_menu(app: &App, caller: &Caller) -> Markup {
    let of = For { viewer: caller.viewer.clone(), language: caller.language, at: None };
    app.written.or(of, || {
        let (words, makes) = (Words(caller.language), makes(app, caller));
        let inside = html! {
            @for (area, made) in &makes {
                div {
                    p.over { (areas::name(words, *area)) }
                    ul { @for (name, path) in made { li { a href=(path) { (name) } } } }
                }
            }
        };
        html! { @if !makes.is_empty() { (menu("new", &words.say("frame-new"), &inside)) } }
    })
}

fn write(app: &App, caller: &Caller, here: &Here<'_>) -> Markup {
    let words = Words(caller.language);
    let sight = sight(&app.engine, caller);
    let at = here.area(app);
    let plain = |place: Place, letter: &str| {
        let current = here.place == place && at.is_none();
        html! { li { a href=(place.path()) data-go=(letter) aria-current=[current.then_some("page")] { (place.name(words)) } } }
    };
    html! {
        nav.side #(ID) popover aria-label=(words.say("nav-label")) {
            ul {
                (plain(Place::Today, "h"))
                @for area in areas::heads().filter(|area| areas::is_shown(app, *area)) {
                    @let entries = areas::entries(app, caller, &sight, area);
                    @if !entries.is_empty() {
                        li { (head(words, here, area)) (below(here, &entries, at == Some(area))) }
                    }
                }
                (plain(Place::Data, "d"))
                (plain(Place::SetUp, "u"))
            }
        }
    }
}

fn head(words: Words, here: &Here<'_>, area: Area) -> Markup {
    let current = (here.place == Place::Area(area)).then_some("page");
    html! {
        a href=(areas::path(area)) data-go=(areas::letter(area)) aria-current=[current] {
            (areas::name(words, area))
            @if !areas::is_finished(area) { " " (unfinished(words)) }
        }
    }
}

/// What stands below an area: everything in the one where the page is, and of the others what has working screens.
fn below(here: &Here<'_>, entries: &[Entry], is_here: bool) -> Markup {
    let shown: Vec<&Entry> = entries.iter().filter(|entry| is_here || areas::is_finished(entry.area)).collect();
    html! {
        @if !shown.is_empty() {
            ul {
                @for entry in shown {
                    li { a href=(entry.path) aria-current=[here.is_at(entry).then_some("page")] { (entry.name) } }
                }
            }
        }
    }
}

/// What the caller can make, by area: a name and where its form is.
pub(super) fn makes(app: &App, caller: &Caller) -> Vec<(Area, Vec<(String, String)>)> {
    let sight: Sight = sight(&app.engine, caller);
    let of = |area: Area| {
        let seen = areas::chief(app, &sight, area).filter(|seen| seen.is_made);
        let form = |key: &str| match Place::instead_of(key) {
            Some(place @ Place::Persons) if place.is_open(app, caller) => format!("{}/new", place.path()),
            Some(_) | None => format!("{}/new", of_entity(key)),
        };
        let made = seen.map(|seen| (seen.name(&app.engine, caller.language).to_owned(), form(seen.key(&app.engine))));
        (area, made.collect::<Vec<_>>())
    };
    areas::heads().map(of).filter(|(_, made)| !made.is_empty()).collect()
}
