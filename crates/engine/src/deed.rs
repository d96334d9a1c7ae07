//! Deeds: the words of the ledger, a closed list, and how they are said to people.

use crate::context::Engine;
use crate::correspondence::WORDS;
use model::{EntityId, FieldId, Language, Moment, RowId};
use store::{Actor, LedgerEntry};

model::choice! {
    /// What the ledger tells that somebody did.
    pub enum Deed {
        /// A message came in.
        Received = "received",
        /// A doubtful message was let in.
        LetIn = "let in",
        /// A request was answered.
        Answered = "answered",
        /// A mail that came in is kept.
        MailKept = "mail kept",
        /// A mail was written.
        MailWritten = "mail written",
        /// A mail was forwarded to somebody else.
        Forwarded = "forwarded",
        /// A mail that was held back went, as what was found is harmless.
        ReleasedAsHarmless = "released as harmless",
        /// A mail that was held back went, as whom it is about has asked for it.
        ReleasedAsWanted = "released as wanted",
        /// A mail that came in was sealed.
        MailSealed = "mail sealed",
        /// A sealed mail was not sensitive, and is open again.
        MailUnsealed = "mail unsealed",
        /// What was sealed of a mail was taken away.
        SealedRemoved = "sealed text removed",
        /// A secure message was written.
        SecureWritten = "secure message written",
        /// A secure message was opened by whom it is to.
        SecureOpened = "secure message opened",
        /// A secure message was handed to a colleague.
        SecureHanded = "secure message handed over",
        /// A secure message was dealt with.
        SecureHandled = "secure message handled",
        /// Two cases became one.
        Merged = "merged",
        /// A case that had become part of another is one of its own again.
        Unmerged = "unmerged",
        /// A case was taken out of another.
        Split = "split",
        /// A row was made.
        Made = "made",
        /// A row was changed.
        Changed = "changed",
        /// A row was removed by staff.
        Removed = "removed",
        /// A user was added.
        Added = "added",
        /// A user's access ended.
        Ended = "access ended",
        /// A role was granted.
        Granted = "role granted",
        /// A grant of a role ended.
        Ungranted = "role ended",
        /// Somebody narrowed what they do to some of their roles, or ended that.
        ActedAs = "acted as",
        /// The command line did something by the rights of a user.
        ActedFor = "acted for",
        /// Somebody took a role for some hours.
        BrokeGlass = "emergency access taken",
        /// Emergency access was given back before its time.
        GaveBack = "emergency access given back",
        /// Emergency access was judged.
        Reviewed = "emergency access reviewed",
        /// A program was given a token.
        TokenMade = "token made",
        /// A program's token was taken back.
        TokenRevoked = "token revoked",
        /// A sign-in link was made.
        LinkMade = "link made",
        /// Somebody signed in.
        SignedIn = "signed in",
        /// A passkey was added.
        PasskeyAdded = "passkey added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey removed",
        /// A passkey was refused, as it may have been copied.
        PasskeyRefused = "passkey refused",
        /// A provider's number for somebody was linked to a user.
        SignOnLinked = "sign-on linked",
        /// A provider's number for somebody counts no more.
        SignOnUnlinked = "sign-on unlinked",
        /// Somebody was not let in.
        SignInRefused = "sign-in refused",
        /// A session was ended from the list of sessions.
        SessionEnded = "session ended",
        /// A password was chosen.
        PasswordChosen = "password chosen",
        /// A second factor was added.
        FactorAdded = "second factor added",
        /// A second factor was removed.
        FactorRemoved = "second factor removed",
        /// Recovery codes were made.
        RecoveryMade = "recovery codes made",
        /// A recovery code was used.
        RecoveryUsed = "recovery code used",
        /// Somebody was invited.
        Invited = "invited",
        /// An invitation was withdrawn.
        InvitationWithdrawn = "invitation withdrawn",
        /// An access package was given.
        AccessGiven = "access given",
        /// What the person gave was handed over for use elsewhere.
        PortableGiven = "portable data given",
        /// It became sure who asks.
        IdentityConfirmed = "identity confirmed",
        /// A place outside was answered for.
        TaskAnswered = "task answered",
        /// The deadline of a request was extended.
        DeadlineExtended = "deadline extended",
        /// A request was refused.
        RequestRefused = "request refused",
        /// A request was passed on to the customer who is responsible.
        PassedOn = "passed on",
        /// A request ended without an answer.
        RequestClosed = "request closed",
        /// A person said no to marketing.
        MarketingEnded = "marketing ended",
        /// Somebody was found to be affected by a breach.
        FoundAffected = "found affected",
        /// Somebody affected by a breach was told.
        ToldOfBreach = "told of a breach",
        /// Rows were looked at.
        Read = "read",
        /// Every row was exported.
        RowsExported = "rows exported",
        /// Rows of a list were exported.
        ListExported = "list exported",
        /// Mentions of rows that went were emptied.
        ForgotMention = "forgot a mention",
        /// Fields that nothing needs were emptied.
        EmptiedFields = "emptied fields",
        /// It was decided what becomes of a text that tells of several persons.
        Decided = "decided on a text",
        /// Something was taken out of texts of others.
        Redacted = "redacted",
        /// Rows were restricted.
        Restricted = "restricted",
        /// A restriction ended.
        Lifted = "restriction lifted",
        /// Rows were erased because the person asked.
        Erased = "erased on request",
        /// Rows were discarded as junk.
        Discarded = "discarded as junk",
        /// Rows were deleted because they were due.
        Deleted = "deleted when due",
        /// Somebody asked for a sweep of what is due.
        SweepAsked = "sweep asked for",
        /// Rows were deleted again that an older copy of the database had brought back.
        DeletedAgain = "deleted again",
        /// A job that was given up is tried again.
        TriedAgain = "tried again",
        /// A job that was given up is not tried any more.
        LetGo = "let go",
    }
}

impl Deed {
    /// The ledger's line: `actor` did this to the row `target` of `entity`.
    pub(crate) fn entry(
        self,
        engine: &Engine,
        now: Moment,
        actor: Actor,
        (entity, target): (EntityId, RowId),
    ) -> LedgerEntry {
        LedgerEntry {
            id: engine.new_id(now),
            at: now,
            actor,
            action: self.key(),
            entity,
            target,
            fields: Vec::new(),
            person: None,
            seen: None,
        }
    }

    /// The ledger's word in words of `language`; an older program's word as it stands.
    pub(crate) fn say(word: &str, language: Language) -> String {
        match Self::ALL.iter().find(|deed| deed.key() == word) {
            Some(deed) => WORDS.say(language, &deed.message(), &[]),
            None => word.to_owned(),
        }
    }

    /// The key of its message.
    pub(crate) fn message(self) -> String {
        format!("ledger-{}", self.key().replace(' ', "-"))
    }
}

/// What the line says besides, where it says more.
pub(crate) trait More {
    /// The person whose data they are.
    fn about(self, person: RowId) -> Self;
    /// The fields it was about.
    fn fields(self, fields: Vec<FieldId>) -> Self;
}

impl More for LedgerEntry {
    fn about(mut self, person: RowId) -> Self {
        self.person = Some(person);
        self
    }

    fn fields(mut self, fields: Vec<FieldId>) -> Self {
        self.fields = fields;
        self
    }
}
