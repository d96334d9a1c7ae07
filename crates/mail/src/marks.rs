//! Marks: words of ours in ids and addresses of mail, by which an answer or a bounce is known for what it is. Nobody else can
//! make one, and nobody can guess one.
//!
//! A mark is an id of 16 bytes with the beginning of a keyed hash (HMAC-SHA-256) of it and of its purpose, in letters and
//! digits that survive a program which changes capitals. What the id means only the caller knows.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::address;

const ID_BYTES: usize = 16;
const MAC_BYTES: usize = 10;

/// A letter for the purpose, and 26 bytes of five bits a letter.
const LETTERS: usize = 1 + 42;

/// The longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LOCAL_PART_MAX_BYTES: usize = 64;

/// What a mark was made for. One made for one purpose is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// In the `Message-ID` of a message of ours: the id is the message's.
    Message,
    /// In an address to which answers go: the id is the case's.
    Reply,
    /// In the address to which servers report failure (VERP): the id is that of one message to one recipient.
    Bounce,
}

/// A mark that was found and is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What it was made for.
    pub purpose: Purpose,
    /// What it names.
    pub id: u128,
}

/// Makes and finds marks, by a secret key that never changes.
#[derive(Clone)]
pub struct Marks {
    keyed: Hmac<Sha256>,
}

impl Marks {
    /// With a key of 32 random bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        // A key shorter than a block is filled up with noughts (RFC 2104, 2).
        let mut block = [0; 64];
        block[..key.len()].copy_from_slice(key);
        Self { keyed: Hmac::<Sha256>::new(&block.into()) }
    }

    /// The `Message-ID` of a message of ours, without brackets.
    pub fn message_id(&self, id: u128, host: &str) -> String {
        format!("{}@{host}", self.word(Purpose::Message, id))
    }

    /// The address with a mark behind a plus (RFC 5233): `post+…@example.no`. None if the address is none, or too long for it.
    pub fn address(&self, purpose: Purpose, id: u128, mailbox: &str) -> Option<String> {
        let (local, domain) = mailbox.rsplit_once('@')?;
        let local = format!("{local}+{}", self.word(purpose, id));
        let marked = format!("{local}@{domain}");
        (local.len() <= LOCAL_PART_MAX_BYTES && address::is_address(&marked)).then_some(marked)
    }

    /// Every mark in a text, each once. What is not ours is not found.
    pub fn find(&self, text: &str) -> Vec<Mark> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == LETTERS);
        let mut found = Vec::new();
        for mark in words.filter_map(|word| self.read(word)) {
            if !found.contains(&mark) {
                found.push(mark);
            }
        }
        found
    }

    fn word(&self, purpose: Purpose, id: u128) -> String {
        let id = id.to_be_bytes();
        let bytes: Vec<u8> = id.iter().copied().chain(self.mac(purpose, id).finalize().into_bytes()).collect();
        format!("{}{}", letter(purpose), BASE32_NOPAD.encode(&bytes[..ID_BYTES + MAC_BYTES]).to_ascii_lowercase())
    }

    fn read(&self, word: &str) -> Option<Mark> {
        let all = [Purpose::Message, Purpose::Reply, Purpose::Bounce];
        let purpose = all.into_iter().find(|purpose| word.to_ascii_lowercase().starts_with(letter(*purpose)))?;
        let bytes = BASE32_NOPAD.decode(word[1..].to_ascii_uppercase().as_bytes()).ok()?;
        let (id, mac) = bytes.split_first_chunk::<ID_BYTES>()?;
        self.mac(purpose, *id).verify_truncated_left(mac).ok()?;
        Some(Mark { purpose, id: u128::from_be_bytes(*id) })
    }

    fn mac(&self, purpose: Purpose, id: [u8; ID_BYTES]) -> Hmac<Sha256> {
        self.keyed.clone().chain_update([letter(purpose) as u8]).chain_update(id)
    }
}

fn letter(purpose: Purpose) -> char {
    match purpose {
        Purpose::Message => 'm',
        Purpose::Reply => 'r',
        Purpose::Bounce => 'b',
    }
}

impl fmt::Debug for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Marks").finish_non_exhaustive()
    }
}
