//! The whole site over a real engine and a real store in a temporary folder.

mod access;
mod accounts;
mod breaches;
mod contact;
mod desk;
mod doors;
mod files;
mod gate;
mod jobs;
mod passkeys;
mod public;
mod record;
mod records;
mod requests;
mod texts;
mod what_if;
mod wiring;
