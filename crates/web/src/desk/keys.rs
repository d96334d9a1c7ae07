//! The help by keyboard: a page, which the script of the desk shows as a dialog.

use super::{Desk, DeskPage, Place};
use crate::areas;
use engine::Failure;
use engine::records::sight;
use maud::html;

pub(super) const PATH: &str = "/desk/keys";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (app, words) = (&desk.app, desk.words());
    let sight = sight(&app.engine, &desk.caller);
    let shown = |area: &engine::Area| {
        areas::is_shown(app, *area) && !areas::entries(app, &desk.caller, &sight, *area).is_empty()
    };
    let heads = areas::heads().filter(shown).map(|area| (areas::letter(area), areas::name(words, area)));
    let places = [(Place::Today, "h"), (Place::Data, "d"), (Place::SetUp, "u")];
    let places = places.map(|(place, letter)| (letter, place.name(words)));
    let anywhere = [
        ("/", "frame-key-search"),
        ("Ctrl K", "frame-key-search"),
        ("?", "frame-key-help"),
        ("j  k", "frame-key-rows"),
        ("Enter", "frame-key-open"),
        ("e", "frame-key-edit"),
        ("n", "frame-key-new"),
        ("[  ]", "frame-key-beside"),
    ];
    let of_cases = [
        ("r", "frame-key-case-answer"),
        ("m", "frame-key-case-note"),
        ("t", "frame-key-case-take"),
        ("x", "frame-key-case-solve"),
        ("!", "frame-key-case-junk"),
    ];
    let of_cases = of_cases.into_iter().filter(|_| Place::Cases.is_open(app, &desk.caller));
    let main = html! {
        div.keys #keys {
            h1 #keys-title { (words.say("frame-keys-title")) }
            p { (words.say("frame-keys-lead")) }
            dl {
                @for (keys, text) in anywhere.into_iter().chain(of_cases) { dt { kbd { (keys) } } dd { (words.say(text)) } }
                @for (letter, name) in places.iter().cloned().chain(heads) {
                    dt { kbd { "g" } " " kbd { (letter) } }
                    dd { (words.with("frame-command-go", &[("name", &name)])) }
                }
            }
            p hidden {
                label { input type="checkbox" data-keys; " " (words.say("frame-keys-off")) }
            }
        }
    };
    Ok(desk.page(Place::Nowhere, &words.say("frame-keys-title"), None, &main))
}
