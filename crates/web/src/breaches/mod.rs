//! Breaches at the desk: the list by deadline, one breach with its clock and its log, those affected, and what each is told.

mod affected;
mod breach;
mod deal;
mod find;
mod list;
mod notice;
mod open;
mod say;

pub(crate) use list::today;

use crate::desk;
use crate::router::Route;
use engine::breaches::Receiver;

/// The path of the desk for breaches.
pub(crate) const DESK: &str = "/desk/breaches";

pub(crate) fn desk_routes() -> Vec<Route> {
    let at = |rest: &str| format!("{DESK}{rest}");
    let new = desk::get(open::show).merge(desk::post(&open::FIELDS, open::open));
    let find = desk::get(find::show).merge(desk::post(&find::FIELDS, find::add));
    let notice = |receiver: Receiver| {
        let shown = desk::get(move |desk| notice::show(desk, receiver));
        shown.merge(desk::post(&notice::FIELDS, move |desk, form| notice::tell(desk, form, receiver)))
    };
    vec![
        (at(""), desk::get(list::show)),
        (at("/new"), new),
        (at("/{id}"), desk::get(breach::show)),
        (at("/{id}/aware"), desk::post(&["version", "aware", "part", "agreement", "why"], deal::put_right)),
        (at("/{id}/judge"), desk::post(&["version", "risk", "reason"], deal::judge)),
        (at("/{id}/note"), desk::post(&["version", "kind", "text"], deal::note)),
        (at("/{id}/silent"), desk::post(&["version", "why"], deal::not_notify)),
        (at("/{id}/untold"), desk::post(&["version", "ground", "why"], deal::leave_people)),
        (at("/{id}/close"), desk::post(&["version"], deal::close)),
        (at("/{id}/find"), find),
        (at("/{id}/affected"), desk::get(affected::show).merge(desk::post(&["version", "row", "by"], affected::told))),
        (at("/{id}/off"), desk::post(&["version", "row"], affected::off)),
        (at("/{id}/authority"), notice(Receiver::Authority)),
        (at("/{id}/customer"), notice(Receiver::Customer)),
        (at("/{id}/people"), notice(Receiver::People)),
        (at("/{id}/document"), desk::get(breach::document)),
    ]
}
