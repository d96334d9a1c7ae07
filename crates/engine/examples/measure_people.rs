//! Writes many people past the store into the database in a folder: for `cargo xtask bench`. The first argument is the
//! folder, the second how many. Each has a message to us that is a month old, so that a purpose holds them up.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads arguments.

use rusqlite::Connection;
use std::path::Path;

/// The statements; each sees the numbers of people as `n (i)`.
const FILL: [&str; 3] = [
    "INSERT INTO person (id, version, name, language, source, since) \
     SELECT {0}, 1, 'Kari Etternavn' || (i * 7919 % {people}), 'nb', 'contact-form', {day} - i % 1000 FROM n",
    "INSERT INTO email_address (id, version, holder, person, address, source, since) \
     SELECT {1}, 1, 'person', {0}, 'kari' || i || '@kunde.example', 'contact-form', {day} - i % 1000 FROM n",
    "INSERT INTO contact_request (id, version, person, address, name_written, message, language, came_from, state, received_at, \
     submission) SELECT {2}, 1, {0}, {1}, 'Kari Etternavn' || i, 'Hva koster det?', 'nb', 'here', 'new', {moment}, \
     'bench ' || i FROM n",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (folder, people) = (arguments.next(), arguments.next().and_then(|people| people.parse::<u64>().ok()));
    let (Some(folder), Some(people)) = (folder, people) else { panic!("usage: measure_people FOLDER PEOPLE") };
    let connection = Connection::open(Path::new(&folder).join("ryddig.db")).expect("a database");
    let pragmas = "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN";
    connection.execute_batch(pragmas).expect("it is set");
    let numbers = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) ");
    let seconds = jiff::Timestamp::now().as_second() - 30 * 24 * 60 * 60;
    for insert in FILL {
        let mut insert = insert
            .replace("{people}", &people.to_string())
            .replace("{day}", &(seconds / (24 * 60 * 60)).to_string())
            .replace("{moment}", &(seconds * 1_000_000).to_string());
        for table in 0..FILL.len() {
            let id = format!("unhex(printf('%08x%022x%02x', {}, i, 0))", table + 1);
            insert = insert.replace(&format!("{{{table}}}"), &id);
        }
        connection.execute_batch(&format!("{numbers}{insert}")).expect("it is written");
    }
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").expect("it is written");
}
