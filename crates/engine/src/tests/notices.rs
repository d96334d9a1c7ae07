//! What one follows and is told of, as far as one may read it.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::jobs::JobKind;
use crate::limits::FOLLOWED_ROWS;
use crate::notices::{
    About, MailWhen, choose_mail, follow, is_followed, mail_when, notices, read_all, read_one, tell, unfollow, unread,
    who_may_read,
};
use crate::privacy::{Wish, carry_out, plan_wish, sweep};
use crate::records::{Saved, Typed, save};
use crate::{Caller, Failure, Language, Moment, RowId, day_of};
use testkit::{VISITS, model_with};

struct Office {
    home: Home,
    ida: Caller,
    per: Caller,
    visit: RowId,
}

impl Office {
    async fn new() -> Self {
        let home = Home::with(model_with(VISITS));
        let ida = home.ida().await;
        let per = home.colleague("per@fjordlys.example", &["support"]).await;
        let values = [("topic", "Kaffe"), ("came_on", "2026-11-20"), ("state", "planned")];
        let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let typed = Typed { values, name: "Kari Nordmann".to_owned(), email: KARI.to_owned(), ..Typed::default() };
        let saved = save(&home.engine, &ida, NOW, "visit", None, &typed).await.expect("the store works");
        let Saved::Done(visit) = saved else { panic!("{saved:?}") };
        Self { home, ida, per, visit }
    }

    fn at(&self) -> (&'static str, RowId) {
        ("visit", self.visit)
    }

    async fn change(&self, by: &Caller, now: Moment, version: i64, topic: &str) {
        let values = vec![("topic".to_owned(), topic.to_owned())];
        let typed = Typed { values, version: Some(version), ..Typed::default() };
        let saved = save(&self.home.engine, by, now, "visit", Some(self.visit), &typed).await;
        assert_eq!(saved.expect("the store works"), Saved::Done(self.visit));
    }

    /// What `who` is told: what about, of what, and whether it was read.
    async fn told(&self, who: &Caller) -> Vec<(About, String, bool)> {
        let found = notices(&self.home.engine, who, None, day_of(NOW)).await.expect("the store works");
        found.lines.into_iter().map(|line| (line.about, line.target.label, line.is_read)).collect()
    }
}

#[tokio::test]
async fn who_follows_a_row_is_told_when_somebody_else_changes_it() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    for who in [&office.ida, &office.per] {
        follow(engine, who, NOW, office.at()).await.expect("may be read");
        follow(engine, who, NOW, office.at()).await.expect("twice is once");
    }
    office.change(&office.per, NOW, 1, "Te").await;
    office.change(&office.per, NOW.plus_seconds(60), 2, "Saft").await;
    let expected = (About::Changed, "Saft, Kari Nordmann".to_owned(), false);
    assert_eq!(office.told(&office.ida).await, [expected], "two changes, one notice");
    assert_eq!(office.told(&office.per).await, [], "one knows what one did");
    assert_eq!(unread(engine, &office.ida, day_of(NOW)).await.expect("the store works"), 1);
    read_all(engine, &office.ida, NOW).await.expect("the store works");
    assert_eq!(unread(engine, &office.ida, day_of(NOW)).await.expect("the store works"), 0);
    unfollow(engine, &office.ida, NOW, office.at()).await.expect("the store works");
    assert!(!is_followed(engine, &office.ida, office.at()).await.expect("the store works"));
    office.change(&office.per, NOW, 3, "Vann").await;
    assert_eq!(unread(engine, &office.ida, day_of(NOW)).await.expect("the store works"), 0);
}

