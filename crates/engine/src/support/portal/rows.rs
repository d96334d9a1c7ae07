//! The rows of the portal as plain structs, and what it reads of others.

use model::{Day, Moment, RowId};

model::choice! {
    /// Which cases somebody sees.
    pub enum Sees {
        /// Their own.
        Own = "own",
        /// Every case of the customer they belong to.
        All = "all",
    }
}

model::row! {
    /// Somebody with access to the portal.
    pub struct PortalUser of "portal_user", handles PortalUserFields {
        /// Who.
        person: RowId,
        /// What they sign in with.
        address: RowId,
        /// Of which customer.
        customer: Option<RowId>,
        /// What they see.
        sees: Sees,
        /// Since when they are invited.
        invited_on: Day,
        /// The address that has been told of it.
        told: Option<RowId>,
        /// When it ended.
        ended_on: Option<Day>,
    }
}

impl PortalUser {
    /// Whether it has not ended on `today`.
    pub(crate) fn is_open(&self, today: Day) -> bool {
        self.ended_on.is_none_or(|ended| ended > today)
    }
}

model::row! {
    /// A file that was said something with.
    pub struct CaseFile of "case_file", handles CaseFileFields {
        /// With what.
        case_message: RowId,
        /// What it is called.
        title: String,
        /// Its bytes.
        content: RowId,
    }
}

model::row! {
    /// Which organisation a customer is.
    pub struct CustomerOrganisation of "customer", handles CustomerOrganisationFields {
        /// The organisation.
        organisation: RowId,
    }
}

model::row! {
    /// A link by which somebody signs in to the portal.
    pub struct PortalLink of "portal_link", handles PortalLinkFields {
        /// Whose.
        portal_user: RowId,
        /// The hash of its secret.
        token_hash: String,
        /// Until when it works.
        expires_at: Moment,
    }
}

model::row! {
    /// Somebody is in the portal.
    pub struct PortalSession of "portal_session", handles PortalSessionFields {
        /// Who.
        portal_user: RowId,
        /// The hash of its secret.
        token_hash: String,
        /// Since when.
        began_at: Moment,
        /// Until when, where it is not used.
        expires_at: Moment,
    }
}

model::row! {
    /// How customers reach a queue.
    pub struct PortalQueue of "queue", handles PortalQueueFields {
        /// What it is called.
        name: String,
        /// It is used.
        open: bool,
        /// Who asks is told that a case is there.
        receipt: bool,
        /// Cases are raised in it in the portal.
        portal: Option<bool>,
        /// The word of the form by which anybody raises one; none where there is no such form.
        form: Option<String>,
    }
}
