//! Processing activities: why data are held at all, on which ground, and who may see them.

use crate::{EntityId, FieldId, LawId, RecipientId, RoleId, Words};

/// One purpose and everything that follows from it (GDPR art. 30(1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// The word in the register.
    pub key: String,
    /// The purpose, in a sentence.
    pub purpose: Words,
    /// Whose data.
    pub subjects: Words,
    /// Its one ground.
    pub ground: Ground,
    /// Where the data come from.
    pub source: Source,
    /// Where they come from elsewhere than the person: how and when the person is told (GDPR art. 14(3)).
    pub notice: Option<Words>,
    /// Which fields of shared rows it needs, and so keeps alive.
    pub uses: Vec<Use>,
    /// The role that answers for it day to day.
    pub responsible: RoleId,
    /// What each role may do with its rows.
    pub access: Vec<(RoleId, Access)>,
    /// Those outside who receive its data.
    pub recipients: Vec<RecipientId>,
}

impl Activity {
    /// What `role` may do with rows of this activity.
    pub fn access_of(&self, role: RoleId) -> Option<Access> {
        self.access.iter().find(|(who, _)| *who == role).map(|(_, access)| *access)
    }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// See them.
    Read,
    /// See and change them.
    Write,
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
}
