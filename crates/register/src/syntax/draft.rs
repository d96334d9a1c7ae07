//! The draft: a register as it is written, names still mere words.

use super::field::Type;
use super::keep::KeepDraft;
use crate::finding::{At, Part, Place};
use model::{
    Body, CategoryKind, Confidence, Day, Deadline, FieldKind, Grant, Minimum, Origin, OurPart, RecipientKind, Sealed,
    Source, Span, SpecialGround, Transfer, Words, YearDay,
};

/// Everything the files say, in their order.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The file that is the company's own, if there is one.
    pub(crate) company: Option<usize>,
    pub(crate) controllers: Vec<At<ControllerDraft>>,
    pub(crate) roles: Vec<Item<RoleDraft>>,
    pub(crate) recipients: Vec<Item<RecipientDraft>>,
    pub(crate) systems: Vec<Item<SystemDraft>>,
    pub(crate) laws: Vec<Item<LawDraft>>,
    pub(crate) rights: Vec<Item<RightDraft>>,
    pub(crate) categories: Vec<Item<CategoryDraft>>,
    pub(crate) lists: Vec<Item<ListDraft>>,
    pub(crate) activities: Vec<Item<ActivityDraft>>,
    pub(crate) entities: Vec<Item<EntityDraft>>,
    pub(crate) changes: Vec<Item<ChangeDraft>>,
    pub(crate) destroyed: DestroyedDraft,
    pub(crate) backups: Vec<At<BackupDraft>>,
}

/// How long copies that are kept for safety may be kept.
#[derive(Debug)]
pub(crate) struct BackupDraft {
    /// In days.
    pub(crate) keep: Part<At<u16>>,
}

/// What is declared no more and is to go from the database.
#[derive(Debug, Default)]
pub(crate) struct DestroyedDraft {
    pub(crate) entities: Vec<At<String>>,
    pub(crate) fields: Vec<At<String>>,
}

/// What a company does otherwise than the register says.
#[derive(Debug)]
pub(crate) struct ChangeDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) keep: Part<At<KeepDraft>>,
    pub(crate) access: Part<At<GrantsDraft>>,
    pub(crate) recipients: Part<Vec<At<String>>>,
    pub(crate) fields: Vec<Item<FieldChangeDraft>>,
}

/// The same of one field.
#[derive(Debug)]
pub(crate) struct FieldChangeDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) keep: Part<At<KeepDraft>>,
}

/// What each role is given; a role may stand there twice.
pub(crate) type GrantsDraft = Vec<(At<String>, Grant)>;

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
    pub(crate) accounts: Vec<At<String>>,
    pub(crate) fiscal_year_ends: Part<At<YearDay>>,
    pub(crate) areas: Part<Vec<At<&'static str>>>,
}

#[derive(Debug)]
pub(crate) struct RoleDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) rights: Part<At<bool>>,
    pub(crate) break_glass: Part<At<bool>>,
    pub(crate) second_factor: Part<At<bool>>,
}

#[derive(Debug)]
pub(crate) struct RecipientDraft {
    pub(crate) name: Part<At<String>>,
    pub(crate) kind: Part<At<RecipientKind>>,
    pub(crate) task: Part<At<Words>>,
    pub(crate) country: Part<At<String>>,
    pub(crate) categories: Vec<At<String>>,
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
    pub(crate) categories: Vec<At<String>>,
    pub(crate) keep: Part<At<Words>>,
    pub(crate) owner: Part<At<String>>,
    pub(crate) routine: Part<At<Words>>,
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
    pub(crate) minimum: Part<At<Minimum>>,
}

#[derive(Debug)]
pub(crate) struct RightDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) article: Part<At<String>>,
    pub(crate) deadline: Part<At<Deadline>>,
    pub(crate) extension: Part<At<Deadline>>,
    pub(crate) source: Part<At<String>>,
    pub(crate) checked_on: Part<At<Day>>,
    pub(crate) confidence: Part<At<Confidence>>,
}

#[derive(Debug)]
pub(crate) struct CategoryDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) dpv: Part<At<String>>,
    pub(crate) kind: Part<At<CategoryKind>>,
    pub(crate) default_for: Part<Vec<At<Type>>>,
}

#[derive(Debug)]
pub(crate) struct ListDraft {
    pub(crate) name: Part<At<Words>>,
    pub(crate) source: Part<At<String>>,
    pub(crate) checked_on: Part<At<Day>>,
    pub(crate) confidence: Part<At<Confidence>>,
    pub(crate) of: Part<Vec<model::Alternative>>,
}