#[tokio::test]
async fn a_colleague_who_may_read_the_row_is_told_and_no_other() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    let sales = office.home.colleague("salg@fjordlys.example", &["sales"]).await;
    let (ida, at) = (&office.ida, office.at());
    let readers = async |words: &str| {
        let found = who_may_read(engine, ida, NOW, at, words).await;
        let (readers, is_more) = found.expect("may be read");
        (readers.into_iter().map(|(user, _)| user).collect::<Vec<RowId>>(), is_more)
    };
    let per = office.per.user.expect("he is a user");
    assert_eq!(readers("").await, (vec![per], false));
    assert_eq!(readers("iD a").await, (vec![per], false), "everybody here is called Ida");
    assert_eq!(readers("Per").await, (Vec::new(), false));
    let to = |who: &Caller| tell(engine, &office.ida, NOW, office.at(), who.user.expect("a user"));
    assert!(matches!(to(&sales).await, Err(Failure::Denied)));
    assert!(matches!(to(&office.ida).await, Err(Failure::Denied)), "oneself");
    assert!(matches!(follow(engine, &sales, NOW, office.at()).await, Err(Failure::Denied)));
    to(&office.per).await.expect("he may read it");
    assert_eq!(office.told(&office.per).await, [(About::Told, "Kaffe, Kari Nordmann".to_owned(), false)]);
    let found = notices(engine, &office.per, None, day_of(NOW)).await.expect("the store works");
    assert!(matches!(read_one(engine, &office.ida, NOW, found.lines[0].id).await, Err(Failure::NotFound)), "not hers");
    let opened = read_one(engine, &office.per, NOW, found.lines[0].id).await;
    assert_eq!(opened.expect("the store works"), ("visit".to_owned(), office.visit));
    assert!(office.told(&office.per).await[0].2, "it is read");
}

#[tokio::test]
async fn a_notice_of_what_one_may_not_read_any_more_is_neither_shown_nor_counted() {
    let office = Office::new().await;
    let (engine, today) = (&office.home.engine, day_of(NOW));
    let to = office.per.user.expect("he is a user");
    tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
    let narrower = Caller {
        viewer: office.home.colleague("salg@fjordlys.example", &["sales"]).await.viewer,
        ..office.per.clone()
    };
    assert_eq!(office.told(&narrower).await, []);
    assert_eq!(unread(engine, &narrower, today).await.expect("the store works"), 0);
    assert_eq!(unread(engine, &office.per, today).await.expect("the store works"), 1);
}

#[tokio::test]
async fn notices_and_followers_go_with_the_row_and_notices_after_a_time() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    let to = office.per.user.expect("he is a user");
    let kari = office.home.find(KARI).await.expect("she is recorded");
    let left = || async {
        let store = engine.store();
        let follows = store.count(engine.tables().follow.all()).await.expect("the store works");
        (follows, store.count(engine.tables().notice.all()).await.expect("the store works"))
    };
    follow(engine, &office.per, NOW, office.at()).await.expect("may be read");
    tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
    assert_eq!(left().await, (1, 1));
    let later = NOW.plus_seconds(92 * DAY_SECONDS);
    sweep(engine, later, day_of(later), false).await.expect("the store works");
    assert_eq!(left().await, (1, 0), "after 90 days");
    tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
    let plan =
        plan_wish(engine, &office.ida, (kari, Wish::Erasure), Language::Nb, day_of(NOW)).await.expect("she is there");
    carry_out(engine, &office.ida, NOW, (kari, Wish::Erasure), &plan.fingerprint, Language::Nb)
        .await
        .expect("the store works");
    assert_eq!(left().await, (0, 0));
}

#[tokio::test]
async fn a_user_follows_so_many_rows() {
    let office = Office::new().await;
    let (engine, user) = (&office.home.engine, office.ida.user.expect("a user"));
    let table = &engine.tables().follow;
    let mut changes = store::Changes::new();
    for number in 1..FOLLOWED_ROWS {
        let row = crate::notices::Follow { user, of: "visit".to_owned(), row: number.to_string(), since: NOW };
        table.insert(&mut changes, engine.new_id(NOW), &row).expect("the engine may");
    }
    engine.store().apply(changes).await.expect("the store works");
    follow(engine, &office.ida, NOW, office.at()).await.expect("the last one");
    let kari = office.home.find(KARI).await.expect("she is recorded");
    assert!(matches!(follow(engine, &office.ida, NOW, ("person", kari)).await, Err(Failure::TooLarge)));
}

