//! The store on real databases: with `RYDDIG_TEST_DATABASE=postgres` on PostgreSQL, otherwise on files in temporary folders.
//!
//! What is about one of the two alone says so and passes by on the other.

mod backup;
mod batches;
mod conditional;
mod crash;
mod erasure;
mod files;
mod folder;
mod home;
mod journal;
mod kept;
mod ledger;
mod limits;
mod links;
mod look_over;
mod migrate;
mod queries;
mod queue;
mod random;
mod raw;
mod rebuild;
mod restricted;
mod rows;
mod schema;
mod scopes;
mod sealed;
mod search;
mod sequences;
mod sieve;
mod sorting;
mod stream;
mod teams;
mod templates;
mod totals;
mod trouble;
mod under_way;
