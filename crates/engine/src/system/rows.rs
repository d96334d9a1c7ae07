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
        /// The first day; none where it held from the beginning.
        starts_on: Option<Day>,
        /// The last day; none where no end is set.
        ends_on: Option<Day>,
        /// Who granted it; none where whoever runs the server did, or is gone.
        granted_by: Option<RowId>,
    }
}

model::row! {
    /// Colleagues who work together.
    pub struct Team of "team", handles TeamFields {
        /// What they are called.
        name: String,
    }
}

model::row! {
    /// That somebody is in a team.
    pub struct TeamMember of "team_member", handles TeamMemberFields {
        /// Which team.
        team: RowId,
        /// Who.
        user: RowId,
        /// The first day; none where it held from the beginning.
        starts_on: Option<Day>,
        /// The last day; none where no end is set.
        ends_on: Option<Day>,
    }
}

model::row! {
    /// A role that somebody took for some hours.
    pub struct BreakGlass of "break_glass", handles BreakGlassFields {
        /// Who.
        user: RowId,
        /// The role's word in the register.
        role: String,
        /// Why, in their words.
        reason: String,
        /// From when.
        starts_at: Moment,
        /// Until when.
        ends_at: Moment,
        /// The owner who has judged it.
        reviewed_by: Option<RowId>,
        /// When it was judged.
        reviewed_at: Option<Moment>,
        /// Whether it was right.
        was_right: Option<bool>,
        /// What the owner noted.
        note: Option<String>,
    }
}

model::choice! {
    /// What a program may do with what its activity holds.
    pub enum May {
        /// See it.
        Read = "read",
        /// See and change it.
        Write = "write",
    }
}

model::row! {
    /// The token of a program.
    pub struct MachineToken of "machine_token", handles MachineTokenFields {
        /// What the program is called.
        name: String,
        /// The activity's word in the register.
        activity: String,
        /// What it may do.
        may: May,
        /// The words of the only entities it may name, a space between; none where it may name all of the activity's.
        entities: Option<String>,
        /// SHA-256 of the token, hexadecimal.
        token_hash: String,
        /// When it was made.
        made_on: Day,
        /// Who made it; none where whoever runs the server did, or is gone.
        made_by: Option<RowId>,
        /// The last day on which it works.
        expires_on: Day,
        /// The day it was last used.
        last_used_on: Option<Day>,
    }
}

model::choice! {
    /// Where a one-time link leads.
    pub enum LinkPurpose {
        /// To the desk: it was made on the server.
        Server = "server",
        /// To the choice of a first password.
        Welcome = "welcome",
        /// To the choice of a new one.
        Password = "password",
    }
}

model::row! {
    /// A link that works once.
    pub struct SignInLink of "sign_in_link", handles SignInLinkFields {
        /// Whom.
        user: RowId,
        /// SHA-256 of its secret, hexadecimal.
        token_hash: String,
        /// When it stops working.
        expires_at: Moment,
        /// Where it leads; to signing in where nothing is said.
        purpose: Option<LinkPurpose>,
        /// When it was made.
        made_at: Option<Moment>,
    }
}

model::choice! {
    /// How somebody came in.
    pub enum Method {
        /// By a one-time link that was made on the server.
        Link = "link",
        /// By a password.
        Password = "password",
        /// By a passkey.
        Passkey = "passkey",
        /// By an account with an identity provider.
        Provider = "provider",
    }
}

model::choice! {
    /// What somebody has shown so far.
    pub enum Proof {
        /// One factor, where there is a second one to be shown: nobody is in yet.
        Half = "half",
        /// One factor.
        One = "one",
        /// Two.
        Two = "two",
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
        /// The words of the only roles in which they work in it, a space between; none where they work in all of theirs.
        acting: Option<String>,
        /// When it was last in use, to the minute.
        seen_at: Option<Moment>,
        /// How they came in.
        method: Option<Method>,
        /// What they have shown; sessions from before this was asked were begun by a link from the server.
        proof: Option<Proof>,
        /// On what, in two words.
        device: Option<String>,
    }
}

model::row! {
    /// What a user's password hashes to.
    pub struct UserPassword of "user_password", handles UserPasswordFields {
        /// Whose.
        user: RowId,
        /// Argon2id as a PHC string, which holds its own parameters and salt.
        hash: String,
        /// When it was chosen.
        set_at: Moment,
    }
}

model::row! {
    /// An app that shows codes (RFC 6238).
    pub struct Authenticator of "authenticator", handles AuthenticatorFields {
        /// Whose.
        user: RowId,
        /// The key that it shares with us, hexadecimal.
        secret: String,
        /// Since when it counts: its first code was shown then.
        made_at: Moment,
        /// The step of the last code that was taken: it and those before it are used up.
        last_step: Option<i64>,
    }
}

model::row! {
    /// A code that stands in for the app once. It goes when it is used.
    pub struct RecoveryCode of "recovery_code", handles RecoveryCodeFields {
        /// Whose.
        user: RowId,
        /// A keyed hash of it, hexadecimal.
        code_hash: String,
        /// When it was made.
        made_at: Moment,
    }
}

model::choice! {
    /// What happened to an account.
    pub enum About {
        /// The password was changed.
        PasswordChanged = "password-changed",
        /// An app was added.
        FactorAdded = "factor-added",
        /// The app was removed.
        FactorRemoved = "factor-removed",
        /// Whoever runs the system took the second factor away.
        FactorReset = "factor-reset",
        /// A recovery code was used.
        RecoveryUsed = "recovery-used",
        /// New recovery codes were made.
        RecoveryMade = "recovery-made",
        /// A passkey was added.
        PasskeyAdded = "passkey-added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey-removed",
        /// A passkey was refused, as it may have been copied.
        PasskeyRefused = "passkey-refused",
        /// A provider's number for the user was linked.
        SignOnLinked = "sign-on-linked",
        /// It counts no more.
        SignOnUnlinked = "sign-on-unlinked",
    }
}

model::row! {
    /// That a user is to be told what happened to their account.
    pub struct AccountNotice of "account_notice", handles AccountNoticeFields {
        /// Who.
        user: RowId,
        /// What.
        about: About,
        /// When.
        at: Moment,
        /// When it is too late to tell.
        expires_at: Moment,
    }
}

model::row! {
    /// Failures in a row that count together.
    pub struct SignInGuard of "sign_in_guard", handles SignInGuardFields {
        /// Where they are counted.
        slot: String,
        /// How many.
        failures: i64,
        /// When the last one was.
        last_at: Moment,
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
