//! The rows of this area as plain structs.

use model::{Day, Moment, RowId};

model::row! {
    /// Somebody who works here and may sign in.
    pub struct User of "user", handles UserFields {
        /// Who.
        person: RowId,
        /// Where notices go, and what they sign in with.
        address: RowId,
        /// When their access ended.
        ended_on: Option<Day>,
    }
}

model::row! {
    /// A role that somebody has.
    pub struct RoleGrant of "role_grant", handles RoleGrantFields {
        /// Who.
        user: RowId,
        /// The role's word in the register.
        role: String,
    }
}

model::row! {
    /// A link that signs somebody in once.
    pub struct SignInLink of "sign_in_link", handles SignInLinkFields {
        /// Whom.
        user: RowId,
        /// SHA-256 of its secret, hexadecimal.
        token_hash: String,
        /// When it stops working.
        expires_at: Moment,
    }
}

model::row! {
    /// Somebody signed in on some device.
    pub struct Session of "session", handles SessionFields {
        /// Who.
        user: RowId,
        /// SHA-256 of the secret in the cookie, hexadecimal.
        token_hash: String,
        /// When they signed in.
        began_at: Moment,
        /// When they must sign in anew.
        expires_at: Moment,
    }
}

model::row! {
    /// A passkey of somebody.
    pub struct PasskeyRow of "passkey", handles PasskeyFields {
        /// Whose.
        user: RowId,
        /// What they call it.
        title: String,
        /// Its identifier, base64url.
        credential_id: String,
        /// The public key and the counter of its last signature, JSON.
        credential: String,
        /// When it was added.
        made_at: Moment,
        /// When somebody last signed in with it.
        used_at: Option<Moment>,
    }
}

model::row! {
    /// A provider's number for somebody.
    pub struct ExternalIdentity of "external_identity", handles ExternalIdentityFields {
        /// Whom it means.
        user: RowId,
        /// Whose number it is: an address.
        issuer: String,
        /// The number.
        identifier: String,
        /// SHA-256 of both, hexadecimal.
        mark: String,
        /// When it was linked.
        made_at: Moment,
        /// When somebody last signed in with it.
        used_at: Option<Moment>,
    }
}

model::row! {
    /// A ceremony that was begun and not ended.
    pub struct Ceremony of "ceremony", handles CeremonyFields {
        /// SHA-256 of what it is for and of its secret, hexadecimal.
        token_hash: String,
        /// What it takes to end it.
        state: String,
        /// When it can no more be ended.
        expires_at: Moment,
    }
}
