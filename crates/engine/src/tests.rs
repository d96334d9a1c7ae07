//! Use cases over a real store in a temporary folder, with a clock and randomness of the test's own.

mod agreements;
mod backups;
mod contact;
mod erasure;
mod export;
mod files;
mod firm;
mod forms;
mod hidden_rows;
mod home;
mod labels;
mod ledger;
mod mails;
mod parties;
mod records;
mod register;
mod requests;
mod requests_desk;
mod requests_held;
mod restored;
mod restriction;
mod signing_in;
mod simulation;
mod versions;
mod what_if;
mod words;
