//! `cargo xtask docs`: writes the pages of the manual that are made from the compiler's own tables.

use crate::run::{cargo, root, shown};

/// Builds the writer and lets it write into `docs/`.
pub(crate) fn run() -> Result<(), String> {
    let writer = ["run", "--quiet", "--package", "testkit", "--example", "manual", "--"];
    shown(cargo(&writer).arg(root().join("docs")))
}
