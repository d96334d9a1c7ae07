//! For tests: registers that stand alone, so that a new area changes no text that is pinned here.

use model::Model;

/// A company with the areas that the documents must be able to tell of.
pub(crate) fn sample() -> Model {
    testkit::model_of(include_str!("sample.toml"))
}

/// A company with two purposes and no kinds of data.
pub(crate) fn small() -> Model {
    testkit::model_of(SMALL)
}

/// The text of [`small`].
pub(crate) const SMALL: &str = include_str!("small.toml");
