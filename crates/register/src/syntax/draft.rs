//! The draft: a register as it is written, names still mere words.

use super::keep::KeepDraft;
use crate::finding::{At, Part};
use model::{Access, Body, Confidence, Day, EntityAccess, RecipientKind, Source, Transfer, Words};

/// Everything the files say, in their order.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) controllers: Vec<At<ControllerDraft>>,
    pub(crate) roles: Vec<Item<RoleDraft>>,
    pub(crate) recipients: Vec<Item<RecipientDraft>>,
    pub(crate) systems: Vec<Item<SystemDraft>>,
    pub(crate) laws: Vec<Item<LawDraft>>,
    pub(crate) activities: Vec<Item<ActivityDraft>>,
    pub(crate) entities: Vec<Item<EntityDraft>>,
    pub(crate) changes: Vec<Item<ChangeDraft>>,
}

/// What a company keeps for a shorter time than the register says.
#[derive(Debug)]
pub(crate) struct ChangeDraft {
    pub(crate) keep: Part<At<KeepDraft>>,
}

/// A keyed thing.
#[derive(Debug)]
pub(crate) struct Item<T> {
    pub(crate) key: At<String>,
    pub(crate) it: T,
}

#[derive(Debug)]
pub(crate) struct ControllerDraft {
    pub(crate) name: Part<At<String>>,
    pub(crate) organisation_number: Part<At<String>>,
    pub(crate) address: Part<At<String>>,
    pub(crate) contact: Part<At<String>>,
    pub(crate) contact_title: Part<At<Words>>,
    pub(crate) email: Part<At<String>>,
    pub(crate) phone: Part<At<String>>,
    pub(crate) authority: Part<At<Words>>,
}

#[derive(Debug)]
pub(crate) struct RoleDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) rights: Part<At<bool>>,
}

#[derive(Debug)]
pub(crate) struct RecipientDraft {
    pub(crate) name: Part<At<String>>,
    pub(crate) kind: Part<At<RecipientKind>>,
    pub(crate) task: Part<At<Words>>,
    pub(crate) country: Part<At<String>>,
    pub(crate) agreement: Part<At<AgreementDraft>>,
    pub(crate) transfer: Part<At<Transfer>>,
}

#[derive(Debug)]
pub(crate) struct AgreementDraft {
    pub(crate) dated: Part<At<Day>>,
    pub(crate) expires: Part<At<Day>>,
    /// Letters of GDPR art. 28(3).
    pub(crate) points: Part<Vec<At<char>>>,
}

#[derive(Debug)]
pub(crate) struct SystemDraft {
    pub(crate) name: Part<At<String>>,
    pub(crate) holds: Part<At<Words>>,
    pub(crate) activities: Vec<At<String>>,
    pub(crate) keep: Part<At<Words>>,
    pub(crate) owner: Part<At<String>>,
    pub(crate) country: Part<At<String>>,
    pub(crate) transfer: Part<At<Transfer>>,
}

#[derive(Debug)]
pub(crate) struct LawDraft {
    pub(crate) title: Part<At<Words>>,
    pub(crate) source: Part<At<String>>,
    pub(crate) valid_from: Part<At<Day>>,
    pub(crate) valid_to: Part<At<Day>>,
    pub(crate) checked_on: Part<At<Day>>,
    pub(crate) confidence: Part<At<Confidence>>,
    pub(crate) applies_to: Part<Vec<At<Body>>>,
    pub(crate) instead: Part<At<String>>,
}

#[derive(Debug)]
pub(crate) struct ActivityDraft {
    pub(crate) purpose: Part<At<Words>>,
    pub(crate) subjects: Part<At<Words>>,
    pub(crate) basis: Part<At<Basis>>,
    pub(crate) consent: Part<At<Words>>,
    pub(crate) law: Part<Vec<At<String>>>,
    pub(crate) interest: Part<At<Words>>,
    pub(crate) balancing: Part<At<Words>>,
    pub(crate) source: Part<At<Source>>,
    pub(crate) notice: Part<At<Words>>,
    pub(crate) uses: Vec<(At<String>, Vec<At<String>>)>,
    pub(crate) responsible: Part<At<String>>,
    pub(crate) access: Part<Vec<(At<String>, At<Access>)>>,
    pub(crate) recipients: Vec<At<String>>,
}

/// The six grounds of GDPR art. 6(1), by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Consent,
    Contract,
    LegalObligation,
    VitalInterests,
    PublicTask,
    LegitimateInterests,
}

#[derive(Debug)]
pub(crate) struct EntityDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) activity: Part<ActivitiesDraft>,
    pub(crate) impersonal: Part<At<String>>,
    pub(crate) subject: Part<At<String>>,
    pub(crate) access: Part<At<EntityAccess>>,
    pub(crate) label: Part<At<String>>,
    pub(crate) list: Vec<At<String>>,
    pub(crate) search: Vec<At<String>>,
    pub(crate) keep: Part<At<KeepDraft>>,
    pub(crate) fields: Vec<Item<FieldDraft>>,
}

/// What an entity names as its purpose.
#[derive(Debug)]
pub(crate) enum ActivitiesDraft {
    AsClaimed,
    Named(Vec<At<String>>),
}

#[derive(Debug)]
pub(crate) struct FieldDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) kind: Part<KindDraft>,
    pub(crate) required: Part<At<bool>>,
    pub(crate) unique: Part<At<bool>>,
    pub(crate) impersonal: Part<At<String>>,
}

/// What a field holds. The parts of a kind are absent or broken only together with a finding.
#[derive(Debug)]
pub(crate) enum KindDraft {
    Text { max: u32 },
    LongText { max: u32 },
    Email,
    Phone,
    Integer,
    Boolean,
    Date,
    DateTime,
    Choice(Vec<model::Alternative>),
    Link { to: At<String>, mention: bool },
}
