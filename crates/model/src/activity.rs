//! Processing activities: why data are held at all, on which ground, and who may see them.

use crate::{EntityId, FieldId, LawId, RecipientId, RoleId, Span, Words};

/// One purpose and everything that follows from it (GDPR art. 30(1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// The word in the register.
    pub key: String,
    /// Whether the company does it. What it does not do stands in no statement, and nobody may record it.
    pub in_use: bool,
    /// The purpose, in a sentence.
    pub purpose: Words,
    /// Whose data.
    pub subjects: Words,
    /// In which part we act.
    pub part: OurPart,
    /// Its one ground.
    pub ground: Ground,
    /// Its ground for special categories of data, where it has any (GDPR art. 9(2)).
    pub special: Option<Special>,
    /// Where it is marketing: to whom, as marketing law sees it.
    pub marketing: Option<Marketing>,
    /// Where the data come from.
    pub source: Source,
    /// Where they come from elsewhere than the person: how and when the person is told (GDPR art. 14(3)).
    pub notice: Option<Words>,
    /// Which fields of shared rows it needs, and so keeps alive.
    pub uses: Vec<Use>,
    /// The role that answers for it day to day.
    pub responsible: RoleId,
    /// What each role may do with its rows; a role may stand there twice, to read all and write its own.
    pub access: Vec<(RoleId, Grant)>,
    /// No row of it is kept longer than this after the last of its clocks has started.
    pub longest: Option<Span>,
    /// Those outside who receive its data.
    pub recipients: Vec<RecipientId>,
}

impl Activity {
    /// Whether a person who asks to be erased ends it by asking: consent is withdrawn (GDPR art. 7(3)), and marketing
    /// objected to, which nothing outweighs (art. 21(2) and (3)).
    pub fn ends_when_asked(&self) -> bool {
        matches!(self.ground, Ground::Consent { .. }) || self.marketing.is_some()
    }

    /// How far `role` may go with rows of this activity: to which rows `wanted` reaches.
    pub fn reach_of(&self, role: RoleId, wanted: Access) -> Option<Reach> {
        if self.in_use { reach(&self.access, role, wanted) } else { None }
    }
}

/// The widest reach that `grants` give `role` for `wanted`.
pub fn reach(grants: &[(RoleId, Grant)], role: RoleId, wanted: Access) -> Option<Reach> {
    let fitting = grants.iter().filter(|(who, grant)| *who == role && grant.access >= wanted);
    fitting.map(|(_, grant)| grant.reach).max()
}

/// The fields of one shared entity that an activity needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The shared entity.
    pub entity: EntityId,
    /// Its fields.
    pub fields: Vec<FieldId>,
}

/// What a role may do with rows. Whoever may write may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// See them.
    Read,
    /// See and change them.
    Write,
}

/// Which rows a grant is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Those that are the viewer's own.
    Own,
    /// Those, and the own of the members of their teams.
    Team,
    /// All.
    All,
}

/// What a role is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// What it may do.
    pub access: Access,
    /// With which rows.
    pub reach: Reach,
}

/// Whose processing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OurPart {
    /// Ours: we decide why and how.
    Controller,
    /// A customer's: we act on their instructions (GDPR art. 28).
    Processor,
}

/// The ground under GDPR art. 9(2) for special categories of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Special {
    /// Which.
    pub ground: SpecialGround,
    /// The laws or collective agreements it rests on.
    pub laws: Vec<LawId>,
}

/// The letters of GDPR art. 9(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialGround {
    /// (a).
    ExplicitConsent,
    /// (b): duties and rights in employment, social security and social protection.
    EmploymentLaw,
    /// (c).
    VitalInterests,
    /// (d): members of a body with a political, philosophical, religious or trade union aim.
    Members,
    /// (e): the person has plainly made it public.
    MadePublic,
    /// (f).
    LegalClaims,
    /// (g): substantial public interest.
    PublicInterest,
    /// (h).
    HealthCare,
    /// (i).
    PublicHealth,
    /// (j): archives, research, statistics.
    Research,
}

impl SpecialGround {
    /// The letter of GDPR art. 9(2).
    pub fn letter(self) -> char {
        match self {
            Self::ExplicitConsent => 'a',
            Self::EmploymentLaw => 'b',
            Self::VitalInterests => 'c',
            Self::Members => 'd',
            Self::MadePublic => 'e',
            Self::LegalClaims => 'f',
            Self::PublicInterest => 'g',
            Self::HealthCare => 'h',
            Self::PublicHealth => 'i',
            Self::Research => 'j',
        }
    }

    /// Whether it holds only by a law or an agreement that must be named.
    pub fn needs_law(self) -> bool {
        match self {
            Self::EmploymentLaw | Self::PublicInterest | Self::HealthCare | Self::PublicHealth | Self::Research => true,
            Self::ExplicitConsent | Self::VitalInterests | Self::Members | Self::MadePublic | Self::LegalClaims => {
                false
            }
        }
    }
}

/// To whom marketing goes (markedsføringsloven § 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marketing {
    /// People who have said yes beforehand.
    Consent,
    /// People whose address came with a sale, about services like the one sold.
    ExistingCustomer {
        /// The field that shows the sale.
        sale: FieldId,
    },
    /// Addresses that belong to no single person.
    ImpersonalAddress,
}

/// The ground under GDPR art. 6(1), with what that ground demands be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// (a), with the words agreed to.
    Consent {
        /// What the person said yes to.
        text: Words,
    },
    /// (b).
    Contract,
    /// (c), with the law.
    LegalObligation {
        /// The laws that oblige.
        laws: Vec<LawId>,
    },
    /// (d).
    VitalInterests,
    /// (e), with the law.
    PublicTask {
        /// The laws that give the task.
        laws: Vec<LawId>,
    },
    /// (f), with the interest and the balancing.
    LegitimateInterests {
        /// Which interest is pursued.
        interest: Words,
        /// Why the person's interests do not outweigh it.
        balancing: Words,
    },
}

impl Ground {
    /// The letter of GDPR art. 6(1).
    pub fn letter(&self) -> char {
        match self {
            Self::Consent { .. } => 'a',
            Self::Contract => 'b',
            Self::LegalObligation { .. } => 'c',
            Self::VitalInterests => 'd',
            Self::PublicTask { .. } => 'e',
            Self::LegitimateInterests { .. } => 'f',
        }
    }
}

/// Where the data of an activity come from (GDPR art. 14(2)(f)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From the person concerned.
    Person,
    /// Made by the company itself while it works.
    Ourselves,
    /// From sources open to anyone.
    OpenSources,
    /// From somebody else.
    ThirdParty,
    /// Partly from the person, partly from others.
    PersonAndOthers,
}

impl Source {
    /// Whether some of the data come from elsewhere than the person (GDPR art. 14).
    pub fn is_elsewhere(self) -> bool {
        match self {
            Self::Person | Self::Ourselves => false,
            Self::OpenSources | Self::ThirdParty | Self::PersonAndOthers => true,
        }
    }
}
