//! The web: every route, every page, every status code.
//!
//! It asks the engine and shows what it answers. It holds no SQL and decides no permission: what a
//! person may see is settled before it reaches this crate. Public pages cannot set a cookie, name a
//! third party or vary with the visitor: the module `public` says how.

mod api;
mod app;
mod areas;
mod book;
mod breaches;
mod charts;
mod correspondence;
mod demo;
mod desk;
mod failure;
mod form_body;
mod form_files;
mod gate;
mod limits;
mod longwork;
mod measure;
mod notices;
mod origin;
mod parties;
mod privacy;
mod public;
mod records;
mod requests;
mod router;
mod sign_on;
mod support;
mod system;
mod website;
mod words;

pub use app::{Doors, Site};
pub use book::{Book, Change, Edition, Hunk, Otherwise, Said};
pub use demo::{Demo, InboxMail};
pub use gate::network;
pub use limits::*;
pub use measure::{Answered, Nobody, Observer};
pub use records::{column_name, said_of_file, said_of_mistake};
pub use router::{paths, router};
pub use sign_on::{Asked, Leaving, Provider, Returned, SignOn, SignOnProblem};

#[cfg(test)]
mod tests;
