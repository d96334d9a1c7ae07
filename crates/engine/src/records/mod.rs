//! Records: the screens that follow from the register alone, for any entity that it declares.
//!
//! Plain data out: which entities there are, lists, single records, forms, and what is wrong with what
//! was typed. What a viewer may see and change is decided by [`rights::scope`]; how a value of each kind
//! is read and said stands in [`value`]. It must not know a particular entity, but for the hubs of a
//! person that is made together with the first row about them.

mod check;
mod data;
mod form;
mod known;
mod links;
mod list;
mod newcomer;
mod number;
mod order;
mod picker;
mod record;
mod remove;
mod save;
mod under;
mod value;
mod way;

pub use data::{
    DataField, DataKind, DataPage, DataProblem, DataRow, DataWanted, Datum, data_kinds, data_row_of, data_rows,
    data_save, data_typed,
};
pub use form::{FieldView, Form, NewcomerView, Typed, form, form_choices, form_fields, form_files};
pub use list::{Alternative, Column, Filter, LinkFilter, List, ListRow, Wanted, list};
pub use newcomer::Who;
pub use record::{Back, Record, record};
pub use remove::{Against, Removal, Removed, plan_removal, remove};
pub use save::{Saved, save};
pub use value::{Control, Input, Mistake, Other, Under};
pub use way::{Group, Head, Kind, Way, kinds};

pub use links::{Cell, FileAt, LinkTo};

pub(crate) use known::readable_row;
pub(crate) use links::linked as linked_for;
pub(crate) use value::said;
