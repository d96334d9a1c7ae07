//! The row of a secure message as a plain struct.

use crate::correspondence::Direction;
use model::{Moment, RowId};

model::row! {
    /// A message to somebody outside, or from them.
    pub struct SecureMessage of "secure_message", handles SecureMessageFields {
        /// With whom.
        person: RowId,
        /// Where they are told of it.
        address: RowId,
        /// Which way.
        direction: Direction,
        /// When they agreed that we read what is sensitive in it.
        agreed_at: Option<Moment>,
        /// Its text; a dash until whoever started it has confirmed their address.
        text: String,
        /// The text until then, which nobody reads.
        unconfirmed: Option<String>,
        /// Its file.
        document: Option<RowId>,
        /// A hash of the secret of its link.
        token_hash: String,
        /// Until when the link works.
        expires_at: Moment,
        /// Which user wrote it.
        author: Option<RowId>,
        /// Who deals with it.
        handler: Option<RowId>,
        /// When it was written.
        written_at: Moment,
        /// When whom it is to read it first.
        read_at: Option<Moment>,
        /// When it was dealt with.
        handled_at: Option<Moment>,
    }
}
