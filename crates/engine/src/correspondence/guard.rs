//! The guard before a mail of ours leaves: what in it does not belong in an open letter, and who let it go all the same.
//!
//! What is found is said by kind and place, and never by the words themselves.

use crate::context::Engine;
use crate::deed::Deed;
use crate::failure::Failure;
use mail::{Confidence, Kind as GuardKind, Numbers, Place as GuardPlace, file_text, guard};
use model::RowId;

/// Something in a mail that does not belong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// In which part of the mail.
    pub place: HintPlace,
    /// What.
    pub kind: GuardKind,
    /// So sure that the mail is held back; otherwise it is asked about.
    pub is_sure: bool,
}

/// A part of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintPlace {
    /// Its subject.
    Subject,
    /// What was written.
    Text,
    /// What is quoted.
    Quoted,
    /// A file that goes with it.
    File,
}

/// Why a mail that was held back goes all the same. The ledger keeps which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// It is not what it looks like.
    Harmless,
    /// Whom it is about has asked for it by mail.
    Wanted,
}

impl Release {
    pub(crate) fn deed(self) -> Deed {
        match self {
            Self::Harmless => Deed::ReleasedAsHarmless,
            Self::Wanted => Deed::ReleasedAsWanted,
        }
    }
}

/// What is found in the parts of a mail, each kind once for each part, the surest of them.
pub(crate) fn hints(engine: &Engine, subject: &str, text: &str, quoted: &str, files: &[String]) -> Vec<Hint> {
    let files = files.iter().enumerate().map(|(at, file)| (GuardPlace::Attachment(at), file.as_str()));
    let parts = [(GuardPlace::Subject, subject), (GuardPlace::Text, text), (GuardPlace::Quoted, quoted)];
    let parts: Vec<(GuardPlace, &str)> = parts.into_iter().chain(files).collect();
    let mut hints: Vec<Hint> = Vec::new();
    for found in guard(&parts, &engine.model().controller.accounts, Numbers::Issued) {
        let place = match found.place {
            GuardPlace::Subject => HintPlace::Subject,
            GuardPlace::Text => HintPlace::Text,
            GuardPlace::Quoted => HintPlace::Quoted,
            GuardPlace::Attachment(_) => HintPlace::File,
        };
        let is_sure = found.confidence == Confidence::High;
        match hints.iter_mut().find(|known| known.place == place && known.kind == found.kind) {
            Some(known) => known.is_sure |= is_sure,
            None => hints.push(Hint { place, kind: found.kind, is_sure }),
        }
    }
    hints
}

/// What can be read in files that were just put.
pub(crate) async fn texts_of(engine: &Engine, files: &[(RowId, String)]) -> Result<Vec<String>, Failure> {
    let mut texts = Vec::new();
    for (id, _) in files {
        let Some(file) = engine.store().read_put_file(*id).await? else { continue };
        texts.extend(file_text(&file.whole().await?));
    }
    Ok(texts)
}
