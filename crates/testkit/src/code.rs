//! What an authenticator app shows.

use totp_rs::{Builder, Secret};

/// The code (RFC 6238) of the app with this key, in base 32, so many seconds after 1 January 1970.
///
/// # Panics
/// Where the key is none.
pub fn code(key: &str, seconds: i64) -> String {
    let secret = Secret::try_from_base32(key.replace(' ', "")).expect("base 32");
    let app = Builder::new().with_secret(secret).build().expect("a key long enough");
    app.generate(u64::try_from(seconds).expect("after 1970")).to_string()
}
