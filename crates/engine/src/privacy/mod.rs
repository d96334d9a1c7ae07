//! Privacy: everything held about a person and why, and every right they have in it.
//!
//! Finding, deciding and acting are one plan; the deciding is done by [`rights`].

mod access;
mod access_work;
mod agreements;
mod around;
mod backups;
mod carried_out;
mod control;
mod discard;
mod dossier;
mod due;
mod execute;
mod export;
mod history;
mod holds;
pub(crate) mod jobs;
mod keys;
mod person;
mod plan;
mod portable;
mod receipts;
mod record;
mod redaction;
mod register;
mod replay;
mod rows;
mod rules;
mod scan;
mod shared;
mod statement;
mod sweep;
mod sweep_work;
mod unattended;
mod versions;
mod ways;
mod what_if;
mod wish;

pub use access::access_package;
pub use access_work::{Given, archive_name, give_access};
pub use backups::{NewestBackup, backup_is_due, backup_waits, forget_old_erasures, look_after_backups};
pub use carried_out::{Rule, RuleKind, RuleWord, carried_out, routines_by_rule};
pub use control::{
    Consequence, Control, ControlLine, Likelihood, Matter, RiskLine, control, may_see_control, overdue_for,
};
pub use export::export_rows;
pub use holds::holds_to_judge;
pub use jobs::scrub_now;
pub use keys::{check_keys, drop_unused_keys, rotate_keys};
pub use person::{Found, HoldView, PersonPage, RowView, find, person};
pub use plan::{PlanLine, PlanView, answered_by, held_until, kept_by_law, reason_key};
pub use portable::{portable, portable_archive};
pub use receipts::{ReceiptView, receipt, receipts};
pub use record::{publish_record, record, record_versions};
pub use redaction::{
    Against, Aim, Choice, Decided, Judged, Place, SharedCount, TextView, TextsView, Verdict, WhichText, count_shared,
    decide_text, shared_texts,
};
pub use register::{ActivityView, EntityView, FieldView, KindView, RegisterView, SharedView, register};
pub use replay::{Replayed, replay};
pub use rights::{Action, Passage, Reason, Removal};
pub use scan::{SOUGHT_WORDS, Sought, scan};
pub use statement::{publish_statement, published, statement, versions};
pub use sweep::{SweepReport, due_on, sweep};
pub use sweep_work::{ask_sweep, due_in_numbers};
pub use unattended::{Unattended, sweep_unattended, sweep_waits};
pub use versions::PublishedText;
pub use what_if::{Changeable, DueRow, DueRows, Sentence, WhatIf, changeable, what_if};
pub use wish::{Carried, Wish, carry_out, plan_wish};

pub(crate) use access::access_archive_for;
#[cfg(test)]
pub(crate) use access::package_up_to;
pub(crate) use access_work::{run_package, shows_any, whose};
pub(crate) use around::gather_nobody;
pub(crate) use carried_out::unknown as unknown_rules;
pub(crate) use control::{MeasureRow, MeasureState, RiskRow, RoutineRow};
pub(crate) use discard::{discard, forget_row, release};
pub(crate) use dossier::{gather, where_is};
pub(crate) use due::freed;
pub(crate) use execute::{execute, execute_outside};
pub(crate) use history::{LedgerLine, said_by};
pub(crate) use holds::HoldRow;
pub(crate) use person::{holds_of, holds_of_nobodys, is_known_to, is_row_known_to};
pub(crate) use plan::view as plan_view;
pub(crate) use portable::{portable_archive_for, portable_undecided};
pub(crate) use redaction::{Gone, Redaction, undecided};
pub(crate) use rows::{
    AgreementState, ProcessingAgreement, Receipt, ReceiptKind, RecordVersion, StatementVersion, SubProcessor,
};
pub(crate) use sweep_work::run_sweep;
pub(crate) use ways::Ways;
