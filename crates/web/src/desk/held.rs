//! Files that came in with a form which must be mended. They go along with it under a word that only its writer can use, so
//! that nobody chooses a file twice; a tick takes one out.
//!
//! It must not know what the form is for.

use super::upload::Sent;
use super::{Desk, DeskPage};
use engine::files::{held, hold, named};
use engine::{FILE_BYTES, Failure, RowId};
use maud::{Markup, html};

/// The name of the field for each of `most` files that wait.
pub(crate) fn names(most: usize) -> impl Iterator<Item = String> {
    (0..most).map(|place| format!("held{place}"))
}

/// The files of a form.
#[derive(Debug, Default)]
pub(crate) struct Came {
    /// Those that are here, with what each is called.
    pub(crate) files: Vec<(RowId, String)>,
    /// One that was here is gone.
    pub(crate) is_gone: bool,
    /// One was too large.
    pub(crate) is_too_large: bool,
}

impl Came {
    /// What came with this form, and what came with it before.
    pub(crate) async fn with(desk: &Desk, sent: &Sent, most: usize) -> Result<Self, Failure> {
        let engine = &desk.app.engine;
        let mut came = Self { is_too_large: !sent.too_large.is_empty(), ..Self::default() };
        for name in names(most) {
            let word = sent.form.get(&name);
            if !word.is_empty() {
                let file = held(engine, &desk.caller, word).await?;
                came.is_gone |= file.is_none();
                came.files.extend(file);
            }
        }
        let new: Vec<RowId> = sent.files.iter().map(|(_, file)| *file).collect();
        came.files.extend(named(engine, &new).await?);
        if came.files.len() > most { Err(Failure::TooLarge) } else { Ok(came) }
    }

    /// The page with the form, for which they wait.
    pub(crate) fn wait_for(&self, page: DeskPage) -> DeskPage {
        page.holding(self.files.iter().map(|(file, _)| *file).collect())
    }
}

/// What is wrong with a file that is too large.
pub(crate) fn too_large(desk: &Desk) -> String {
    desk.words().with("file-too-large", &[("size", &(FILE_BYTES / 1024 / 1024).to_string())])
}

/// The files that wait, to stand in the form.
pub(crate) fn ticks(desk: &Desk, files: &[(RowId, String)]) -> Markup {
    html! {
        @for ((file, title), name) in files.iter().zip(names(files.len())) {
            p { label.tick { input type="checkbox" name=(name) value=(hold(&desk.app.engine, &desk.caller, *file)) checked; " " (desk.words().with("file-held", &[("name", title)])) } }
        }
    }
}