#[derive(Debug)]
pub(crate) struct ActivityDraft {
    pub(crate) purpose: Part<At<Words>>,
    pub(crate) subjects: Part<At<Words>>,
    pub(crate) part: Part<At<OurPart>>,
    pub(crate) basis: Part<At<Basis>>,
    pub(crate) consent: Part<At<Words>>,
    pub(crate) law: Part<Vec<At<String>>>,
    pub(crate) interest: Part<At<Words>>,
    pub(crate) balancing: Part<At<Words>>,
    pub(crate) special: Part<SpecialDraft>,
    pub(crate) marketing: Part<At<Addressees>>,
    pub(crate) sale: Part<At<String>>,
    pub(crate) source: Part<At<Source>>,
    pub(crate) notice: Part<At<Words>>,
    pub(crate) uses: Vec<(At<String>, Vec<At<String>>)>,
    pub(crate) responsible: Part<At<String>>,
    pub(crate) access: Part<At<GrantsDraft>>,
    pub(crate) recipients: Vec<At<String>>,
    pub(crate) longest: Part<At<Span>>,
}

/// A ground for special categories.
#[derive(Debug)]
pub(crate) struct SpecialDraft {
    pub(crate) place: Place,
    pub(crate) ground: Part<At<SpecialGround>>,
    pub(crate) law: Part<Vec<At<String>>>,
}

/// To whom marketing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressees {
    Consent,
    ExistingCustomer,
    ImpersonalAddress,
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
    pub(crate) subject: Part<SubjectDraft>,
    pub(crate) own: Part<Vec<At<String>>>,
    pub(crate) access: Part<NarrowingDraft>,
    pub(crate) category: Part<At<String>>,
    pub(crate) special: Part<SpecialDraft>,
    pub(crate) sealed: Part<At<Sealed>>,
    pub(crate) label: Part<At<String>>,
    pub(crate) list: Vec<At<String>>,
    pub(crate) search: Vec<At<String>>,
    pub(crate) keep: Part<At<KeepDraft>>,
    pub(crate) require: Vec<RequirementDraft>,
    pub(crate) was: Part<At<String>>,
    pub(crate) fields: Vec<Item<FieldDraft>>,
    /// Whether nothing but fields is written: they are added to an entity that stands elsewhere.
    pub(crate) only_fields: bool,
}

/// How a row leads to its person, and under which choice.
#[derive(Debug)]
pub(crate) struct SubjectDraft {
    pub(crate) path: At<String>,
    pub(crate) when: Option<WhenDraft>,
}

/// A choice and some of its alternatives.
#[derive(Debug)]
pub(crate) struct WhenDraft {
    pub(crate) field: At<String>,
    pub(crate) among: Vec<At<String>>,
}

/// What narrows access.
#[derive(Debug)]
pub(crate) enum NarrowingDraft {
    Engine,
    To(GrantsDraft),
}

/// A law that forbids erasure.
#[derive(Debug)]
pub(crate) struct RequirementDraft {
    pub(crate) law: Part<At<String>>,
    pub(crate) from: Part<At<String>>,
}

/// What an entity names as its purpose.
#[derive(Debug)]
pub(crate) enum ActivitiesDraft {
    AsClaimed,
    Named(Vec<At<String>>),
    ByChoice { choice: At<String>, of: Vec<(At<String>, At<String>)> },
}

#[derive(Debug)]
pub(crate) struct FieldDraft {
    pub(crate) name: Part<At<Words>>,
    /// The word for what it holds, where it is one.
    pub(crate) ty: Option<Type>,
    pub(crate) kind: Part<KindDraft>,
    pub(crate) required: Part<At<bool>>,
    pub(crate) unique: Part<At<bool>>,
    pub(crate) impersonal: Part<At<String>>,
    pub(crate) category: Part<At<String>>,
    pub(crate) origin: Part<At<Origin>>,
    pub(crate) sealed: Part<At<Sealed>>,
    pub(crate) activity: Part<Vec<At<String>>>,
    pub(crate) access: Part<NarrowingDraft>,
    pub(crate) keep: Part<At<KeepDraft>>,
    pub(crate) require: Vec<RequirementDraft>,
    pub(crate) when: Part<WhenDraft>,
    pub(crate) was: Part<At<String>>,
    pub(crate) need: Part<At<Words>>,
}

/// What a field holds. The parts of a kind are absent or broken only together with a finding.
#[derive(Debug)]
pub(crate) enum KindDraft {
    /// What has no parts.
    Plain(FieldKind),
    Choice(Vec<model::Alternative>),
    /// A choice from a list, by its name.
    Listed(At<String>),
    Link {
        to: At<String>,
        mention: bool,
    },
    Links {
        from: At<String>,
    },
}
