//! The limits of outgoing mail. Each bounds what one message or one delivery may take.

/// Longest text of one message, in bytes of UTF-8 before encoding.
pub const TEXT_LENGTH_MAX_BYTES: usize = 1024 * 1024;

/// Longest value of one header field, in bytes before encoding: a line of 998 (RFC 5322, 2.1.1) less the field's name.
pub const HEADER_LENGTH_MAX_BYTES: usize = 900;

/// Longest identifier of a message of ours, in bytes: it is also a file name.
pub const ID_LENGTH_MAX_BYTES: usize = 200;

/// Most identifiers in `References`. Of a longer thread the first and the latest are kept.
pub const REFERENCES_MAX_COUNT: usize = 100;

/// Longest time one delivery to a mail server may take, from connecting to the server's last answer.
pub const DELIVERY_MAX_SECONDS: u64 = 120;

/// Longest time a look at the mail server may take: somebody waits for the answer.
pub const CHECK_MAX_SECONDS: u64 = 20;
