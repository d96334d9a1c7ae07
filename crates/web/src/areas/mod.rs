//! Areas: what the desk is divided into, which parts of the register each gathers, and a page about each.
//!
//! Which entity belongs where follows from the file that declares it. What is shown of an area whose own screens do not
//! exist yet is decided here: only a demonstration shows it, and says so.

mod page;

use crate::app::App;
use crate::desk::{self, Place};
use crate::records::of_entity;
use crate::router::Route;
use crate::words::Words;
use engine::records::{Seen, Sight};
use engine::{Area, Caller};

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![("/desk/areas/{area}".to_owned(), desk::get(page::show))]
}

/// Something that an area leads to.
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) name: String,
    /// The part of the register that it is about.
    pub(crate) area: Area,
    /// Whose page it is; none for the list of an entity.
    pub(crate) place: Option<Place>,
}

/// The areas with an entry in the navigation, in its order.
pub(crate) fn heads() -> impl Iterator<Item = Area> {
    Area::ALL.into_iter().filter(|area| head_of(*area) == Some(*area))
}

/// The area under which `area` stands in the navigation; none for the machinery, which is under the set-up.
pub(crate) fn head_of(area: Area) -> Option<Area> {
    match area {
        Area::Website | Area::Parties | Area::Correspondence => Some(Area::Parties),
        Area::Newsletter
        | Area::Sales
        | Area::Support
        | Area::Projects
        | Area::Staff
        | Area::Privacy
        | Area::Company => Some(area),
        Area::System => None,
    }
}

/// Whether the area has working screens of its own, or needs none.
pub(crate) fn is_finished(area: Area) -> bool {
    match area {
        Area::Website | Area::Parties | Area::Support | Area::Privacy | Area::System | Area::Company => true,
        Area::Correspondence | Area::Newsletter | Area::Sales | Area::Projects | Area::Staff => false,
    }
}

/// Whether anybody is shown the area.
pub(crate) fn is_shown(app: &App, area: Area) -> bool {
    is_finished(area) || app.demo.is_some()
}

pub(crate) fn path(area: Area) -> String {
    format!("/desk/areas/{}", area.key())
}

pub(crate) fn name(words: Words, area: Area) -> String {
    words.say(match area {
        Area::Website => "frame-area-website",
        Area::Parties => "frame-area-parties",
        Area::Correspondence => "frame-area-correspondence",
        Area::Newsletter => "frame-area-newsletter",
        Area::Sales => "frame-area-sales",
        Area::Support => "frame-area-support",
        Area::Projects => "frame-area-projects",
        Area::Staff => "frame-area-staff",
        Area::Privacy => "frame-area-privacy",
        Area::System => "frame-area-system",
        Area::Company => "frame-area-company",
    })
}

/// The letter that leads to the area after `g`.
pub(crate) fn letter(area: Area) -> &'static str {
    match area {
        Area::Parties | Area::Website | Area::Correspondence => "p",
        Area::Newsletter => "n",
        Area::Sales => "s",
        Area::Support => "c",
        Area::Projects => "o",
        Area::Staff => "a",
        Area::Privacy => "r",
        Area::Company => "v",
        Area::System => "u",
    }
}

/// What the caller works with in the area `head`: its own screens first, then the lists that people open by themselves.
pub(crate) fn entries(app: &App, caller: &Caller, sight: &Sight, head: Area) -> Vec<Entry> {
    let words = Words(caller.language);
    let screens = Place::SCREENS.into_iter().filter(|place| place.area() == Some(head) && place.is_open(app, caller));
    let screens =
        screens.map(|place| Entry { path: place.path(), name: place.name(words), area: head, place: Some(place) });
    let lists = chief(app, sight, head).filter(|seen| Place::instead_of(seen.key(&app.engine)).is_none());
    screens.chain(lists.map(|seen| list(app, words, seen))).collect()
}

/// The lists of the area `head` that are shown and that people open by themselves.
pub(crate) fn chief<'a>(app: &'a App, sight: &'a Sight, head: Area) -> impl Iterator<Item = Seen> + 'a {
    let of_it = move |seen: &&Seen| seen.is_chief && head_of(seen.area) == Some(head) && is_shown(app, seen.area);
    sight.iter().filter(of_it).copied()
}

fn list(app: &App, words: Words, seen: Seen) -> Entry {
    Entry {
        path: of_entity(seen.key(&app.engine)),
        name: seen.name(&app.engine, words.0).to_owned(),
        area: seen.area,
        place: None,
    }
}
