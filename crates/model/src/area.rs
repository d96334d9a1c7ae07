//! Areas: what a company does, as the register divides it.

/// The part of the register that an entity is declared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The company's website: what visitors write.
    Website,
    /// People and organisations.
    Parties,
    /// Mail, calls, meetings and notes, whatever they are about.
    Correspondence,
    /// Newsletters and who gets them.
    Newsletter,
    /// Prospects, opportunities and quotes.
    Sales,
    /// Cases of customers.
    Support,
    /// Projects, matters and hours.
    Projects,
    /// Those who work here.
    Staff,
    /// The rights of persons, agreements, risks and breaches.
    Privacy,
    /// The machinery, and who may use it.
    System,
    /// What the company declares itself.
    Company,
}

impl Area {
    /// All of them, in the order in which people meet them.
    pub const ALL: [Self; 11] = [
        Self::Parties,
        Self::Website,
        Self::Correspondence,
        Self::Sales,
        Self::Support,
        Self::Projects,
        Self::Newsletter,
        Self::Staff,
        Self::Company,
        Self::Privacy,
        Self::System,
    ];

    /// Its word: the name of its file in the register.
    pub fn key(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Parties => "parties",
            Self::Correspondence => "correspondence",
            Self::Newsletter => "newsletter",
            Self::Sales => "sales",
            Self::Support => "support",
            Self::Projects => "projects",
            Self::Staff => "staff",
            Self::Privacy => "privacy",
            Self::System => "system",
            Self::Company => "company",
        }
    }

    /// The area with this word.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.key() == key)
    }
}
