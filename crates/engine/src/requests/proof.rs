//! How sure one must be who asks, by what is held about them.
//!
//! A link to the address on record is enough for ordinary data. Where the law protects the data more, or the person works
//! or worked here, a mailbox that somebody else can read must not open them. No more is asked for than that: nobody has to
//! send a copy of a passport (EDPB guidelines 01/2022, 3.3).

use super::rows::Identity;
use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::gather;
use model::{CategoryKind, Language, Record, RowId, Sealed};

/// What must be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// The person works or worked here.
    pub employee: bool,
    /// The kinds of rows that the law protects more, in words.
    pub protected: Vec<String>,
}

impl Proof {
    /// Whether a link to the address on record is enough.
    pub fn link_is_enough(&self) -> bool {
        !self.employee && self.protected.is_empty()
    }

    /// Whether `identity` is enough.
    pub fn is_met_by(&self, identity: Identity) -> bool {
        match identity {
            Identity::Open => false,
            Identity::Code => self.link_is_enough(),
            Identity::SignedIn | Identity::InPerson | Identity::Known => true,
        }
    }
}

/// What somebody who asks about `person` must show.
pub(super) async fn proof(engine: &Engine, person: RowId, language: Language) -> Result<Proof, Failure> {
    let (model, tables) = (engine.model(), engine.tables());
    let facts = gather(engine, person).await?;
    let staff = [tables.employment.f.entity, tables.private_contact.f.entity, tables.user.f.entity];
    let is_protected = |record: &&Record| {
        let filled = record.cells.iter().filter(|(_, value)| !value.is_null());
        filled.map(|(field, _)| &model[*field]).any(|field| {
            let kind = field.category.map(|category| model[category].kind);
            field.sealed != Sealed::No
                || match kind {
                    Some(CategoryKind::Special | CategoryKind::Criminal | CategoryKind::Identity) => true,
                    Some(CategoryKind::Ordinary) | None => false,
                }
        })
    };
    let kinds = facts.rows.iter().filter(is_protected).map(|record| model[record.entity].name.get(language).to_owned());
    let mut protected: Vec<String> = kinds.collect();
    protected.sort_unstable();
    protected.dedup();
    Ok(Proof { employee: facts.rows.iter().any(|record| staff.contains(&record.entity)), protected })
}
