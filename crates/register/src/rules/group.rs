//! What a finding is about, in one word: so that people can see at a glance which of them are theirs.

/// The group that a finding belongs to, in the order in which people read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The text itself: TOML, keys, names, values.
    Writing,
    /// Whether there is a purpose and a ground for what is held.
    Lawfulness,
    /// How long it is kept.
    Periods,
    /// Whether people are told, and find and remove what is held about them.
    Rights,
    /// Who inside may read it, and how it is protected.
    Access,
    /// Who and what outside has it.
    Outside,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 6] =
        [Self::Writing, Self::Lawfulness, Self::Periods, Self::Rights, Self::Access, Self::Outside];

    /// What printed findings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Writing => "Writing",
            Self::Lawfulness => "Lawfulness",
            Self::Periods => "Periods",
            Self::Rights => "Rights",
            Self::Access => "Access",
            Self::Outside => "Outside",
        }
    }

    /// What it is about, in a line of the manual.
    #[cfg(test)]
    pub(crate) fn says(self) -> &'static str {
        match self {
            Self::Writing => "The text itself: TOML, keys, names, values.",
            Self::Lawfulness => "Whether there is a purpose and a ground for what is held.",
            Self::Periods => "How long it is kept.",
            Self::Rights => "Whether people are told, and find and remove what is held about them.",
            Self::Access => "Who inside may read it, and how it is protected.",
            Self::Outside => "Who and what outside has it.",
        }
    }
}
