//! Passwords: what is a good one, and how it is kept.
//!
//! Kept is an Argon2id hash (RFC 9106) as a PHC string, which says with which parameters it was made; when ours have changed, it is
//! made anew the next time the password is shown. Reckoning one takes tens of milliseconds and [`ARGON2_MEMORY_KIBIBYTES`] of
//! memory, on purpose; so it is a value ([`Reckoning`]) that the rim carries out away from the threads that serve, a few
//! at a time.

use crate::limits::{
    ARGON2_LANES, ARGON2_MEMORY_KIBIBYTES, ARGON2_ROUNDS, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS,
    PASSWORD_OWN_CHARACTERS, PASSWORD_SCORE,
};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use futures_util::future::BoxFuture;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::feedback::Warning;

/// Work that takes long and much memory.
#[derive(Debug, Clone)]
pub struct Reckoning(Work);

#[derive(Debug, Clone)]
enum Work {
    /// Whether `password` is the one behind `hash`; without a hash it takes as long and is not.
    Verify { password: String, hash: Option<String>, salt: [u8; 16] },
    /// A hash of a new password, if it is a good one.
    Choose { password: String, about: Vec<String>, salt: [u8; 16] },
}

/// What it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned(Outcome);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Wrong,
    /// It is right; with a new hash where the old one was made with other parameters.
    Right(Option<String>),
    Chosen(String),
    Bad(BadPassword),
}

/// Whether a password was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Wrong,
    /// With the hash that should take the old one's place, if any should.
    Right {
        renewed: Option<String>,
    },
}

/// Where reckonings are carried out: away from the threads that serve, a few at a time. None where too many wait.
pub type Reckoner<'a> = &'a (dyn Fn(Reckoning) -> BoxFuture<'static, Option<Reckoned>> + Send + Sync);

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPassword {
    /// It has fewer than so many characters.
    TooShort(usize),
    /// It has more than so many characters.
    TooLong(usize),
    /// It is made of the user's name or address, or the company's name.
    AboutYou,
    /// It is one that many use.
    Common,
    /// It is a pattern: a row of keys, a repetition, a date.
    Pattern,
    /// It could be guessed otherwise.
    Guessable,
    /// The two that were typed are not the same.
    NotTheSame,
}

impl Reckoning {
    pub(super) fn verify(password: &str, hash: Option<String>, salt: [u8; 16]) -> Self {
        Self(Work::Verify { password: normal(password), hash, salt })
    }

    /// `about` is what belongs to the user: no password is made of it.
    pub(super) fn choose(password: &str, about: Vec<String>, salt: [u8; 16]) -> Self {
        Self(Work::Choose { password: normal(password), about, salt })
    }

    /// Carries it out: tens of milliseconds.
    pub fn run(self) -> Reckoned {
        Reckoned(match self.0 {
            // Typed where a password is asked for, and longer than any that was taken: not worth the work.
            Work::Verify { password, .. } if password.chars().count() > PASSWORD_MAX_CHARACTERS => Outcome::Wrong,
            Work::Verify { password, hash: Some(hash), salt } => verified(&password, &hash, &salt),
            Work::Verify { password, hash: None, salt } => {
                // The same work for nobody.
                let _ = hashed(&password, &salt);
                Outcome::Wrong
            }
            Work::Choose { password, about, salt } => match judge(&password, &about) {
                Some(bad) => Outcome::Bad(bad),
                None => hashed(&password, &salt).map_or(Outcome::Bad(BadPassword::Guessable), Outcome::Chosen),
            },
        })
    }
}

impl Reckoned {
    /// Whether the password was right.
    pub(super) fn verdict(self) -> Verdict {
        match self.0 {
            Outcome::Right(renewed) => Verdict::Right { renewed },
            Outcome::Wrong | Outcome::Chosen(_) | Outcome::Bad(_) => Verdict::Wrong,
        }
    }

    pub(super) fn chosen(self) -> Result<String, BadPassword> {
        match self.0 {
            Outcome::Chosen(hash) => Ok(hash),
            Outcome::Bad(bad) => Err(bad),
            Outcome::Wrong | Outcome::Right(_) => Err(BadPassword::Guessable),
        }
    }
}

/// Compatibility composition (Unicode NFKC), so that keyboards that write the same letter otherwise make the same password.
fn normal(password: &str) -> String {
    // More than anything that is taken, and little enough to work on.
    password.chars().take(4 * PASSWORD_MAX_CHARACTERS).nfkc().collect()
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(ARGON2_MEMORY_KIBIBYTES, ARGON2_ROUNDS, ARGON2_LANES, None);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.expect("the parameters are those of a test"))
}

fn hashed(password: &str, salt: &[u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    Some(argon2().hash_password(password.as_bytes(), &salt).ok()?.to_string())
}

fn verified(password: &str, hash: &str, salt: &[u8; 16]) -> Outcome {
    let Ok(known) = PasswordHash::new(hash) else { return Outcome::Wrong };
    // Checked with the parameters in the hash, whatever ours are now.
    if argon2().verify_password(password.as_bytes(), &known).is_err() {
        return Outcome::Wrong;
    }
    let ours = Params::try_from(&known).is_ok_and(|params| {
        (params.m_cost(), params.t_cost(), params.p_cost()) == (ARGON2_MEMORY_KIBIBYTES, ARGON2_ROUNDS, ARGON2_LANES)
    });
    Outcome::Right(if ours { None } else { hashed(password, salt) })
}

/// What is wrong with a new password, if anything is.
fn judge(password: &str, about: &[String]) -> Option<BadPassword> {
    let length = password.chars().count();
    if length < PASSWORD_MIN_CHARACTERS {
        return Some(BadPassword::TooShort(PASSWORD_MIN_CHARACTERS));
    }
    if length > PASSWORD_MAX_CHARACTERS {
        return Some(BadPassword::TooLong(PASSWORD_MAX_CHARACTERS));
    }
    if is_about(password, about) {
        return Some(BadPassword::AboutYou);
    }
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let entropy = zxcvbn::zxcvbn(password, &about);
    if u8::from(entropy.score()) >= PASSWORD_SCORE {
        return None;
    }
    Some(match entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning) {
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword
            | Warning::AWordByItselfIsEasyToGuess
            | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => BadPassword::Common,
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess
            | Warning::RecentYearsAreEasyToGuess
            | Warning::DatesAreOftenEasyToGuess,
        ) => BadPassword::Pattern,
        None => BadPassword::Guessable,
    })
}

/// Whether little is left of the password without what belongs to its user. A list of words says of two of them in a row that they
/// are hard to guess; for those who know the user they are not.
fn is_about(password: &str, about: &[String]) -> bool {
    let lower = password.to_lowercase();
    let mut words: Vec<&String> = about.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let left = words.iter().fold(lower.clone(), |left, word| left.replace(word.as_str(), ""));
    left != lower && left.chars().filter(|c| c.is_alphanumeric()).count() < PASSWORD_OWN_CHARACTERS
}

/// What belongs to a user and must not make their password: names and addresses, whole and in parts.
pub(super) fn belongs(name: &str, address: &str, company: &str) -> Vec<String> {
    let wholes = [name, address, company];
    let parts = wholes.iter().flat_map(|whole| whole.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = wholes.iter().copied().chain(parts).map(str::to_lowercase).collect();
    words.retain(|word| word.chars().count() > 2);
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;
