//! Rows in a PostgreSQL database: the folder knows where they are, and nodes share the work.

use crate::harness::{Place, wait};
use std::collections::BTreeSet;

const MESSAGES: usize = 40;

#[test]
fn a_folder_whose_rows_are_elsewhere_does_not_begin_anew() {
    let place = Place::on_postgres();
    drop(place.serve(&[]));
    let without = place.command(&["serve", "--listen", "127.0.0.1:0"]).env_remove("RYDDIG_DATABASE").output();
    let without = without.expect("the program runs");
    let said = String::from_utf8_lossy(&without.stderr);
    assert!(!without.status.success() && said.contains("name it with --database"), "{said}");
    let embedded = Place::new();
    drop(embedded.serve(&[]));
    let url = testkit::postgres::database();
    let refused = embedded.run(&["--database", &url, "serve", "--listen", "127.0.0.1:0"]);
    assert!(refused.code == 1 && refused.err.contains("holds rows itself"), "{}", refused.err);
}

#[test]
fn a_database_that_does_not_answer_is_said_at_once_and_its_password_is_not() {
    let place = Place::new();
    let url = "postgres://ryddig:hemmelig@127.0.0.1:1/ryddig";
    let refused = place.run(&["--database", url, "serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("PostgreSQL") && !refused.err.contains("hemmelig"), "{}", refused.err);
    drop(place.serve(&[]));
}

#[test]
fn two_nodes_share_the_mail_and_none_goes_twice_though_one_is_killed() {
    let one = Place::on_postgres();
    let flags = ["--contact-cap", "1000"];
    let first = one.serve(&flags);
    let other = one.beside();
    let second = other.serve(&flags);
    for number in 0..MESSAGES {
        let node = if number % 2 == 0 { &first } else { &second };
        let answer = node.visitor().write("Kari", &format!("kari{number}@kunde.example"), "Hei");
        assert_eq!(answer.status, 303, "{}", answer.text);
    }
    let confirmed = || -> Vec<String> {
        let mails = one.mails().into_iter().chain(other.mails());
        let to = |mail: String| {
            let to = mail.lines().find_map(|line| line.strip_prefix("To: "))?;
            to.contains("@kunde.example").then(|| to.to_owned())
        };
        mails.filter_map(to).collect()
    };
    let all = wait("every confirmation", || Some(confirmed()).filter(|all| all.len() >= MESSAGES));
    assert_eq!(all.len(), MESSAGES, "none twice");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), MESSAGES);
    assert!(!one.mails().is_empty() && !other.mails().is_empty(), "both worked");
    // Dropping it is SIGKILL; the other one goes on.
    drop(first);
    assert_eq!(second.visitor().write("Kari", "sist@kunde.example", "Hei").status, 303);
    wait("the last confirmation", || confirmed().iter().any(|to| to.contains("sist@")).then_some(()));
}
