//! Documents derived from the register: the privacy statement, the record of processing, the notice beside
//! a form, the access package, the whole register for programs.
//!
//! Everything here is a pure function of a model, a language and facts handed in: no clock, no file,
//! no database. It must not know who asks or whether they may; that is decided before it is called.
//! The words of each language stand in `words`, and nowhere else.

mod activity;
mod controller;
mod dates;
mod difference;
mod document;
mod export;
mod limits;
mod notice;
pub mod package;
mod page;
mod period;
mod plain;
mod record;
#[cfg(test)]
mod sample;
pub mod sheet;
mod statement;
mod words;

pub use activity::{ActivityInfo, Labelled};
pub use controller::ControllerInfo;
pub use dates::{
    day, hour, iso_day, iso_moment, local_time, moment, month, read_day, read_iso_moment, read_moment, short_day,
    short_moment, span,
};
pub use difference::{Fate, Line, Place, difference};
pub use document::{
    Block, Content, Document, Duty, Evidence, Kept, Level, Rule, from_markdown, to_html, to_markdown, to_marked_html,
    to_page,
};
pub use export::export;
pub use limits::{SHEET_CELL_CHARACTERS_MAX, SHEET_COLUMNS_MAX, SHEET_LINES_MAX, SHEET_UNPACKED_BYTES_MAX};
pub use notice::{Notice, notice, notice_of};
pub use period::{field_period, period};
pub use record::{Column, CustomerAgreement, CustomerColumn, CustomerEntry, Record, RecordEntry, SubProcessor, record};
pub use statement::{Answer, answers, published_statement, statement};
