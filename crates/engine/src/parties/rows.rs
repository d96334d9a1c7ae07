//! The rows of this area as plain structs.

use model::{Day, Language, RowId};

model::choice! {
    /// How a hub row came about.
    pub enum Source {
        /// Somebody filled in the contact form.
        ContactForm = "contact-form",
        /// The company entered it.
        Company = "company",
        /// They wrote a mail.
        Mail = "mail",
        /// Somebody talked with them.
        Phone = "phone",
        /// They were let into the customer portal.
        Portal = "portal",
        /// They signed up for a newsletter.
        NewsletterForm = "newsletter-form",
        /// The customer they work for gave it.
        Customer = "customer",
        /// The national register of enterprises.
        EnterpriseRegister = "enterprise-register",
        /// The organisation's website.
        Website = "website",
        /// Brought over from an older register.
        Import = "import",
    }
}

model::choice! {
    /// Whose an address or a number is.
    pub enum Holder {
        /// One person's.
        Person = "person",
        /// An organisation's, shared by those who work there.
        Organisation = "organisation",
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
        /// Since when they want no marketing.
        no_marketing: Option<Day>,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}

model::choice! {
    /// What an address is good for.
    pub enum AddressState {
        /// It is used.
        InUse = "in-use",
        /// Mail to it comes back.
        Bounced = "bounced",
        /// It is somebody else's.
        Wrong = "wrong",
        /// They do not want to be written to there.
        Restricted = "restricted",
    }
}

impl AddressState {
    /// Whether mail to an address of which this is known reaches its owner, who lets it.
    pub(crate) fn is_reached(state: Option<Self>) -> bool {
        match state {
            None | Some(Self::InUse) => true,
            Some(Self::Bounced | Self::Wrong | Self::Restricted) => false,
        }
    }
}

model::row! {
    /// An address that reaches a person.
    pub struct EmailAddress of "email_address", handles EmailAddressFields {
        /// Whether it is a person's or shared.
        holder: Holder,
        /// Whose, where it is a person's.
        person: Option<RowId>,
        /// Whose, where it is shared.
        organisation: Option<RowId>,
        /// Normalised, see [`super::email`].
        address: String,
        /// What it is good for; nothing is known where there is none.
        state: Option<AddressState>,
        /// Since when.
        state_on: Option<Day>,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}

impl EmailAddress {
    /// A person's own, of which nothing else is known.
    pub(crate) fn of_person(person: RowId, address: String, source: Source, since: Day) -> Self {
        let (holder, person, organisation) = (Holder::Person, Some(person), None);
        Self { holder, person, organisation, address, state: None, state_on: None, source, since }
    }
}

model::choice! {
    /// What a number is good for.
    pub enum NumberState {
        /// It is used.
        InUse = "in-use",
        /// It is somebody else's.
        Wrong = "wrong",
        /// They do not want to be called there.
        Restricted = "restricted",
    }
}

model::row! {
    /// A number that reaches a person.
    pub struct PhoneNumber of "phone_number", handles PhoneNumberFields {
        /// Whether it is a person's or shared.
        holder: Holder,
        /// Whose, where it is a person's.
        person: Option<RowId>,
        /// Whose, where it is shared.
        organisation: Option<RowId>,
        /// E.164, see [`super::phone`].
        number: String,
        /// What it is good for; nothing is known where there is none.
        state: Option<NumberState>,
        /// How the row came about.
        source: Source,
        /// When.
        since: Day,
    }
}

model::choice! {
    /// How the row of an organisation came about.
    pub enum OrganisationSource {
        /// Somebody filled in the contact form.
        ContactForm = "contact-form",
        /// The company entered it.
        Company = "company",
        /// They wrote a mail.
        Mail = "mail",
        /// Somebody talked with them.
        Phone = "phone",
        /// The organisation gave it.
        Customer = "customer",
        /// The national register of enterprises.
        EnterpriseRegister = "enterprise-register",
        /// The organisation's website.
        Website = "website",
        /// Brought over from an older register.
        Import = "import",
    }
}

model::row! {
    /// A company, or another organisation, as far as documents name it.
    pub struct Organisation of "organisation", handles OrganisationFields {
        /// As it is registered.
        name: Option<String>,
        /// Nine digits.
        org_number: Option<String>,
        /// On several lines.
        postal_address: Option<String>,
        /// How the row came about.
        source: OrganisationSource,
        /// When.
        since: Day,
    }
}

model::row! {
    /// Who works where.
    pub struct Position of "position", handles PositionFields {
        /// Who.
        person: Option<RowId>,
        /// Where.
        organisation: Option<RowId>,
        /// As what.
        title: Option<String>,
        /// Until when.
        ended_on: Option<Day>,
    }
}
