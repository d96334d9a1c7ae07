//! Signing with the key of a domain (DKIM, RFC 6376; Ed25519: RFC 8463).

use std::fmt;

use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256};
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::{Canonicalization, DkimSigner, Done};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// Fields that are signed where they stand. Those to unsubscribe by must be (RFC 8058, 4).
const FIELDS: [&str; 18] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Language",
    "Auto-Submitted",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "X-Auto-Response-Suppress",
];

/// The key of a domain.
pub struct Dkim {
    key: Key,
}

enum Key {
    Rsa(Box<DkimSigner<RsaKey<Sha256>, Done>>),
    Ed25519(Box<DkimSigner<Ed25519Key, Done>>),
}

/// The key cannot be read. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError;

impl Dkim {
    /// With a private key in PEM: RSA of 2048 bits or more (PKCS #1 or #8), or Ed25519 (PKCS #8). Its public half stands in the DNS at
    /// `<selector>._domainkey.<domain>`.
    ///
    /// # Errors
    /// Returns [`KeyError`] if the text is no such key.
    pub fn new(domain: &str, selector: &str, pem: &[u8]) -> Result<Self, KeyError> {
        let der = PrivateKeyDer::from_pem_slice(pem).map_err(|_| KeyError)?;
        let ed25519 = match &der {
            PrivateKeyDer::Pkcs8(der) => Ed25519Key::from_pkcs8_maybe_unchecked_der(der.secret_pkcs8_der()).ok(),
            _ => None,
        };
        let key = match ed25519 {
            Some(key) => Key::Ed25519(Box::new(signer(key, domain, selector))),
            None => Key::Rsa(Box::new(signer(RsaKey::from_key_der(der).map_err(|_| KeyError)?, domain, selector))),
        };
        Ok(Self { key })
    }

    /// The field `DKIM-Signature`, with its line end.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<String> {
        let signature = match &self.key {
            Key::Rsa(signer) => signer.sign(message),
            Key::Ed25519(signer) => signer.sign(message),
        };
        Some(signature.ok()?.to_header())
    }
}

/// Relaxed, as relays on the way break lines anew.
fn signer<K: mail_auth::common::crypto::SigningKey>(key: K, domain: &str, selector: &str) -> DkimSigner<K, Done> {
    DkimSigner::from_key(key)
        .domain(domain)
        .selector(selector)
        .headers(FIELDS)
        .header_canonicalization(Canonicalization::Relaxed)
        .body_canonicalization(Canonicalization::Relaxed)
}

impl fmt::Debug for Dkim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dkim").finish_non_exhaustive()
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no private key of RSA or Ed25519 in PEM")
    }
}

impl std::error::Error for KeyError {}
