//! The limits of a register, all of them.

/// How old a copy that is kept for safety may become at the most.
pub(crate) const BACKUP_MAX_DAYS: u16 = 366;

/// The longest file, in bytes.
pub(crate) const FILE_MAX_BYTES: usize = 1_000_000;

/// The longest dotted name, in parts: `entity.case.fields.status.of.open.nb` has seven.
pub(crate) const NAME_MAX_PARTS: usize = 12;

/// The deepest nesting of tables and lists, in levels.
pub(crate) const DEPTH_MAX_LEVELS: usize = 20;

/// The most roles, recipients, activities or entities, of each.
pub(crate) const ITEMS_MAX_COUNT: usize = 1_000;

/// The most fields, over all entities.
pub(crate) const FIELDS_MAX_COUNT: usize = 20_000;

/// The longest key, in characters: the ledger's field for one has room for 60.
pub(crate) const KEY_MAX_CHARS: usize = 60;

/// The most characters that a text field may allow.
pub(crate) const TEXT_MAX_CHARS: u32 = 1_000_000;

/// The longest period, in years; a hundred years of months and days are the same limit.
pub(crate) const PERIOD_MAX_YEARS: u16 = 100;

/// The longest time for which a law counts as looked up, in days: a year, which may be a leap year.
pub(crate) const LAW_CHECKED_MAX_DAYS: i32 = 366;

/// The longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3, without the brackets).
pub(crate) const EMAIL_MAX_BYTES: usize = 254;

/// The shortest telephone number with its country, in digits.
pub(crate) const PHONE_MIN_DIGITS: usize = 8;

/// The longest telephone number with its country, in digits (E.164).
pub(crate) const PHONE_MAX_DIGITS: usize = 15;

/// The most names that are held as near to an unknown one, to propose the first that is free.
pub(crate) const NEAR_NAMES_MAX_COUNT: usize = 8;

/// The most places that one finding shows beside its own where a name is unknown in many.
pub(crate) const UNKNOWN_PLACES_MAX_COUNT: usize = 3;
