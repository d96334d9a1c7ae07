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
        /// The words of the only roles in which they work in it, a space between; none where they work in all of theirs.
        acting: Option<String>,
    }
}
