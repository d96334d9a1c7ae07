//! The whole site over a real engine and a real store in a temporary folder.

mod access;
mod accounts;
mod breaches;
mod calls;
mod contact;
mod desk;
mod doors;
mod due;
mod files;
mod frame;
mod gate;
mod jobs;
mod lists;
mod passkeys;
mod public;
mod record;
mod record_parts;
mod records;
mod requests;
mod secure;
mod steps;
mod texts;
mod transfer;
mod what_if;
mod wiring;
