//! Answers that are kept until a row changes, on the embedded database; where others write too, none is.

use super::home::{Home, id, is_postgres};
use crate::{Kept, Revision};

#[test]
fn an_answer_holds_until_the_next_change_and_no_late_one_replaces_it() {
    let kept = Kept::at_most(2);
    let (before, now, unknown) = (Revision(Some(1)), Revision(Some(2)), Revision(None));
    kept.keep(before, "a", 1);
    assert_eq!((kept.get(before, &"a"), kept.get(now, &"a"), kept.get(unknown, &"a")), (Some(1), None, None));
    kept.keep(now, "a", 2);
    kept.keep(before, "a", 1);
    kept.keep(unknown, "a", 3);
    assert_eq!((kept.get(now, &"a"), kept.get(before, &"a")), (Some(2), None));
    kept.keep(now, "b", 3);
    assert_eq!((kept.get(now, &"a"), kept.get(now, &"b")), (Some(2), Some(3)));
    kept.keep(now, "c", 4);
    assert_eq!((kept.get(now, &"a"), kept.get(now, &"c")), (None, Some(4)), "never more than two");
}

#[tokio::test]
async fn every_change_of_a_row_is_one() {
    let home = Home::new();
    let (kept, asked) = (Kept::at_most(9), home.store.revision());
    kept.keep(asked, (), ());
    let holds = || kept.get(home.store.revision(), &()).is_some();
    assert_eq!(holds(), !is_postgres());
    home.insert("person", id(1), home.person("Kari Nordmann")).await.unwrap();
    assert!(!holds());
}
