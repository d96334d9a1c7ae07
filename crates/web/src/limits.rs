//! Every limit of the web, unit last.

use std::num::NonZeroU32;
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
/// Pages that must not tell whether an address is known answer after so long: longer than the work takes.
pub const EVEN_ANSWER_TIME: Duration = Duration::from_millis(600);
/// The address of a request: path and query.
pub const TARGET_BYTES: usize = 8 * 1024;
/// The body of a request that brings no files, whoever reads it; what is refused is still read up to this.
pub const PLAIN_BODY_BYTES: usize = DESK_BODY_BYTES + DRAINED_BYTES;
/// Into how many boxes networks fall, where it is counted how often they ask.
pub const RATE_BOXES: u64 = 64 * 1024;
/// Tries to sign in from one network at once: an office of two hundred that begins its day.
pub const SIGN_INS_AT_ONCE: NonZeroU32 = NonZeroU32::new(240).unwrap();
/// Tries to sign in from one network over time.
pub const SIGN_INS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Public forms from one network at once.
pub const FORMS_AT_ONCE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Public forms from one network over time.
pub const FORMS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// What programs ask from one network at once.
pub const PROGRAMS_AT_ONCE: NonZeroU32 = NonZeroU32::new(1_200).unwrap();
/// What programs ask from one network over time.
pub const PROGRAMS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(1_200).unwrap();
/// Everything else from one network at once.
pub const PAGES_AT_ONCE: NonZeroU32 = NonZeroU32::new(1_200).unwrap();
/// Everything else from one network over time.
pub const PAGES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(1_800).unwrap();
/// How long a browser remembers to come over HTTPS only (RFC 6797).
pub const HTTPS_LIFE_SECONDS: u32 = 365 * 24 * 60 * 60;
/// Parts of the frame of a page that are kept as they were written.
pub const WRITTEN_KEPT: usize = 2_048;
/// Sessions to which something is still to be said.
pub const TOASTS: usize = 10_000;
/// People beside those whose number it is who are offered at once for a call.
pub const OTHERS_OFFERED: usize = 10;
