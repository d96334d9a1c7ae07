//! Heads: the root of the tree at a size, signed.

use super::key::{LedgerKey, is_signed};
use crate::error::ReadError;
use crate::hex;
use crate::limits::LEDGER_HEADS_AT_A_TIME;
use crate::merkle::{Edge, Hash};
use crate::query::{Condition, Cursor, Query};
use crate::store::{Store, Stored};
use model::{Moment, RowId, Value};
use rights::{Operation, Scope, Viewer};

model::row! {
    /// A head as it is stored.
    pub struct HeadRow of "ledger_head", handles HeadFields {
        /// Its own number, counted from one.
        number: i64,
        /// How many entries it covers: those numbered from one up to this.
        size: i64,
        /// The root of the tree over them, hexadecimal.
        root: String,
        /// The roots of the full trees that it is made of, hexadecimal, a space between.
        peaks: String,
        /// When it was signed.
        at: Moment,
        /// The public key of the one who signed it, hexadecimal.
        key_id: String,
        /// The signature, hexadecimal.
        signature: String,
    }
}

/// A signed head, as it is stored and as it is anchored outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its own number, counted from one.
    pub number: i64,
    /// How many entries it covers: those numbered from one up to this.
    pub size: i64,
    /// The root of the tree over them, hexadecimal.
    pub root: String,
    /// When it was signed.
    pub at: Moment,
    /// The public key of the one who signed it, hexadecimal.
    pub key_id: String,
    /// The signature (Ed25519), hexadecimal.
    pub signature: String,
}

impl Head {
    /// Whether the owner of the key that it names signed it.
    pub fn is_signed(&self) -> bool {
        is_signed(&self.key_id, &signed_bytes((self.number, self.size), &self.root, self.at), &self.signature)
    }

    pub(super) fn root(&self) -> Option<Hash> {
        hex::hash(&self.root)
    }
}

/// What is signed: a line for each part.
fn signed_bytes((number, size): (i64, i64), root: &str, at: Moment) -> Vec<u8> {
    format!("ryddig ledger head 1\nnumber {number}\nsize {size}\nroot {root}\nat {}\n", at.0).into_bytes()
}

impl HeadRow {
    /// The head of the tree that ends in `edge`.
    pub(super) fn signed(number: i64, edge: &Edge, at: Moment, key: &LedgerKey) -> Self {
        let size = i64::try_from(edge.size()).unwrap_or(i64::MAX);
        let root = hex::text(&edge.root());
        let peaks: Vec<String> = edge.peaks().iter().map(|peak| hex::text(peak)).collect();
        let signature = key.sign(&signed_bytes((number, size), &root, at));
        Self { number, size, root, peaks: peaks.join(" "), at, key_id: key.public(), signature }
    }

    pub(super) fn head(&self) -> Head {
        Head {
            number: self.number,
            size: self.size,
            root: self.root.clone(),
            at: self.at,
            key_id: self.key_id.clone(),
            signature: self.signature.clone(),
        }
    }

    /// The edge of its tree; none where its parts do not make the signed root.
    pub(super) fn edge(&self) -> Option<Edge> {
        let peaks: Option<Vec<Hash>> = self.peaks.split_whitespace().map(hex::hash).collect();
        let edge = Edge::of(u64::try_from(self.size).ok()?, peaks?)?;
        (Some(edge.root()) == hex::hash(&self.root)).then_some(edge)
    }
}

impl Store {
    /// The signed heads behind the one with this number, in their order; not more than some at a time.
    pub async fn ledger_heads(&self, behind: i64) -> Result<Vec<Head>, ReadError> {
        let rows = self.head_rows(behind).await?;
        Ok(rows.iter().map(|stored| stored.row.head()).collect())
    }

    /// The head that was signed last.
    pub async fn last_ledger_head(&self) -> Result<Option<Head>, ReadError> {
        Ok(self.last_head().await?.map(|last| last.head()))
    }

    pub(super) async fn head_rows(&self, behind: i64) -> Result<Vec<Stored<HeadRow>>, ReadError> {
        let (scope, head) = (self.head_scope()?, self.tables().head);
        let all = Query::over(&scope).matching(Condition::Filled(head.number)).oldest_first(head.number);
        // No id is greater than this one.
        let after = Cursor { value: Value::Integer(behind), id: RowId([0xff; 16]) };
        self.find_rows(all.after(after).limit(LEDGER_HEADS_AT_A_TIME), &head).await
    }

    pub(super) async fn last_head(&self) -> Result<Option<HeadRow>, ReadError> {
        let (scope, head) = (self.head_scope()?, self.tables().head);
        let newest = Query::over(&scope).newest_first(head.number).limit(1);
        Ok(self.find_rows::<HeadRow>(newest, &head).await?.pop().map(|stored| stored.row))
    }

    fn head_scope(&self) -> Result<Scope, ReadError> {
        rights::scope(self.model(), &Viewer::Engine, self.tables().head.entity, Operation::Read)
            .map_err(|denied| ReadError::Unavailable(denied.to_string()))
    }
}
