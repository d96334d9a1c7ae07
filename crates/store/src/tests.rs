//! The store on real files in temporary folders.

mod batches;
mod conditional;
mod crash;
mod erasure;
mod folder;
mod home;
mod limits;
mod links;
mod queries;
mod queue;
mod random;
mod rebuild;
mod rows;
mod schema;
mod scopes;
mod sealed;
mod search;
mod sequences;
mod trouble;
