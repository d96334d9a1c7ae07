//! The key that signs heads (Ed25519, RFC 8032), and the check of a signature.
//!
//! Where its seed lies is not known here.

use crate::hex;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use std::fmt;

/// The signing key of a ledger.
pub struct LedgerKey(Ed25519KeyPair);

impl LedgerKey {
    /// The key that belongs to these 32 unguessable bytes; none where no key does.
    pub fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// The public key, 64 hexadecimal digits. It is also the name under which a head tells who signed it.
    pub fn public(&self) -> String {
        hex::text(self.0.public_key().as_ref())
    }

    /// The signature of `bytes`, hexadecimal.
    pub(super) fn sign(&self, bytes: &[u8]) -> String {
        hex::text(self.0.sign(bytes).as_ref())
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LedgerKey({})", self.public())
    }
}

/// Whether the owner of the key `public` signed `bytes`.
pub(super) fn is_signed(public: &str, bytes: &[u8], signature: &str) -> bool {
    let (Some(public), Some(signature)) = (hex::bytes(public), hex::bytes(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, public).verify(bytes, &signature).is_ok()
}
