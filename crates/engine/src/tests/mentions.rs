//! Colleagues who are named by an `@` in what somebody writes of a row.

use super::home::{Home, KARI, NOW};
use crate::notices::{About, notices};
use crate::records::{Saved, Typed, form, save};
use crate::system::add_user;
use crate::{Caller, Language, RowId, day_of};
use store::Condition;
use testkit::{VISITS, model_with};

struct Office {
    home: Home,
    ida: Caller,
}

impl Office {
    async fn new() -> Self {
        let home = Home::with(model_with(VISITS));
        let ida = home.ida().await;
        Self { home, ida }
    }

    async fn colleague(&self, name: &str, address: &str, roles: &[&str]) -> RowId {
        add_user(&self.home.engine, NOW, name, address, Language::Nb, roles).await.expect("a new user")
    }

    /// Ida saves the visit with these notes: a new one, or what she opens.
    async fn write(&self, id: Option<RowId>, field: &str, text: &str) -> RowId {
        let mut typed = Typed { values: vec![(field.to_owned(), text.to_owned())], ..Typed::default() };
        if let Some(id) = id {
            let opened = form(&self.home.engine, &self.ida, "visit", Some(id), None, day_of(NOW)).await;
            typed.version = opened.expect("may be written").version;
        } else {
            for (key, value) in [("topic", "Kaffe"), ("came_on", "2026-11-20"), ("state", "planned")] {
                typed.values.push((key.to_owned(), value.to_owned()));
            }
            (typed.name, typed.email) = ("Kari Nordmann".to_owned(), KARI.to_owned());
        }
        match save(&self.home.engine, &self.ida, NOW, "visit", id, &typed).await.expect("the store works") {
            Saved::Done(visit) => visit,
            Saved::Mend(form) => panic!("{form:?}"),
        }
    }

    /// How many notices `user` has, whether they may read what these are about or not.
    async fn notices_of(&self, user: RowId) -> u64 {
        let table = &self.home.engine.tables().notice;
        let theirs = table.all().matching(Condition::Is(table.f.user, model::Value::Id(user)));
        self.home.engine.store().count(theirs).await.expect("the store works")
    }
}

#[tokio::test]
async fn who_is_named_in_a_new_row_or_a_changed_one_is_told_of_it() {
    let office = Office::new().await;
    let per = office.colleague("Per Hansen", "per.h@fjordlys.example", &["support"]).await;
    let kim = office.colleague("Kim Lie", "kl@fjordlys.example", &["support"]).await;
    let visit = office.write(None, "notes", "Ring (@Per Hansen) i dag.").await;
    assert_eq!((office.notices_of(per).await, office.notices_of(kim).await), (1, 0));
    office.write(Some(visit), "agreed", "@KL: skriv avtalen").await;
    assert_eq!((office.notices_of(per).await, office.notices_of(kim).await), (1, 1), "by the address, in any letters");
    let him = office.home.colleague_of("per.h@fjordlys.example").await;
    let shown = notices(&office.home.engine, &him, None, day_of(NOW)).await.expect("the store works");
    let shown: Vec<(About, &str)> = shown.lines.iter().map(|line| (line.about, line.target.label.as_str())).collect();
    assert_eq!(shown, [(About::Told, "Kaffe, Kari Nordmann")]);
    assert_eq!(office.home.mails_to("per.h@fjordlys.example").len(), 0, "mail comes when they want it");
}

#[tokio::test]
async fn who_is_still_named_is_not_told_again() {
    let office = Office::new().await;
    let per = office.colleague("Per Hansen", "per.h@fjordlys.example", &["support"]).await;
    let him = office.home.colleague_of("per.h@fjordlys.example").await;
    let visit = office.write(None, "notes", "@Per ringer").await;
    crate::notices::read_all(&office.home.engine, &him, NOW).await.expect("the store works");
    office.write(Some(visit), "notes", "@Per ringer i morgen").await;
    office.write(Some(visit), "notes", "Spør @per.h om @Per Hansen").await;
    office.write(Some(visit), "agreed", "@Per").await;
    office.write(Some(visit), "topic", "Te").await;
    assert_eq!(office.notices_of(per).await, 1);
    office.write(Some(visit), "notes", "").await;
    office.write(Some(visit), "agreed", "").await;
    office.write(Some(visit), "notes", "@Per igjen").await;
    assert_eq!(office.notices_of(per).await, 2, "he was not named any more");
}

#[tokio::test]
async fn who_follows_the_row_too_gets_one_mail() {
    let office = Office::new().await;
    let per = office.colleague("Per Hansen", "per.h@fjordlys.example", &["support"]).await;
    let him = office.home.colleague_of("per.h@fjordlys.example").await;
    let visit = office.write(None, "notes", "").await;
    let follow = crate::notices::follow(&office.home.engine, &him, NOW, ("visit", visit)).await;
    follow.expect("may be read");
    office.write(Some(visit), "notes", "@Per").await;
    assert_eq!(office.notices_of(per).await, 2, "it was changed, and he is asked to look");
    office.home.work(NOW.plus_seconds(2 * super::home::DAY_SECONDS)).await;
    assert_eq!(office.home.mails_to("per.h@fjordlys.example").len(), 1);
}

#[tokio::test]
async fn who_may_not_read_the_row_and_whoever_writes_is_not_told() {
    let office = Office::new().await;
    let sales = office.colleague("Sol Berg", "sol@fjordlys.example", &["sales"]).await;
    let me = office.ida.user.expect("a user");
    let visit = office.write(None, "notes", "@Sol Berg og @ida").await;
    office.write(Some(visit), "agreed", "@Sol og @ida og @Sol Berg").await;
    assert_eq!((office.notices_of(sales).await, office.notices_of(me).await), (0, 0));
}

#[tokio::test]
async fn a_name_that_means_two_tells_nobody() {
    let office = Office::new().await;
    let hansen = office.colleague("Per Hansen", "ph@fjordlys.example", &["support"]).await;
    let lie = office.colleague("Per Lie", "pl@fjordlys.example", &["support"]).await;
    let told = || async { (office.notices_of(hansen).await, office.notices_of(lie).await) };
    let visit = office.write(None, "notes", "@Per").await;
    assert_eq!(told().await, (0, 0));
    office.write(Some(visit), "notes", "@Per, nei: @Per Lie").await;
    assert_eq!(told().await, (0, 1), "the whole name means one");
    crate::system::end_user(&office.home.engine, NOW, "ph@fjordlys.example").await.expect("he is a user");
    office.write(Some(visit), "notes", "").await;
    let him = office.home.colleague_of("pl@fjordlys.example").await;
    crate::notices::read_all(&office.home.engine, &him, NOW).await.expect("the store works");
    office.write(Some(visit), "notes", "@Per").await;
    assert_eq!(told().await, (0, 2), "only one of them is left");
}

#[tokio::test]
async fn an_address_in_a_text_is_no_mention() {
    let office = Office::new().await;
    let per = office.colleague("Per Hansen", "per@fjordlys.example", &["support"]).await;
    let visit = office.write(None, "notes", "Skriv til ola@per.example eller post@per").await;
    office.write(Some(visit), "agreed", "per@fjordlys.example, @per@fjordlys.example").await;
    assert_eq!(office.notices_of(per).await, 0);
    office.write(Some(visit), "topic", "@per").await;
    assert_eq!(office.notices_of(per).await, 0, "a line is no text");
}
