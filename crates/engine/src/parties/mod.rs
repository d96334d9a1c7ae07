//! Parties: people and how to reach them.
//!
//! Hubs are made only together with the first row that claims them, see [`crate::website`].

mod again;
mod meet;
mod normalise;
mod reach;
mod rows;
mod search;
mod shared;

pub use normalise::{email, phone};
pub(crate) use search::search_some;
pub use search::{PersonLine, anybody, search};
pub use shared::share_address;

pub(crate) use again::in_use_again;
pub(crate) use meet::{Met, Stranger, known_or_new, meet, number_of, people_at, somebody};
pub(crate) use reach::addresses_of;
pub(crate) use rows::{
    AddressState, EmailAddress, Holder, NumberState, Organisation, OrganisationSource, Person, PhoneNumber, Position,
    Source, Tongue,
};
