//! Proof of work (ALTCHA, version 2): a browser that runs our script works for some tenths of a second before a form is sent. One form costs
//! nobody anything; thousands cost whoever sends them.
//!
//! The challenge is made from the token of the form and stored nowhere: it is as old as the token, and known to be ours by it.

use crate::context::Engine;
use crate::limits::{PROOF_KEY_BYTES, PROOF_PREFIX, PROOF_ROUNDS};
use crate::website::token::keyed_hash;
use altcha::{ChallengeParameters, HmacAlgorithm, Solution, VerifySolutionOptions, sign_challenge, verify_solution};

/// What a browser is asked to find: a counter for which the key that PBKDF2 (RFC 8018, 5.2) makes of the nonce and the counter begins with
/// the prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Hexadecimal.
    pub nonce: String,
    /// Hexadecimal.
    pub salt: String,
    /// Rounds of PBKDF2 with SHA-256.
    pub rounds: u32,
    /// Hexadecimal.
    pub prefix: &'static str,
    /// How long the key is.
    pub key_bytes: usize,
}

/// Hexadecimal digits of a nonce, and of a salt.
const DIGITS: usize = 32;

/// The challenge that goes along with the form that has this token.
pub(crate) fn challenge(engine: &Engine, token: &str) -> Challenge {
    let made = keyed_hash(&engine.settings().secret, "proof of work", &[token]);
    let (nonce, salt) = made.split_at(DIGITS);
    Challenge {
        nonce: nonce.to_owned(),
        salt: salt.to_owned(),
        rounds: PROOF_ROUNDS,
        prefix: PROOF_PREFIX,
        key_bytes: PROOF_KEY_BYTES,
    }
}

/// Whether `given`, a counter and a key with a dot between, is the work that the form with this token asks for.
pub(crate) fn is_proved(engine: &Engine, token: &str, given: &str) -> bool {
    let Some((counter, derived_key)) = given.split_once('.') else { return false };
    let Ok(counter) = counter.parse() else { return false };
    let asked = challenge(engine, token);
    let mut parameters = ChallengeParameters {
        algorithm: "PBKDF2/SHA-256".to_owned(),
        cost: asked.rounds,
        data: None,
        expires_at: None,
        key_length: asked.key_bytes,
        key_prefix: asked.prefix.to_owned(),
        key_signature: None,
        memory_cost: None,
        nonce: asked.nonce,
        parallelism: None,
        salt: asked.salt,
    };
    let secret = keyed_hash(&engine.settings().secret, "proof signature", &[]);
    let signed = sign_challenge(&HmacAlgorithm::Sha256, &mut parameters, None, &secret, None);
    let Ok(challenge) = signed else { return false };
    let solution = Solution { counter, derived_key: derived_key.to_owned(), time: None };
    let verified = verify_solution(VerifySolutionOptions::new(&challenge, &solution, &secret));
    verified.is_ok_and(|result| result.verified)
}
