//! `ryddig jobs` from outside, with a server and without one.

use crate::harness::Place;

const NOBODY: &str = "019363b0-0000-7000-8000-000000000000";

fn check(place: &Place) {
    assert_eq!(place.run(&["jobs", "list"]).done(), "no job has been given up\n");
    for deed in ["retry", "drop"] {
        let unknown = place.run(&["jobs", deed, NOBODY]);
        assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
        assert!(unknown.err.contains("no job with this id has been given up"), "{}", unknown.err);
        assert_eq!(place.run(&["jobs", deed, "what"]).code, 2);
    }
}

#[test]
fn jobs_are_listed_and_what_is_not_there_is_said() {
    let place = Place::new();
    let server = place.serve(&[]);
    check(&place);
    server.stop();
    check(&place);
}
