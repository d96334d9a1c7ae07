//! Whether the statement is complete: for every activity and every point of art. 13, 14 and the general information, the
//! sentences that answer it.
//!
//! It must not know how a sentence was made: it reads what each block says that it answers.

use super::rights::may_object;
use crate::activity::with_persons;
use crate::document::{Block, Document, Duty};
use model::{Activity, Ground, Model};
use serde::Serialize;

/// What the statement answers to one point about one activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The activity's word in the register.
    pub activity: String,
    /// The point, as `13(1)(a)`, or `general (a)`.
    pub point: &'static str,
    /// The sentences; none where the statement says nothing.
    pub sentences: Vec<String>,
}

/// The answers of `statement` to every point that applies, for every activity that is ours and concerns persons. It is
/// complete when every answer has a sentence.
pub fn answers(model: &Model, statement: &Document) -> Vec<Answer> {
    let mut answers = Vec::new();
    for activity in with_persons(model).map(|id| &model[id]) {
        for duty in Duty::ALL.into_iter().filter(|&duty| applies(duty, activity)) {
            let sentences = sentences(statement, duty, &activity.key);
            let answer = |&point| Answer { activity: activity.key.clone(), point, sentences: sentences.clone() };
            answers.extend(duty.points().iter().map(answer));
        }
    }
    answers
}

/// The sentences about this activity; where the duty is not one of each activity, those about all of them too.
fn sentences(statement: &Document, duty: Duty, activity: &str) -> Vec<String> {
    let about_it = |of: Option<&str>| of.map_or(!duty.is_of_the_activity(), |of| of == activity);
    let blocks = statement.blocks.iter().filter(|block| block.answers.contains(&duty));
    let here = blocks.filter(|block| about_it(block.activity.as_deref()));
    here.flat_map(Block::sentences).filter(|sentence| !sentence.trim().is_empty()).collect()
}

/// Whether the point arises: an interest only where the ground is one, and objection only where it can be made.
fn applies(duty: Duty, activity: &Activity) -> bool {
    match duty {
        Duty::Interest => match activity.ground {
            Ground::LegitimateInterests { .. } => true,
            Ground::Consent { .. }
            | Ground::Contract
            | Ground::LegalObligation { .. }
            | Ground::VitalInterests
            | Ground::PublicTask { .. } => false,
        },
        Duty::Objection => may_object(activity),
        Duty::Controller
        | Duty::Contact
        | Duty::Responsible
        | Duty::Purpose
        | Duty::Recipients
        | Duty::Transfers
        | Duty::Period
        | Duty::Rights
        | Duty::Withdrawal
        | Duty::Complaint
        | Duty::Obligation
        | Duty::Automation
        | Duty::Categories
        | Duty::Source
        | Duty::Security => true,
    }
}

#[cfg(test)]
mod tests;
