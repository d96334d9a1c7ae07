//! Text that people read, in every language of the system.

/// A language of the interface and of the derived documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Norwegian bokmål.
    Nb,
    /// English.
    En,
}

impl Language {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Nb, Self::En];

    /// The BCP 47 tag: `nb` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::En => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// The same words in each language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Norwegian bokmål.
    pub nb: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nb => &self.nb,
            Language::En => &self.en,
        }
    }
}
