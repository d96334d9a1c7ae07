//! Drafts: kept for who wrote them, sealed, and gone with what they are about, as saved views are.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::drafts::{discard, draft, keep};
use crate::limits::{DRAFT_CHARACTERS, DRAFT_SECONDS, DRAFTS_OF_A_USER};
use crate::privacy::{Wish, carry_out, plan_wish, sweep};
use crate::records::{Mistake, NewView, Saved, SavedAs, Typed, form, save, save_view, views};
use crate::{Caller, Failure, Language, RowId, day_of};
use testkit::{VISITS, model_with};

async fn home() -> (Home, Caller) {
    let home = Home::with(model_with(VISITS));
    let ida = home.ida().await;
    (home, ida)
}

fn typed(values: &[(&str, &str)]) -> Typed {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Typed { values: values.collect(), ..Typed::default() }
}

async fn visit(home: &Home, ida: &Caller) -> RowId {
    let values = [("topic", "Kaffe"), ("came_on", "2026-11-20"), ("state", "planned")];
    let typed = Typed { name: "Kari Nordmann".to_owned(), email: KARI.to_owned(), ..typed(&values) };
    match save(&home.engine, ida, NOW, "visit", None, &typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

#[tokio::test]
async fn a_draft_is_taken_up_by_who_wrote_it_until_it_is_saved_discarded_or_old() {
    let (home, ida) = home().await;
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    let engine = &home.engine;
    let new = ("visit", None);
    let begun = Typed { words: vec![("guest".to_owned(), "ol".to_owned())], ..typed(&[("topic", "Te")]) };
    keep(engine, &ida, NOW, new, &begun).await.expect("may be written");
    let kept = draft(engine, &ida, NOW, new).await.expect("the store works").expect("it is kept");
    assert_eq!((kept.at, &kept.typed), (NOW, &begun));
    assert_eq!(draft(engine, &per, NOW, new).await.expect("the store works"), None, "nobody else reads it");
    let later = NOW.plus_seconds(60);
    keep(engine, &ida, later, new, &typed(&[("topic", "Saft")])).await.expect("may be written");
    let kept = draft(engine, &ida, later, new).await.expect("the store works").expect("it is kept");
    assert_eq!(kept.typed, typed(&[("topic", "Saft")]), "one draft for each form");
    let old = later.plus_seconds(DRAFT_SECONDS);
    assert!(draft(engine, &ida, old.plus_seconds(-1), new).await.expect("the store works").is_some());
    assert_eq!(draft(engine, &ida, old, new).await.expect("the store works"), None);
    visit(&home, &ida).await;
    assert_eq!(draft(engine, &ida, later, new).await.expect("the store works"), None, "it is saved");
    keep(engine, &ida, NOW, new, &begun).await.expect("may be written");
    discard(engine, &ida, NOW, new).await.expect("the store works");
    assert_eq!(draft(engine, &ida, NOW, new).await.expect("the store works"), None, "it is thrown away");
    let sales = home.colleague("salg@fjordlys.example", &["sales"]).await;
    assert!(matches!(keep(engine, &sales, NOW, new, &begun).await, Err(Failure::Denied)));
}

#[tokio::test]
async fn a_draft_goes_with_the_row_that_it_is_about_and_with_each_that_it_names() {
    let (home, ida) = home().await;
    let engine = &home.engine;
    let row = visit(&home, &ida).await;
    let kari = home.find(KARI).await.expect("she is recorded");
    let about = ("visit", Some(row));
    keep(engine, &ida, NOW, about, &typed(&[("topic", "Karis saker")])).await.expect("may be written");
    let naming = ("visit", None);
    keep(engine, &ida, NOW, naming, &typed(&[("guest", &kari.to_string())])).await.expect("may be written");
    let other = ("promise", None);
    keep(engine, &ida, NOW, other, &typed(&[("what", "Ringe")])).await.expect("may be written");
    let plan = plan_wish(engine, &ida, (kari, Wish::Erasure), Language::Nb, day_of(NOW)).await.expect("she is there");
    carry_out(engine, &ida, NOW, (kari, Wish::Erasure), &plan.fingerprint, Language::Nb)
        .await
        .expect("the store works");
    for gone in [about, naming] {
        assert_eq!(draft(engine, &ida, NOW, gone).await.expect("the store works"), None, "{gone:?}");
    }
    assert!(draft(engine, &ida, NOW, other).await.expect("the store works").is_some(), "it names her not");
}

#[tokio::test]
async fn a_draft_about_somebody_new_goes_when_they_are_erased_and_no_link_brings_them_back() {
    let (home, ida) = home().await;
    let engine = &home.engine;
    visit(&home, &ida).await;
    let kari = home.find(KARI).await.expect("she is recorded");
    let others = home.colleague("per@fjordlys.example", &["support"]).await;
    let more = home.colleague("siri@fjordlys.example", &["support"]).await;
    let naming = Typed { name: "kari nordmann".to_owned(), ..typed(&[("topic", "Te")]) };
    keep(engine, &ida, NOW, ("visit", None), &naming).await.expect("may be written");
    let addressed = typed(&[("topic", "Svar til Kari@Kunde.example")]);
    keep(engine, &others, NOW, ("visit", None), &addressed).await.expect("may be written");
    let another = Typed { name: "Kari Nordheim".to_owned(), ..typed(&[("topic", "Te")]) };
    keep(engine, &more, NOW, ("visit", None), &another).await.expect("may be written");
    let plan = plan_wish(engine, &ida, (kari, Wish::Erasure), Language::Nb, day_of(NOW)).await.expect("she is there");
    carry_out(engine, &ida, NOW, (kari, Wish::Erasure), &plan.fingerprint, Language::Nb)
        .await
        .expect("the store works");
    for (who, is_left) in [(&ida, false), (&others, false), (&more, true)] {
        let left = draft(engine, who, NOW, ("visit", None)).await.expect("the store works");
        assert_eq!(left.is_some(), is_left, "{left:?}");
    }
    let linked = typed(&[("topic", "Te"), ("guest", &kari.to_string())]);
    keep(engine, &ida, NOW, ("visit", None), &linked).await.expect("may be written");
    let kept = draft(engine, &ida, NOW, ("visit", None)).await.expect("the store works").expect("it is kept");
    assert_eq!(kept.typed, typed(&[("topic", "Te")]), "she is not there any more");
}

#[tokio::test]
async fn a_view_that_names_somebody_goes_when_they_are_erased() {
    let (home, ida) = home().await;
    let engine = &home.engine;
    visit(&home, &ida).await;
    let kari = home.find(KARI).await.expect("she is recorded");
    let by_id = format!("f.guest={kari}");
    for (title, filter) in [
        ("Ved navn", "q=Kari+Nordmann&f.state=held"),
        ("Ved adresse", "f.address=kari%40kunde.example"),
        ("Ved rad", by_id.as_str()),
        ("Alt om Kari Nordmann", "f.state=held"),
        ("Andre", "q=Kari+Nordheim&f.address=ola%40kunde.example"),
    ] {
        let new = NewView { title: title.to_owned(), filter: filter.to_owned(), ..NewView::default() };
        let saved = save_view(engine, &ida, NOW, ("visit", None), &new).await.expect("may be read");
        assert!(matches!(saved, SavedAs::View(_)), "{saved:?}");
    }
    for (wish, left) in [(Wish::Restriction, 5), (Wish::Lifting, 5), (Wish::Erasure, 1)] {
        let plan = plan_wish(engine, &ida, (kari, wish), Language::Nb, day_of(NOW)).await.expect("she is there");
        let done = carry_out(engine, &ida, NOW, (kari, wish), &plan.fingerprint, Language::Nb).await;
        done.expect("the store works");
        let titles: Vec<String> = titles(engine, &ida).await;
        assert_eq!(titles.len(), left, "{wish:?}: {titles:?}");
    }
    assert_eq!(titles(engine, &ida).await, ["Andre"]);
}

async fn titles(engine: &crate::Engine, caller: &Caller) -> Vec<String> {
    let found = views(engine, caller, "visit").await.expect("may be read");
    found.into_iter().map(|view| view.title).collect()
}

#[tokio::test]
async fn old_drafts_are_swept() {
    let (home, ida) = home().await;
    let new = ("visit", None);
    keep(&home.engine, &ida, NOW, new, &typed(&[("topic", "Te")])).await.expect("may be written");
    let count = || home.engine.store().count(home.engine.tables().draft.all());
    assert_eq!(count().await.expect("the store works"), 1);
    let later = NOW.plus_seconds(DRAFT_SECONDS + 2 * DAY_SECONDS);
    sweep(&home.engine, later, day_of(later), false).await.expect("the store works");
    assert_eq!(count().await.expect("the store works"), 0);
}

#[tokio::test]
async fn a_draft_has_a_size_and_a_user_so_many() {
    let (home, ida) = home().await;
    let engine = &home.engine;
    // What stands around the value in JSON.
    let around = serde_json::to_string(&([("topic", "")], [(); 0], "", "", [(); 0])).expect("JSON").len();
    let of = |characters: usize| typed(&[("topic", &"ø".repeat(characters - around))]);
    let new = ("visit", None);
    keep(engine, &ida, NOW, new, &of(DRAFT_CHARACTERS)).await.expect("as large as may be");
    assert!(matches!(keep(engine, &ida, NOW, new, &of(DRAFT_CHARACTERS + 1)).await, Err(Failure::TooLarge)));
    let mut rows = Vec::new();
    for _ in 0..DRAFTS_OF_A_USER {
        rows.push(visit_named(&home, &ida, rows.len()).await);
    }
    for (at, row) in (0_i64..).zip(&rows) {
        let now = NOW.plus_seconds(at);
        keep(engine, &ida, now, ("visit", Some(*row)), &typed(&[("topic", "Te")])).await.expect("may be written");
    }
    let all = engine.store().count(engine.tables().draft.all()).await.expect("the store works");
    assert_eq!(all, DRAFTS_OF_A_USER);
    assert!(
        draft(engine, &ida, NOW, ("visit", Some(rows[0]))).await.expect("the store works").is_some(),
        "oldest but one"
    );
    assert_eq!(draft(engine, &ida, NOW, new).await.expect("the store works"), None, "saved since");
}

async fn visit_named(home: &Home, ida: &Caller, number: usize) -> RowId {
    let topic = number.to_string();
    let values = [("topic", topic.as_str()), ("came_on", "2026-11-20"), ("state", "planned")];
    let typed = Typed { name: "Ola Oppdiktet".to_owned(), ..typed(&values) };
    match save(&home.engine, ida, NOW, "visit", None, &typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

#[tokio::test]
async fn what_two_have_changed_is_told_by_who_changed_it() {
    let (home, ida) = home().await;
    let row = visit(&home, &ida).await;
    let engine = &home.engine;
    let opened = form(engine, &ida, "visit", Some(row), None, day_of(NOW)).await.expect("may be written");
    let was: Vec<(String, String)> =
        opened.fields.iter().filter_map(|field| Some((field.key.clone(), field.print.clone()?))).collect();
    let with = |values: &[(&str, &str)], version| Typed { was: was.clone(), version, ..typed(values) };
    let first = with(&[("topic", "Te"), ("minutes", "10")], Some(1));
    assert_eq!(save(engine, &ida, NOW, "visit", Some(row), &first).await.expect("the store works"), Saved::Done(row));
    // Only a field that nobody else has touched: nothing to choose.
    let apart = with(&[("notes", "Husk kaffe")], Some(1));
    assert_eq!(save(engine, &ida, NOW, "visit", Some(row), &apart).await.expect("the store works"), Saved::Done(row));
    let late = with(&[("topic", "Saft"), ("minutes", ""), ("notes", "Husk")], Some(1));
    let Ok(Saved::Mend(shown)) = save(engine, &ida, NOW, "visit", Some(row), &late).await else {
        panic!("it is saved")
    };
    let told: Vec<(String, Mistake)> =
        shown.fields.iter().filter_map(|field| Some((field.key.clone(), field.mistake.clone()?))).collect();
    let changed = |now: &str, by_them| Mistake::Changed { now: now.to_owned(), by_them };
    assert_eq!(
        told,
        [
            ("topic".to_owned(), changed("Te", false)),
            ("minutes".to_owned(), changed("10", true)),
            ("notes".to_owned(), changed("Husk kaffe", false)),
        ]
    );
    assert!(shown.is_overtaken && shown.version == Some(3));
}
