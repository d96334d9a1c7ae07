//! The bytes of a file as they are stored: chunks of XChaCha20-Poly1305 in the construction STREAM (Hoang, Reyhanitabar,
//! Rogaway and Vizár 2015), so that a file which was cut off, put together otherwise or altered cannot be read as another.
//!
//! Stored are a byte that names the format, 19 random bytes, and each chunk's ciphertext. The nonce of a chunk is the random
//! bytes, its number (32 bits, big-endian) and whether it is the last (one byte). Which file it is, is bound to each chunk.
//! All but the last hold [`FILE_CHUNK_BYTES`]; the last may be empty. It knows keys and bytes, and neither rows nor places.

use super::FileError;
use crate::keys::Place;
use crate::keys::cipher::{self, Key};
use crate::limits::FILE_CHUNK_BYTES;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// First byte of a stored file.
const FORMAT: u8 = 1;
/// Random bytes of every nonce.
const START: usize = 19;
/// Bytes that each chunk's ciphertext has more than the chunk.
const TAG: usize = 16;
/// Bytes before the first chunk.
const HEAD: usize = 1 + START;

/// What both directions have in common.
struct Chain {
    cipher: XChaCha20Poly1305,
    about: Vec<u8>,
    start: [u8; START],
    number: u32,
}

impl Chain {
    /// The key of the row seals its name; its bytes are under another that follows from it.
    fn new(key: &Key, place: Place, start: [u8; START]) -> Result<Self, FileError> {
        let broken = || FileError::Unavailable("a key cannot be used".to_owned());
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&**key).map_err(|_| broken())?;
        mac.update(b"ryddig: the bytes of a file");
        let own = Key::new(mac.finalize().into_bytes().into());
        let about = [&place.entity[..], &place.row.0].concat();
        Ok(Self { cipher: XChaCha20Poly1305::new((&*own).into()), about, start, number: 0 })
    }

    /// The nonce of the next chunk.
    fn nonce(&mut self, last: bool) -> Result<XNonce, FileError> {
        let mut nonce = [0; 24];
        nonce[..START].copy_from_slice(&self.start);
        nonce[START..START + 4].copy_from_slice(&self.number.to_be_bytes());
        nonce[START + 4] = u8::from(last);
        self.number = self.number.checked_add(1).ok_or(FileError::TooLarge)?;
        Ok(XNonce::from(nonce))
    }
}

/// Encrypts a file as it comes in.
pub(super) struct Sealer {
    chain: Chain,
    plain: Vec<u8>,
}

impl Sealer {
    /// A new file; its head is put into `out`.
    pub(super) fn new(key: &Key, place: Place, out: &mut Vec<u8>) -> Result<Self, FileError> {
        let start = cipher::random().map_err(FileError::Unavailable)?;
        out.push(FORMAT);
        out.extend_from_slice(&start);
        Ok(Self { chain: Chain::new(key, place, start)?, plain: Vec::with_capacity(FILE_CHUNK_BYTES) })
    }

    /// The next bytes; the chunks that they fill are put into `out`.
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), FileError> {
        while !bytes.is_empty() {
            // A full chunk waits for more: only then is it known not to be the last.
            if self.plain.len() == FILE_CHUNK_BYTES {
                self.seal(false, out)?;
            }
            let fits = bytes.len().min(FILE_CHUNK_BYTES - self.plain.len());
            self.plain.extend_from_slice(&bytes[..fits]);
            bytes = &bytes[fits..];
        }
        Ok(())
    }

    /// The last chunk.
    pub(super) fn end(mut self, out: &mut Vec<u8>) -> Result<(), FileError> {
        self.seal(true, out)
    }

    fn seal(&mut self, last: bool, out: &mut Vec<u8>) -> Result<(), FileError> {
        let nonce = self.chain.nonce(last)?;
        let payload = Payload { msg: &self.plain, aad: &self.chain.about };
        let sealed = self.chain.cipher.encrypt(&nonce, payload);
        out.extend(sealed.map_err(|_| FileError::Unavailable("a chunk could not be encrypted".to_owned()))?);
        self.plain.clear();
        Ok(())
    }
}

/// Decrypts a file as it goes out.
pub(super) struct Opener {
    key: Key,
    place: Place,
    chain: Option<Chain>,
    stored: Vec<u8>,
}

impl Opener {
    pub(super) fn new(key: Key, place: Place) -> Self {
        Self { key, place, chain: None, stored: Vec::new() }
    }

    /// The next stored bytes; what they hold is put into `out`.
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), FileError> {
        self.stored.extend_from_slice(bytes);
        if self.chain.is_none() {
            let Some((head, rest)) = self.stored.split_first_chunk::<HEAD>() else { return Ok(()) };
            let (format, start) = (head[0], head[1..].try_into().map_err(|_| FileError::Damaged)?);
            if format != FORMAT {
                return Err(FileError::Damaged);
            }
            self.chain = Some(Chain::new(&self.key, self.place, start)?);
            self.stored = rest.to_vec();
        }
        let mut from = 0;
        // What is left may be the last chunk as long as nothing follows it.
        while self.stored.len() - from > FILE_CHUNK_BYTES + TAG {
            let to = from + FILE_CHUNK_BYTES + TAG;
            out.extend(open(self.chain.as_mut(), &self.stored[from..to], false)?);
            from = to;
        }
        self.stored.drain(..from);
        Ok(())
    }

    /// The last chunk, which must say that it is.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) -> Result<(), FileError> {
        out.extend(open(self.chain.as_mut(), &self.stored, true)?);
        self.stored.clear();
        Ok(())
    }
}

fn open(chain: Option<&mut Chain>, sealed: &[u8], last: bool) -> Result<Vec<u8>, FileError> {
    let chain = chain.ok_or(FileError::Damaged)?;
    let nonce = chain.nonce(last)?;
    chain.cipher.decrypt(&nonce, Payload { msg: sealed, aad: &chain.about }).map_err(|_| FileError::Damaged)
}
