use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::privacy::{find, person};
use crate::website::{Outcome, State, Which, accept, discard, receive, request, requests};
use crate::{Caller, Failure, Language, day_of};

/// Kari's rows as `kind label`.
async fn rows(home: &Home) -> Vec<String> {
    let command = Caller::command(Language::En);
    let Some(id) = home.find(KARI).await else { return Vec::new() };
    let page = person(&home.engine, &command, id, Language::En, day_of(NOW)).await.expect("the person is there");
    page.rows.into_iter().map(|row| format!("{} {}", row.entity, row.label)).collect()
}

#[tokio::test]
async fn a_message_makes_a_person_with_everything_in_its_place() {
    let home = Home::new();
    assert_eq!(home.send(NOW, |_| {}).await, Outcome::Received);
    let expected = [
        "person Kari Nordmann",
        "email_address kari@kunde.example",
        "phone_number +4700000021",
        "contact_request Kari Nordmann",
        "email Vi har fått meldingen din – Fjordlys Rådgivning AS",
    ];
    assert_eq!(rows(&home).await, expected);
}

#[tokio::test]
async fn the_next_message_is_the_same_persons_and_overwrites_nothing() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.send(NOW, |form| {
        form.name = "K. Nordmann".to_owned();
        form.email = " KARI@kunde.example".to_owned();
        form.phone = "+47 00 00 00 22".to_owned();
        form.message = "En ting til".to_owned();
    })
    .await;
    let rows = rows(&home).await;
    assert_eq!(rows.iter().filter(|row| row.starts_with("person ")).count(), 1, "{rows:?}");
    assert!(rows.contains(&"person Kari Nordmann".to_owned()), "the name that was known stays: {rows:?}");
    assert!(rows.contains(&"contact_request K. Nordmann".to_owned()), "the name as written is kept: {rows:?}");
    assert_eq!(rows.iter().filter(|row| row.starts_with("phone_number")).count(), 2, "{rows:?}");
    assert_eq!(rows.iter().filter(|row| row.starts_with("email ")).count(), 1, "one confirmation a day: {rows:?}");
    home.send(NOW.plus_seconds(DAY_SECONDS), |form| form.message = "I morgen".to_owned()).await;
    assert_eq!(self::rows(&home).await.iter().filter(|row| row.starts_with("email ")).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_with_one_new_address_are_one_person() {
    let home = Home::new();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..12 {
        let (engine, mut form) = (home.engine.clone(), home.submission(NOW));
        form.message = number.to_string();
        tasks.spawn(async move { receive(&engine, NOW, &form).await.expect("the store works") });
    }
    let all = tasks.join_all().await;
    assert!(all.iter().all(|outcome| *outcome == Outcome::Received), "{all:?}");
    let rows = rows(&home).await;
    assert_eq!(rows.iter().filter(|row| row.starts_with("person ")).count(), 1, "{rows:?}");
    assert_eq!(rows.iter().filter(|row| row.starts_with("contact_request")).count(), 12, "{rows:?}");
}

#[tokio::test]
async fn judging_is_done_once_and_by_those_who_may() {
    let home = Home::new();
    for message in ["ekte", "søppel"] {
        home.send(NOW, |form| {
            form.trap = "x".to_owned();
            form.message = message.to_owned();
            form.email = format!("{message}@kunde.example").replace('ø', "o");
        })
        .await;
    }
    let ida = home.ida().await;
    let reader = home.colleague("per@fjordlys.example", &["privacy-lead"]).await;
    let doubtful = requests(&home.engine, &ida, Which::Doubtful, None).await.expect("Ida may");
    let (junk, real) = (&doubtful[0], &doubtful[1]);
    let (junk, real) = if junk.excerpt == "ekte" { (real, junk) } else { (junk, real) };
    let denied = accept(&home.engine, &reader, NOW, real.id, 1).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    accept(&home.engine, &ida, NOW, real.id, 1).await.expect("it is let in");
    let again = accept(&home.engine, &ida, NOW, real.id, 1).await;
    assert!(matches!(again, Err(Failure::Stale)), "{again:?}");
    assert_eq!(request(&home.engine, &ida, real.id).await.expect("it is there").state, State::New);
    discard(&home.engine, &ida, NOW, junk.id, 1).await.expect("it goes");
    assert!(matches!(request(&home.engine, &ida, junk.id).await, Err(Failure::NotFound)));
    assert_eq!(home.find("soppel@kunde.example").await, None, "and who wrote it");
    let wanted = discard(&home.engine, &ida, NOW, real.id, 2).await;
    assert!(matches!(wanted, Err(Failure::Stale)), "what was let in is not junk: {wanted:?}");
}

#[tokio::test]
async fn a_list_goes_on_where_the_page_before_ended() {
    let home = Home::new();
    let all = crate::limits::PAGE_ROWS + 7;
    for number in 0..all {
        let at = NOW.plus_seconds(i64::try_from(number / 2).expect("a small number"));
        let address = [198, 51, u8::try_from(number % 200).expect("a byte"), 1];
        let outcome = home.send(at, |form| {
            form.message = number.to_string();
            form.network = super::home::network(address);
        });
        assert_eq!(outcome.await, Outcome::Received);
    }
    let ida = home.ida().await;
    let first = requests(&home.engine, &ida, Which::Open, None).await.expect("Ida may");
    let last = first.last().expect("a full page").id;
    let second = requests(&home.engine, &ida, Which::Open, Some(last)).await.expect("Ida may");
    assert_eq!((first.len() as u64, second.len()), (crate::limits::PAGE_ROWS, 7));
    let mut messages: Vec<&str> = first.iter().chain(&second).map(|line| line.excerpt.as_str()).collect();
    messages.sort_unstable();
    messages.dedup();
    assert_eq!(messages.len() as u64, all, "none twice, none left out");
}

#[tokio::test]
async fn the_same_words_on_another_day_are_another_message() {
    let home = Home::new();
    let send = async |days: i64| {
        home.send(NOW.plus_seconds(days * DAY_SECONDS), |form| {
            form.token.clear();
            form.came_from = crate::website::CameFrom::Website;
        })
        .await
    };
    for (days, expected) in [(0, 1), (0, 1), (40, 2)] {
        assert_eq!(send(days).await, Outcome::Received);
        let rows = rows(&home).await;
        let requests = rows.iter().filter(|row| row.starts_with("contact_request")).count();
        assert_eq!(requests, expected, "after {days} days: {rows:?}");
    }
}

#[tokio::test]
async fn people_are_found_by_a_number_in_any_spelling() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    for words in ["00 00 00 21", "00000021", "+4700000021", "0047 00 00 00 21"] {
        let found = crate::parties::search(&home.engine, &ida, words, day_of(NOW)).await.expect("Ida may");
        assert_eq!(found.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["Kari Nordmann"], "{words}");
    }
}

#[tokio::test]
async fn a_number_that_several_share_names_none_of_them() {
    use crate::privacy::Found;
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.send(NOW, |form| form.email = "ola@kunde.example".to_owned()).await;
    let found = find(&home.engine, "00 00 00 21").await.expect("the store works");
    assert!(matches!(&found, Found::Several(people) if people.len() == 2), "{found:?}");
}
