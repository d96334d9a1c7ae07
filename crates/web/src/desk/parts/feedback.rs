//! What tells how something stands, and what opens over a page. Menus and dialogs are the browser's own popovers: they
//! open, close and give the focus back without a script.

use super::Tone;
use crate::words::Words;
use maud::{Markup, html};

pub(crate) fn badge(tone: Tone, text: &str) -> Markup {
    html! { span class=(tone.class()) { (text) } }
}

/// That something has no working screens of its own yet.
pub(crate) fn unfinished(words: Words) -> Markup {
    html! { span.mark.unfinished { (words.say("frame-unfinished")) } }
}

/// What has just been done.
pub(crate) fn toast(said: &Markup) -> Markup {
    html! { div.notice.toast role="status" { div { (said) } } }
}

/// That something went wrong with the whole of a form.
pub(crate) fn alert(text: &str) -> Markup {
    html! { div.notice.bad role="alert" { p { (text) } } }
}

/// That there is nothing, and why or what to do.
pub(crate) fn empty(text: &str) -> Markup {
    html! { p.empty { (text) } }
}

/// The place of what is still on its way, as so many lines.
pub(crate) fn skeleton(words: Words, lines: usize) -> Markup {
    html! {
        div.skeleton role="status" { span.unseen { (words.say("frame-loading")) } @for _ in 0..lines { span {} } }
    }
}

/// Views of the same thing: path, name, and whether it is the one that is shown.
pub(crate) fn tabs(label: &str, of: &[(String, Markup, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (path, name, is_current) in of { a href=(path) aria-current=[is_current.then_some("page")] { (name) } }
        }
    }
}

/// A button and the menu that it opens. `id` is the menu's own on its page.
pub(crate) fn menu(id: &str, name: &str, inside: &Markup) -> Markup {
    html! {
        div.opens {
            button.button.quiet.small type="button" popovertarget=(id) { (name) }
            div.menu id=(id) popover { (inside) }
        }
    }
}

/// A button and the dialog that it opens; `id` is the dialog's own on its page.
pub(crate) fn dialog(id: &str, button: &str, (title, close): (&str, &str), inside: &Markup) -> Markup {
    let heading = format!("{id}-title");
    html! {
        button.button.quiet type="button" popovertarget=(id) { (button) }
        div.dialog id=(id) popover role="dialog" aria-labelledby=(heading) {
            h2 id=(heading) { (title) }
            (inside)
            div.actions { button.button.quiet type="button" popovertarget=(id) popovertargetaction="hide" { (close) } }
        }
    }
}
