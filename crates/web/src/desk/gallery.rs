//! The gallery: every component of the desk in every state, made by the functions that the screens use.

use super::parts::{
    Tone, alert, badge, board_card, dialog, empty, entry, figure, menu, pager, row, skeleton, tabs, toast, unfinished,
};
use super::{Desk, DeskPage, Place};
use crate::records::field_control;
use crate::words::Words;
use engine::records::{Control, FieldView, Input, Mistake};
use engine::{Failure, RowId};
use maud::{Markup, html};

pub(crate) const PATH: &str = "/desk/gallery";

/// Lines of a text box in the gallery, in characters.
const LINES_CHARACTERS: usize = 500;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let main = html! {
        p.crumb { a href=(crate::system::OVERVIEW) { (words.say("overview-title")) } }
        h1 { (words.say("frame-gallery-title")) }
        p.lead { (words.say("frame-gallery-lead")) }
        (colours(words))
        (section(words, "frame-gallery-buttons", &buttons(words)))
        (section(words, "frame-gallery-fields", &fields(words)))
        (section(words, "frame-gallery-marks", &marks(words)))
        (section(words, "frame-gallery-told", &told(words)))
        (section(words, "frame-gallery-lists", &lists(words)))
        (section(words, "frame-gallery-cards", &cards(words)))
        (section(words, "frame-gallery-over", &over(words)))
        (section(words, "charts-title", &crate::charts::samples(words)))
    };
    Ok(desk.page(Place::SetUp, &words.say("frame-gallery-title"), None, &main))
}

fn section(words: Words, title: &str, inside: &Markup) -> Markup {
    html! { section { h2 { (words.say(title)) } (inside) } }
}

/// The colours and the sizes of text.
fn colours(words: Words) -> Markup {
    const TOKENS: [&str; 11] =
        ["ground", "surface", "sunken", "ink", "muted", "line", "accent", "tint", "good", "warn", "bad"];
    html! {
        section {
            h2 { (words.say("frame-gallery-colours")) }
            ul.swatches { @for token in TOKENS { li { span class={ "swatch " (token) } {} " " code { (token) } } } }
        }
    }
}

fn buttons(words: Words) -> Markup {
    html! {
        div.actions {
            button.button type="button" { (words.say("frame-sample-save")) }
            button.button.quiet type="button" { (words.say("frame-sample-cancel")) }
            button.button.danger type="button" { (words.say("frame-sample-remove")) }
            button.button.small type="button" { (words.say("frame-sample-small")) }
            button.button.quiet.small type="button" { (words.say("frame-sample-small")) }
            button.button type="button" disabled { (words.say("frame-sample-disabled")) }
        }
    }
}

/// A field of every way in which a form asks for a value, and one with its mistake.
fn fields(words: Words) -> Markup {
    let line = |input: Input| Control::Line { input, max: None };
    let alternatives = ["frame-sample-one", "frame-sample-other"].map(|key| (words.say(key), words.say(key)));
    let offered = vec![(RowId([1; 16]), words.say("frame-sample-name"))];
    let all = [
        ("text", line(Input::Text), ""),
        ("email", line(Input::Email), "kari@kunde.example"),
        ("phone", line(Input::Phone), "22 22 55 55"),
        ("url", line(Input::Url), "kunde.example"),
        ("integer", line(Input::Whole), "12"),
        ("decimal", line(Input::Decimal), "12,5"),
        ("money", line(Input::Money), "1 234,50"),
        ("percent", line(Input::Percent), "25"),
        ("duration", line(Input::Duration), "1:30"),
        ("date", line(Input::Day), ""),
        ("datetime", line(Input::Moment), "2026-11-20T13:30"),
        ("long_text", Control::Lines(LINES_CHARACTERS), ""),
        ("boolean", Control::YesNo, "yes"),
        ("choice", Control::Alternatives(alternatives.to_vec()), ""),
        ("file", Control::File(None), ""),
        ("link", Control::Rows { offered, words: String::new(), more: true }, ""),
    ];
    let view = |(kind, control, typed): (&str, Control, &str), mistake: Option<Mistake>| FieldView {
        key: if mistake.is_some() { format!("{kind}-wrong") } else { kind.to_owned() },
        name: kind.to_owned(),
        required: mistake.is_some(),
        when: None,
        control,
        typed: typed.to_owned(),
        mistake,
        print: None,
    };
    html! {
        form.columns method="get" action=(PATH) {
            @for one in all { (field_control(words, &view(one, None), false)) }
            (field_control(words, &view(("text", line(Input::Text), ""), Some(Mistake::Missing)), false))
            (field_control(words, &view(("date", line(Input::Day), "31.02"), Some(Mistake::NotADay)), false))
        }
    }
}

