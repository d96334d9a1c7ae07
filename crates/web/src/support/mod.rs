//! Support: the inbox of cases, one case as a conversation, and what is done with it.

mod actions;
mod aside;
mod case;
mod clocks;
mod conversation;
mod inbox;
mod original;
mod portal;
mod reply;
mod words;

use crate::router::Route;
use crate::{desk, public};
use engine::{Language, RowId};

/// Where the inbox stands.
pub(crate) const PATH: &str = "/desk/cases";

pub(crate) fn public_routes() -> Vec<Route> {
    let of = |language: Language| {
        let page = public::get(move |visit| portal::show(visit, language));
        let page = page.merge(public::post(language, &["text"], move |sent| portal::answer(sent, language)));
        (format!("{}/{{secret}}", portal::path(language)), page)
    };
    Language::ALL.into_iter().map(of).collect()
}

pub(crate) fn desk_routes() -> Vec<Route> {
    let of_case = |rest: &str| format!("{PATH}/{{id}}{rest}");
    vec![
        (PATH.to_owned(), desk::get(inbox::show)),
        (format!("{PATH}/several"), desk::post_of(|_| Ok(inbox::names()), inbox::several)),
        (of_case(""), desk::get(case::show)),
        (of_case("/next"), desk::get(case::next)),
        (of_case("/act"), desk::post_of(|_| Ok(actions::names()), actions::act)),
        (of_case("/reply"), desk::post_files(|_| Ok(reply::names()), reply::send)),
        (of_case("/draft"), desk::post_files(|_| Ok(reply::names()), reply::keep)),
        (of_case("/note"), desk::post(&["note", "kind", "draft", "script"], reply::note)),
        (of_case("/here"), desk::post(&["writes"], case::here)),
        (of_case("/merge"), desk::post(&["version", "into"], actions::merge)),
        (of_case("/split"), desk::post(&["version", "message"], actions::split)),
        ("/desk/mails/{id}".to_owned(), desk::get(original::show)),
    ]
}

/// The page of a case.
pub(crate) fn of_case(id: RowId) -> String {
    format!("{PATH}/{id}")
}
