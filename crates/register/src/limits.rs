//! The limits of a register, all of them.

/// The longest file, in bytes. The standard register's longest is a hundredth of it.
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

/// How much two names may differ and still be proposed for each other, in edits per three characters.
pub(crate) const NEAREST_MAX_EDITS_PER_THREE_CHARS: usize = 1;
