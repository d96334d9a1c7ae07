//! The example company is there whole, or the server says that it is not.

use crate::harness::Place;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const DEMO: [&str; 7] = ["serve", "--listen", "127.0.0.1:0", "--url", "http://localhost:0", "--demo", "--people"];

#[test]
fn a_start_that_was_killed_while_it_made_the_company_up_is_told_of_by_the_next() {
    let place = Place::new();
    let mut killed = place.command(&[&DEMO[..], &["2000"]].concat()).stdout(Stdio::piped()).spawn().expect("it starts");
    let lines = BufReader::new(killed.stdout.take().expect("its output is read")).lines();
    let is_on_it = |line: &String| line.starts_with("Making up the example company");
    assert!(lines.map(|line| line.expect("text")).any(|line| is_on_it(&line)));
    killed.kill().expect("it runs");
    killed.wait().expect("it ends");
    let next = place.run(&[&DEMO[..], &["2000"]].concat());
    assert_eq!(next.code, 1, "{}{}", next.out, next.err);
    assert!(next.err.contains("is not whole"), "{}", next.err);
}

#[test]
fn a_company_that_is_whole_is_served_again() {
    let place = Place::new();
    for _ in 0..2 {
        let server = place.serve(&["--demo", "--people", "0"]);
        assert_eq!(server.visitor().get("/demo/inbox").status, 200);
        assert_eq!(server.stop(), 0);
    }
}
