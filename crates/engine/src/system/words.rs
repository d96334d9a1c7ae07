//! The words of the mails about who may come in.

use crate::catalogue::Catalogue;
use std::sync::LazyLock;

/// The messages of this area.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/users.nb.ftl"), include_str!("../../languages/users.en.ftl"))
});
