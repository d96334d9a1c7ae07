//! The rows of this area as plain structs.

use model::{Day, Language, RowId};

model::choice! {
    /// How a hub row came about.
    pub enum Source {
        /// Somebody filled in the contact form.
        ContactForm = "contact-form",
        /// The company entered it.
        Company = "company",
    }
}

model::choice! {
    /// The language that somebody is written to in.
    pub enum Tongue {
        /// Norwegian bokmål.
        Nb = "nb",
        /// English.
        En = "en",
    }
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Nb => Self::Nb,
            Tongue::En => Self::En,
        }
    }
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        match language {
            Language::Nb => Self::Nb,
            Language::En => Self::En,
        }
    }
}

model::row! {
    /// One human being.
    pub struct Person of "person", handles PersonFields {
        /// As the person writes it.
        name: Option<String>,
        /// What they are written to in.
        language: Option<Tongue>,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}

model::row! {
    /// An address that reaches a person.
    pub struct EmailAddress of "email_address", handles EmailAddressFields {
        /// Whose.
        person: RowId,
        /// Normalised, see [`super::email`].
        address: String,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}

model::row! {
    /// A number that reaches a person.
    pub struct PhoneNumber of "phone_number", handles PhoneNumberFields {
        /// Whose.
        person: RowId,
        /// E.164, see [`super::phone`].
        number: String,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}
