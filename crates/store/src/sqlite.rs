//! The embedded database: one file in the data folder, one thread that writes, readers beside it.

mod found;
mod open;
mod reader;
mod scrub;
mod session;
mod writer;

#[cfg(test)]
pub(crate) use found::found;
pub(crate) use open::{FILE, look, open, open_reader};
pub(crate) use reader::Readers;
pub(crate) use writer::Writer;
#[cfg(test)]
pub(crate) use writer::{Order, Waiting, gather};