fn marks(words: Words) -> Markup {
    html! {
        p.marks { @for tone in Tone::ALL { (badge(tone, &words.say("frame-sample-badge"))) } (unfinished(words)) }
        (tabs(
            &words.say("frame-gallery-marks"),
            &[("frame-sample-one", true), ("frame-sample-other", false)]
                .map(|(name, is_current)| (PATH.to_owned(), html! { (words.say(name)) }, is_current)),
        ))
        dl.facts { dt { (words.say("frame-sample-name")) } dd { "Kari Nordmann" } }
    }
}

fn told(words: Words) -> Markup {
    html! {
        (toast(&html! { (words.say("frame-sample-saved")) }))
        div.notice { p { (words.say("frame-sample-text")) } }
        (alert(&words.say("frame-sample-wrong")))
        (empty(&words.say("frame-sample-empty")))
        (skeleton(words, 3))
    }
}

fn lists(words: Words) -> Markup {
    let name = words.say("frame-sample-name");
    html! {
        ul.rows {
            @for tone in Tone::ALL {
                li {
                    (row(
                        PATH,
                        &html! { strong { "Kari Nordmann" } },
                        &html! { (words.say("frame-sample-text")) },
                        &badge(tone, &words.say("frame-sample-badge")),
                    ))
                }
            }
        }
        table.data role="table" aria-label=(words.say("frame-gallery-lists")) {
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" aria-sort="ascending" { (name) }
                    th role="columnheader" scope="col" { (words.say("frame-sample-one")) }
                }
            }
            tbody role="rowgroup" {
                @for (who, what) in [("Kari Nordmann", "1 234,50 kr"), ("Ola Nordmann", "–")] {
                    tr role="row" {
                        th role="rowheader" scope="row" { a href=(PATH) { (who) } }
                        td role="cell" data-name=(words.say("frame-sample-one")) { (what) }
                    }
                }
            }
        }
        (pager(words, Some(PATH)))
    }
}

fn cards(words: Words) -> Markup {
    let text = words.say("frame-sample-text");
    let mark = badge(Tone::Warn, &words.say("frame-sample-badge"));
    let said = html! { p.written { (text) } };
    let head = |who: &str, when: &str| html! { strong { (who) } span.muted { (when) } };
    html! {
        div.three.figures {
            (figure(Some(PATH), "12", &words.say("frame-sample-counted")))
            (figure(None, "3,5", &words.say("frame-sample-counted")))
        }
        div.three {
            (board_card(PATH, "Kari Nordmann", &text, &mark))
            (board_card(PATH, "Ola Nordmann", "", &mark))
        }
        (entry(&head("Kari Nordmann", "20. november 2026, 10.20"), &said, false))
        (entry(&head("Ida Eksempelsen", "20. november 2026, 11.05"), &said, true))
    }
}

fn over(words: Words) -> Markup {
    let inside = html! { ul { li { a href=(PATH) { (words.say("frame-sample-one")) } } li { a href=(PATH) { (words.say("frame-sample-other")) } } } };
    let text = html! { p { (words.say("frame-sample-text")) } };
    let close = words.say("frame-close");
    html! {
        div.actions {
            (menu("menu_shown", &words.say("frame-sample-menu"), &inside))
            (dialog("dialog_shown", &words.say("frame-sample-dialog"), (&words.say("frame-sample-name"), &close), &text))
        }
    }
}
