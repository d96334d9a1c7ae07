//! The program from outside: a process, its sockets, its files, and a browser.

mod access;
mod backup;
mod backup_made;
mod breaches;
mod browser;
mod commands;
mod contact_form;
mod data_folder;
mod doors;
mod files;
mod harness;
mod init;
mod jobs;
mod journal;
mod journey;
mod ledger;
mod lives;
mod mail;
mod many;
mod markers;
mod migrate;
mod outside;
mod postgres;
mod register;
mod rights;
mod scripts;
