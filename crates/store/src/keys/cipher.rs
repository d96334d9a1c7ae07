//! The ciphers: XChaCha20-Poly1305 for what is sealed, HMAC-SHA-256 for what must be found again.
//!
//! It knows keys and bytes, and neither files nor rows. A sealed cell is a random nonce and the ciphertext of the value's
//! length, class and bytes, filled up so that its size tells little.

use crate::limits::SEALED_STEP_BYTES;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use model::{Class, Day, Moment, RowId, Value};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A secret key; its memory is overwritten when it goes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Bytes of a nonce, before each ciphertext.
const NONCE: usize = 24;

/// Bytes before the value itself: its length and its class.
const HEAD: usize = 5;

/// Fills `bytes` with what nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|cause| format!("the operating system gives no random bytes: {cause}"))?;
    Ok(bytes)
}

/// A new key.
pub(crate) fn new_key() -> Result<Key, String> {
    random().map(Zeroizing::new)
}

/// `plain` under `key`, of use only together with `about`.
pub(crate) fn encrypt(key: &Key, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, String> {
    let nonce: [u8; NONCE] = random()?;
    let cipher = XChaCha20Poly1305::new((&**key).into());
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: about });
    let mut bytes = nonce.to_vec();
    bytes.extend(sealed.map_err(|_| "a value could not be encrypted".to_owned())?);
    Ok(bytes)
}

/// What was encrypted; nothing where it is not of this key, not about this, or not as it was.
pub(crate) fn decrypt(key: &Key, about: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new((&**key).into());
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: about }).ok().map(Zeroizing::new)
}

/// What tells equal values apart from others for those alone who have `key`.
pub(crate) fn mark(key: &Key, about: &[u8], value: &Value) -> Option<[u8; 32]> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&**key).ok()?;
    mac.update(about);
    mac.update(&encode(value)?);
    Some(mac.finalize().into_bytes().into())
}

/// The bytes of a value; none of an empty one.
pub(crate) fn encode(value: &Value) -> Option<Zeroizing<Vec<u8>>> {
    let (class, own) = match value {
        Value::Null => return None,
        Value::Boolean(yes) => (0, vec![u8::from(*yes)]),
        Value::Integer(number) => (1, number.to_be_bytes().to_vec()),
        Value::Text(text) => (2, text.as_bytes().to_vec()),
        Value::Day(day) => (3, day.0.to_be_bytes().to_vec()),
        Value::Moment(moment) => (4, moment.0.to_be_bytes().to_vec()),
        Value::Id(id) => (5, id.0.to_vec()),
    };
    let own = Zeroizing::new(own);
    let size = (HEAD + own.len()).next_multiple_of(SEALED_STEP_BYTES);
    let mut bytes = Zeroizing::new(Vec::with_capacity(size));
    bytes.extend_from_slice(&u32::try_from(own.len()).ok()?.to_be_bytes());
    bytes.push(class);
    bytes.extend_from_slice(&own);
    bytes.resize(size, 0);
    Some(bytes)
}

/// The value that was encoded; none where it is not one of `class`.
pub(crate) fn decode(bytes: &[u8], class: Class) -> Option<Value> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (found, rest) = rest.split_first()?;
    let own = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    let value = match class {
        Class::Boolean => (0, Value::Boolean(own != [0])),
        Class::Integer => (1, Value::Integer(i64::from_be_bytes(own.try_into().ok()?))),
        Class::Text => (2, Value::Text(std::str::from_utf8(own).ok()?.to_owned())),
        Class::Day => (3, Value::Day(Day(i32::from_be_bytes(own.try_into().ok()?)))),
        Class::Moment => (4, Value::Moment(Moment(i64::from_be_bytes(own.try_into().ok()?)))),
        Class::Id => (5, Value::Id(RowId(own.try_into().ok()?))),
    };
    (value.0 == *found).then_some(value.1)
}
