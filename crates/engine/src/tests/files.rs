//! Files in use cases: named by rows, told by their names, and given with the access package.

use super::home::{Home, KARI, NOW};
use crate::documents::package::Package;
use crate::files::{are_waiting, clean_name, discard, held, hold, take_in};
use crate::privacy::package_up_to;
use crate::records::{Saved, Typed, record, save};
use crate::{Caller, Language, RowId, day_of};

async fn put(home: &Home, name: &str, bytes: &[u8]) -> RowId {
    let mut incoming = take_in(&home.engine, NOW, name).await.expect("there are keys");
    incoming.write(bytes).await.expect("it fits");
    incoming.finish().await.expect("it is whole")
}

/// A paper that Kari hands in, with these files.
async fn paper(home: &Home, ida: &Caller, content: RowId, secret: RowId) -> RowId {
    let (content, secret) = (content.to_string(), secret.to_string());
    let values = [("topic", "Kaffe"), ("came_on", "2026-11-20"), ("content", &content), ("secret", &secret)];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    let typed = Typed { values, name: "Kari".to_owned(), email: KARI.to_owned(), ..Typed::default() };
    match save(&home.engine, ida, NOW, "paper", None, &typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

async fn package(home: &Home, ida: &Caller, bytes: u64) -> Package {
    let kari = home.find(KARI).await.expect("she is known");
    package_up_to(&home.engine, ida, NOW, (kari, Language::Nb), bytes).await.expect("she is there")
}

#[tokio::test]
async fn a_package_holds_files_up_to_its_limit_and_names_the_others() {
    let home = Home::with(testkit::model_with(testkit::PAPERS));
    let ida = home.ida().await;
    let (content, secret) = (put(&home, "../a.txt", b"12345").await, put(&home, "b.txt", b"678").await);
    let row = paper(&home, &ida, content, secret).await;
    let shown = record(&home.engine, &ida, "paper", row, day_of(NOW)).await.expect("it is there");
    let fact = shown.facts.iter().find(|fact| fact.key == "content").expect("it is shown");
    let cell = &fact.cell;
    assert_eq!((cell.text.as_str(), cell.file.as_ref().map(|at| at.row)), ("a.txt", Some(row)));
    let check = async |bytes: u64, expected: &[(&str, &[u8])]| {
        let package = package(&home, &ida, bytes).await;
        let files = package.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        assert_eq!(files.collect::<Vec<_>>(), expected, "{bytes} bytes");
        let fields = package.sections.iter().flat_map(|section| &section.rows).flat_map(|row| &row.fields);
        assert_eq!(fields.filter(|field| field.left_out).count(), 2 - expected.len(), "{bytes} bytes");
    };
    check(8, &[("files/1-a.txt", b"12345"), ("files/2-b.txt", b"678")]).await;
    check(7, &[("files/1-a.txt", b"12345")]).await;
    check(4, &[("files/1-b.txt", b"678")]).await;
    check(2, &[]).await;
}

#[tokio::test]
async fn what_a_row_names_is_not_discarded() {
    let home = Home::with(testkit::model_with(testkit::PAPERS));
    let ida = home.ida().await;
    let (content, secret) = (put(&home, "a", b"1").await, put(&home, "b", b"2").await);
    let loose = put(&home, "c", b"3").await;
    paper(&home, &ida, content, secret).await;
    discard(&home.engine, &[content, secret, loose]).await.expect("the store works");
    let found = crate::files::check(&home.engine, &ida).await.expect("the store works");
    assert_eq!((found.files, found.waiting, found.missing.len(), found.leftovers), (2, 0, 0, 0));
    assert_eq!(clean_name("c"), "c");
}

#[tokio::test]
async fn a_file_waits_for_its_writer_alone() {
    let home = Home::new();
    let ida = home.ida().await;
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    let file = put(&home, "plan.txt", b"plan").await;
    let word = hold(&home.engine, &ida, file);
    let found = async |caller: &Caller, word: &str| held(&home.engine, caller, word).await.expect("the store works");
    assert_eq!(found(&ida, &word).await, Some((file, "plan.txt".to_owned())));
    assert_eq!(found(&per, &word).await, None, "it is hers");
    assert_eq!(found(&ida, &file.to_string()).await, None, "an id is no word");
    assert!(are_waiting(&home.engine, &[file]).await.expect("the store works"));
    discard(&home.engine, &[file]).await.expect("the store works");
    assert_eq!(found(&ida, &word).await, None);
    assert!(!are_waiting(&home.engine, &[file]).await.expect("the store works"));
}
