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
