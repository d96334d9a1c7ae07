//! Every limit of the web, unit last.

use std::time::Duration;

/// The body of a contact form.
pub const CONTACT_BODY_BYTES: usize = 128 * 1024;
/// The body of any form at the door.
pub const DOOR_BODY_BYTES: usize = 16 * 1024;
/// Passwords that are hashed at once: each takes the memory that the engine's Argon2id asks for.
pub const PASSWORDS_AT_ONCE: usize = 4;
/// Those that may wait for one; beyond it whoever comes is asked to try again.
pub const PASSWORDS_WAITING: usize = 60;
/// The body of any form at the desk: an answer of the longest kind in any script fits.
pub const DESK_BODY_BYTES: usize = 256 * 1024;
/// How long the body of a form may take to come.
pub const BODY_TIME: Duration = Duration::from_secs(30);
/// Whether the site is ready is looked at no more often than this, however many ask.
pub const READY_KEPT_TIME: Duration = Duration::from_secs(2);
/// How long it is waited for a write that is tried for it.
pub const READY_ANSWER_TIME: Duration = Duration::from_secs(3);
/// How much of a body that is refused is read, so that its sender sees why.
pub const DRAINED_BYTES: usize = 4 * 1024 * 1024;
/// How much of an unknown field's name an error page repeats.
pub const FIELD_NAME_CHARACTERS: usize = 60;
/// How long a browser keeps a style sheet; its name changes with what it holds.
pub const ASSET_LIFE_SECONDS: u32 = 365 * 24 * 60 * 60;
/// How many mails the demonstration's inbox lists.
pub const INBOX_MAILS: usize = 200;
/// A period, as somebody types it to try it.
pub const PERIOD_CHARACTERS: usize = 200;
/// The body of a form with files: four of the largest, and the other fields.
pub const UPLOAD_BODY_BYTES: u64 = 4 * engine::FILE_BYTES + 1024 * 1024;
/// How long the body of a form with files may take to come.
pub const UPLOAD_TIME: Duration = Duration::from_mins(10);
/// The page for rights answers after so long, whoever asks: longer than the work takes.
pub const RIGHTS_ANSWER_TIME: Duration = Duration::from_millis(600);
