//! By what those are named whom an erasure takes away, for the texts that colleagues keep for themselves: drafts and views.

use super::passages::{Names, passages};
use super::who::named;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::privacy::dossier::where_is;
use crate::privacy::rows::ReceiptKind;
use model::RowId;
use rights::{Action, Plan};
use std::collections::HashSet;
use store::Condition;

/// Who is gone: the rows, and what names them where a person asked for it.
#[derive(Debug)]
pub(crate) struct Gone {
    /// The rows that are removed, emptied, cut or restricted.
    touched: HashSet<RowId>,
    /// Those that are removed.
    removed: HashSet<RowId>,
    names: Names,
}

impl Gone {
    /// What `plan` takes away. Names are looked up only where a person asked: what goes because its
    /// time has come goes in such numbers that their names would be found everywhere.
    pub(crate) async fn of(engine: &Engine, kind: ReceiptKind, plan: &Plan) -> Result<Self, Failure> {
        let touched = plan.steps.iter().filter(|step| step.action.takes()).map(|step| step.id).collect();
        let removed = plan.deletions().map(|step| step.id).collect();
        let names = match kind {
            ReceiptKind::Erasure | ReceiptKind::Replay | ReceiptKind::Objection | ReceiptKind::Withdrawal => {
                names(engine, plan).await?
            }
            ReceiptKind::Sweep
            | ReceiptKind::Discard
            | ReceiptKind::Removal
            | ReceiptKind::Restriction
            | ReceiptKind::Lifting => Names::default(),
        };
        Ok(Self { touched, removed, names })
    }

    /// Whether everything stays as it is.
    pub(crate) fn is_nothing(&self) -> bool {
        self.touched.is_empty()
    }

    /// Whether the row is removed, emptied, cut or restricted.
    pub(crate) fn touches(&self, row: RowId) -> bool {
        self.touched.contains(&row)
    }

    /// Whether a text is the id of a row that is removed, or names somebody who is gone.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        text.parse().is_ok_and(|id| self.removed.contains(&id)) || !passages(text, &self.names).is_empty()
    }
}

/// By what those are named whose name, addresses or numbers `plan` takes away. Single names are left out: many share them.
async fn names(engine: &Engine, plan: &Plan) -> Result<Names, Failure> {
    let tables = engine.tables();
    let (person, address, number) = (&tables.person.f, &tables.email_address.f, &tables.phone_number.f);
    let naming = [(person.entity, person.name), (address.entity, address.address), (number.entity, number.number)];
    let mut rows = Vec::new();
    for (entity, field) in naming {
        let goes = |action: &Action| match action {
            Action::Delete => true,
            Action::Clear(fields) => fields.contains(&field),
            Action::Redact(_) | Action::Restrict(_) | Action::Lift | Action::Keep => false,
        };
        let steps = plan.steps.iter().filter(|step| step.entity == entity && goes(&step.action));
        let ids: Vec<RowId> = steps.map(|step| step.id).collect();
        for some in ids.chunks(BATCH_IDS) {
            rows.extend(where_is(engine, entity, Condition::Ids(some.to_vec())).await?);
        }
    }
    Ok(named(engine, &rows).sure())
}