#[tokio::test]
async fn one_mail_in_the_morning_tells_of_all_that_is_unread_and_holds_nothing_of_it() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    let to = office.per.user.expect("he is a user");
    follow(engine, &office.per, NOW, office.at()).await.expect("may be read");
    office.change(&office.ida, NOW, 1, "Te").await;
    tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
    office.home.work(NOW).await;
    let mails = || office.home.mails_to("per@fjordlys.example");
    assert_eq!(mails().len(), 0, "it is not yet morning");
    // 21 November, 07:00 in Oslo.
    let morning = Moment(1_795_240_800_000_000);
    office.home.work(morning.plus_seconds(-1)).await;
    assert_eq!(mails().len(), 0);
    office.home.work(morning).await;
    let sent = mails();
    assert_eq!(sent.len(), 1);
    let link = format!("https://ryddig.example/desk/data/visit/{}", office.visit);
    for told in [format!("Besøk, endret: {link}"), format!("Besøk, en kollega ber deg se på dette: {link}")] {
        assert!(sent[0].text.contains(&told), "{told} in {}", sent[0].text);
    }
    for silent in ["Te,", "Kari"] {
        assert!(!sent[0].text.contains(silent) && !sent[0].subject.contains(silent), "{}", sent[0].text);
    }
    office.home.work(morning.plus_seconds(DAY_SECONDS)).await;
    assert_eq!(mails().len(), 1, "nothing is told twice");
}

#[tokio::test]
async fn mail_comes_when_one_wants_it() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    let to = office.per.user.expect("he is a user");
    let mails = || office.home.mails_to("per@fjordlys.example").len();
    assert_eq!(mail_when(engine, &office.per).await.expect("the store works"), MailWhen::Daily);
    for (wanted, expected) in [(MailWhen::AtOnce, 1), (MailWhen::Never, 1), (MailWhen::AtOnce, 2)] {
        choose_mail(engine, &office.per, NOW, wanted).await.expect("the store works");
        read_all(engine, &office.per, NOW).await.expect("the store works");
        tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
        office.home.work(NOW.plus_seconds(2 * DAY_SECONDS)).await;
        assert_eq!(mails(), expected, "{wanted:?}");
    }
}

#[tokio::test]
async fn who_wants_no_mail_any_more_does_not_get_the_one_that_waits() {
    let office = Office::new().await;
    let engine = &office.home.engine;
    let to = office.per.user.expect("he is a user");
    tell(engine, &office.ida, NOW, office.at(), to).await.expect("he may read it");
    choose_mail(engine, &office.per, NOW, MailWhen::Never).await.expect("the store works");
    office.home.work(NOW.plus_seconds(2 * DAY_SECONDS)).await;
    assert_eq!(office.home.mails_to("per@fjordlys.example").len(), 0);
}

#[tokio::test]
async fn a_mail_that_was_given_up_or_is_on_its_way_holds_no_later_one_up() {
    let office = Office::new().await;
    let (engine, later) = (&office.home.engine, NOW.plus_seconds(2 * DAY_SECONDS));
    let to = office.per.user.expect("he is a user");
    let kind = JobKind::TellNotices.key();
    let told = || tell(engine, &office.ida, NOW, office.at(), to);
    told().await.expect("he may read it");
    let lease = later.plus_seconds(60);
    let job = engine.store().claim_job(later, lease, &[kind]).await.expect("the store works").expect("it waits");
    for _ in 0..2 {
        told().await.expect("he may read it");
    }
    let jobs = || async { engine.store().jobs_of(kind).await.expect("the store works") };
    assert!(jobs().await.waiting > 1, "what comes while one is on its way has one of its own");
    office.home.work(later).await;
    assert_eq!(office.home.mails_to("per@fjordlys.example").len(), 1, "of the same notice, one mail");
    let mut changes = store::Changes::new();
    changes.give_up(&job, later, "no server");
    engine.store().apply(changes).await.expect("the store works");
    told().await.expect("he may read it");
    assert_eq!((jobs().await.waiting, jobs().await.given_up), (1, 0), "it is tried again");
    office.home.work(later).await;
    assert_eq!(office.home.mails_to("per@fjordlys.example").len(), 2);
}
