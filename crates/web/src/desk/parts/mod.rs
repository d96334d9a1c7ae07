//! What the screens of the desk are made of: functions that give the markup of a component, each shown in the gallery.

mod control;
mod feedback;
mod row;

pub(crate) use control::{alternatives, among, area, line, line_as, select};
pub(crate) use feedback::{alert, badge, dialog, empty, menu, skeleton, tabs, toast, unfinished};
pub(crate) use row::{board_card, entry, figure, lines, pager, row};

/// What a badge says by its colour, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing.
    Plain,
    /// As it should be.
    Good,
    /// It wants somebody's attention.
    Warn,
    /// Something is wrong.
    Bad,
}

impl Tone {
    pub(crate) const ALL: [Self; 4] = [Self::Plain, Self::Good, Self::Warn, Self::Bad];

    fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Good => "badge good",
            Self::Warn => "badge warn",
            Self::Bad => "badge bad",
        }
    }
}
