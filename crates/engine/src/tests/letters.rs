//! Mail that is written on a record: it stands there, its answers come back there, and its writer hears of them.

use super::home::NOW;
use super::intake::Desk;
use crate::correspondence::{
    MailSent, MailTyped, MailWrong, Outcome, PartOf, Past, Release, ThreadView, mail_offer, may_write_mail, thread,
    write_mail,
};
use crate::records::{What, timeline};
use crate::support::EntryKind;
use crate::{Caller, Failure, RowId, day_of};
use mail::Message;
use model::{Day, Value};
use rights::{Operation, Viewer, scope};
use store::Changes;

const KARI: &str = "kari@kunde.example";
const PERSON: RowId = RowId([1; 16]);
const ORGANISATION: RowId = RowId([2; 16]);
const OPPORTUNITY: RowId = RowId([3; 16]);
const ADDRESS: RowId = RowId([4; 16]);

/// A sale to Kari's company, of which Siri has the charge.
struct Sale {
    desk: Desk,
    siri: Caller,
}

impl Sale {
    async fn new() -> Self {
        let desk = Desk::new().await;
        let siri = desk.home.colleague("siri@fjordlys.example", &["sales"]).await;
        let sale = Self { desk, siri };
        let text = |text: &str| Value::Text(text.to_owned());
        let day = |of: i64| Value::Day(Day(i32::try_from(of).expect("a day")));
        let since = day(20_000);
        let person = [("name", text("Kari Nordmann")), ("source", text("company")), ("since", since.clone())];
        let place = [("name", text("Kunde AS")), ("source", text("company")), ("since", since.clone())];
        let opportunity = [
            ("organisation", Value::Id(ORGANISATION)),
            ("contact", Value::Id(PERSON)),
            ("title", text("Nytt timesystem")),
            ("stage", text("need")),
            ("opened_on", since.clone()),
        ];
        let with = [
            ("person", Value::Id(PERSON)),
            ("opportunity", Value::Id(OPPORTUNITY)),
            ("part", text("decides")),
            ("added_on", since.clone()),
        ];
        let address = [
            ("holder", text("person")),
            ("person", Value::Id(PERSON)),
            ("address", text(KARI)),
            ("source", text("company")),
            ("since", since.clone()),
        ];
        let shared = [
            ("holder", text("organisation")),
            ("organisation", Value::Id(ORGANISATION)),
            ("address", text("post@kunde.example")),
            ("source", text("company")),
            ("since", since),
        ];
        sale.insert("person", PERSON, &person).await;
        sale.insert("organisation", ORGANISATION, &place).await;
        sale.insert("opportunity", OPPORTUNITY, &opportunity).await;
        sale.insert("opportunity_contact", RowId([5; 16]), &with).await;
        sale.insert("email_address", ADDRESS, &address).await;
        sale.insert("email_address", RowId([6; 16]), &shared).await;
        sale
    }

    async fn insert(&self, entity: &str, id: RowId, cells: &[(&str, Value)]) {
        let model = self.desk.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let field = |key: &str| model.field_named(entity, key).expect(key);
        let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
        let mut changes = Changes::new();
        changes.insert(&write, id, cells).expect("it fits the register");
        self.desk.home.engine.store().apply(changes).await.expect("the store works");
    }

    /// Sets a field of Kari's address, or of herself.
    async fn set(&self, entity: &str, id: RowId, (key, value): (&str, Value)) {
        let engine = &self.desk.home.engine;
        let model = engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let read = scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        let version = engine.store().get(&read, id).await.expect("the store works").expect("it is there").version;
        let mut changes = Changes::new();
        changes.update(&write, id, version, vec![(model.field_named(entity, key).expect(key), value)]).expect("fits");
        engine.store().apply(changes).await.expect("the store works");
    }

    async fn writes(&self, typed: &MailTyped) -> MailSent {
        write_mail(&self.desk.home.engine, &self.siri, NOW, ("opportunity", OPPORTUNITY), typed).await.expect("may")
    }

    /// The thread of a mail that Siri has written about the sale.
    async fn written(&self) -> (RowId, Message) {
        let MailSent::Queued(thread) = self.writes(&typed(KARI)).await else { panic!("it goes") };
        self.desk.home.work(NOW).await;
        (thread, self.desk.home.mails_to(KARI).pop().expect("it has gone"))
    }

    async fn thread(&self, id: RowId) -> ThreadView {
        thread(&self.desk.home.engine, &self.siri, NOW, id).await.expect("she may")
    }

    async fn unread(&self) -> usize {
        crate::notices::unread(&self.desk.home.engine, &self.siri, day_of(NOW)).await.expect("she may")
    }
}

fn typed(to: &str) -> MailTyped {
    MailTyped {
        to: to.to_owned(),
        subject: "Om møtet".to_owned(),
        text: "Passer tirsdag?".to_owned(),
        ..MailTyped::default()
    }
}

fn texts(view: &ThreadView) -> Vec<&str> {
    view.entries
        .iter()
        .filter_map(|entry| match &entry.what {
            EntryKind::Mail(mail) => Some(mail.written.as_str()),
            EntryKind::Before(_) | EntryKind::Said { .. } | EntryKind::Call(_) | EntryKind::Event { .. } => None,
        })
        .collect()
}

#[tokio::test]
async fn a_mail_stands_on_its_record_and_its_answer_comes_back_there() {
    let sale = Sale::new().await;
    let engine = &sale.desk.home.engine;
    let offer = mail_offer(engine, &sale.siri, NOW, ("opportunity", OPPORTUNITY)).await.expect("she may");
    let offered: Vec<&str> = offer.receivers.iter().map(|one| one.address.as_str()).collect();
    assert_eq!((offered, offer.to.as_str()), (vec![KARI, "post@kunde.example"], KARI));
    assert_eq!(offer.parts, [PartOf::Sales], "a sale is held for sales");
    let (thread, sent) = sale.written().await;
    let reply_to = sent.reply_to.as_ref().expect("a marked address").address.clone();
    assert!(reply_to.starts_with("hjelp+r"), "{reply_to}");
    let events = timeline(engine, &sale.siri, ("opportunity", OPPORTUNITY), None, day_of(NOW)).await.expect("may");
    let stands =
        |what: &What| matches!(what, What::Row { entity, id, .. } if entity == "email_thread" && *id == thread);
    assert!(events.events.iter().any(|event| stands(&event.what)), "{:?}", events.events);
    let view = sale.thread(thread).await;
    assert_eq!((view.person.id, texts(&view)), (PERSON, vec!["Passer tirsdag?"]));
    assert!(view.about.iter().any(|link| link.entity == "opportunity" && link.id == OPPORTUNITY), "{:?}", view.about);

    let back = format!("From: Kari <{KARI}>\nTo: {reply_to}\nSubject: Sv: Om\nMessage-ID: <1@kunde.example>\n\nJa!\n");
    assert_eq!(sale.unread().await, 0, "who has written need not be told of it");
    assert_eq!(sale.desk.comes(NOW.plus_seconds(60), &back).await, Outcome::Stored);
    assert_eq!(texts(&sale.thread(thread).await), ["Passer tirsdag?", "Ja!"]);
    assert_eq!(sale.unread().await, 1, "its writer is told");

    // It is gone on with in the thread, quoted below.
    let at = ("email_thread", thread);
    let offer = mail_offer(engine, &sale.siri, NOW, at).await.expect("she may");
    assert_eq!((offer.is_answer, offer.to.as_str()), (true, KARI));
    let answer = MailTyped { subject: String::new(), text: "Fint.".to_owned(), ..typed(KARI) };
    let answered = write_mail(engine, &sale.siri, NOW.plus_seconds(120), at, &answer).await.expect("she may");
    assert_eq!(answered, MailSent::Queued(thread));
    sale.desk.home.work(NOW.plus_seconds(120)).await;
    let last = sale.desk.home.mails_to(KARI).pop().expect("it has gone");
    assert_eq!((last.subject.as_str(), last.text.contains("> Ja!")), ("Re: Om møtet", true));
    assert!(last.references.contains(&"1@kunde.example".to_owned()), "{:?}", last.references);
}

#[tokio::test]
async fn what_is_sent_twice_goes_once_and_an_away_message_tells_nobody() {
    let sale = Sale::new().await;
    let engine = &sale.desk.home.engine;
    let form = MailTyped { form: engine.new_id(NOW).to_string(), ..typed(KARI) };
    let MailSent::Queued(thread) = sale.writes(&form).await else { panic!("it goes") };
    assert_eq!(sale.writes(&form).await, MailSent::Already(thread));
    let other = MailTyped { form: engine.new_id(NOW).to_string(), text: "Og så dette".to_owned(), ..typed(KARI) };
    let (one, two) = tokio::join!(sale.writes(&other), sale.writes(&other));
    assert!(
        matches!((&one, &two), (MailSent::Queued(a), MailSent::Already(b)) | (MailSent::Already(a), MailSent::Queued(b)) if a == b),
        "{one:?} {two:?}"
    );
    sale.desk.home.work(NOW).await;
    let sent = sale.desk.home.mails_to(KARI);
    assert_eq!(sent.len(), 2);
    let away = format!(
        "From: {KARI}\nTo: hjelp@fjordlys.example\nSubject: Automatisk svar: Ferie\nMessage-ID: <9@kunde.example>\nAuto-Submitted: auto-replied\nIn-Reply-To: <{}>\n\nJeg er på ferie\n",
        sent[0].id
    );
    assert_eq!(sale.desk.comes(NOW.plus_seconds(60), &away).await, Outcome::Stored);
    assert_eq!(sale.unread().await, 0);
}

#[tokio::test]
async fn who_may_not_be_written_to_is_not() {
    let sale = Sale::new().await;
    let text = |text: &str| Value::Text(text.to_owned());
    let not_reached = MailSent::Mend(MailWrong::NotReached(KARI.to_owned()));
    for state in ["bounced", "wrong", "restricted"] {
        sale.set("email_address", ADDRESS, ("state", text(state))).await;
        assert_eq!(sale.writes(&typed(KARI)).await, not_reached, "{state}");
        let copied = MailTyped { cc: KARI.to_owned(), ..typed("ola@kunde.example") };
        assert_eq!(sale.writes(&copied).await, not_reached, "{state}, in a copy");
    }
    let at = ("opportunity", OPPORTUNITY);
    let offer = mail_offer(&sale.desk.home.engine, &sale.siri, NOW, at).await.expect("she may");
    assert!(offer.receivers.iter().all(|one| one.address != KARI) && offer.to.is_empty(), "{offer:?}");
    sale.set("email_address", ADDRESS, ("state", Value::Null)).await;
    sale.set("person", PERSON, ("no_marketing", Value::Day(Day(20_000)))).await;
    assert_eq!(sale.writes(&typed(KARI)).await, MailSent::Mend(MailWrong::Objected(KARI.to_owned())));
    let wanted = MailTyped { wanted: true, ..typed(KARI) };
    assert!(matches!(sale.writes(&wanted).await, MailSent::Queued(_)), "they have asked for it");
}

#[tokio::test]
async fn a_mail_that_is_not_whole_is_not_sent() {
    let sale = Sale::new().await;
    let check = async |typed: MailTyped, expected: MailWrong| {
        assert_eq!(sale.writes(&typed).await, MailSent::Mend(expected));
    };
    let with = |change: fn(&mut MailTyped)| {
        let mut typed = typed(KARI);
        change(&mut typed);
        typed
    };
    check(with(|it| it.text = " \n".to_owned()), MailWrong::Missing).await;
    check(with(|it| it.subject = " ".to_owned()), MailWrong::NoSubject).await;
    check(with(|it| it.to = String::new()), MailWrong::Nobody).await;
    check(with(|it| it.to = "kari".to_owned()), MailWrong::NoAddress("kari".to_owned())).await;
    check(with(|it| it.part_of = Some(PartOf::Project)), MailWrong::NotTheirs).await;
    let long = crate::limits::MAIL_SUBJECT_CHARACTERS;
    check(MailTyped { subject: "a".repeat(long + 1), ..typed(KARI) }, MailWrong::LongSubject(long)).await;
    let fits = MailTyped { subject: "a".repeat(long), ..typed(KARI) };
    assert!(matches!(sale.writes(&fits).await, MailSent::Queued(_)));
    let number = MailTyped { text: "Kortet er 4111 1111 1111 1111".to_owned(), ..typed(KARI) };
    let MailSent::Mend(MailWrong::Guarded(_)) = sale.writes(&number).await else { panic!("it is held back") };
    let past = Past { looked: true, release: Some(Release::Wanted) };
    assert!(matches!(sale.writes(&MailTyped { past, ..number }).await, MailSent::Queued(_)));
}

#[tokio::test]
async fn who_may_not_write_of_the_work_or_see_the_record_writes_nothing() {
    let sale = Sale::new().await;
    let engine = &sale.desk.home.engine;
    let per = sale.desk.home.colleague("per@fjordlys.example", &["marketing"]).await;
    let at = ("opportunity", OPPORTUNITY);
    let refused = write_mail(engine, &per, NOW, at, &typed(KARI)).await;
    assert!(matches!(refused, Err(Failure::Denied)), "{refused:?}");
    assert!(may_write_mail(engine, &sale.siri, "person") && may_write_mail(engine, &sale.siri, "quote"));
    for no in ["case", "user", "email_message", "breach", "nothing"] {
        assert!(!may_write_mail(engine, &sale.siri, no), "{no}");
    }
    let (thread, _) = sale.written().await;
    let refused = crate::correspondence::thread(engine, &per, NOW, thread).await;
    assert!(matches!(refused, Err(Failure::Denied | Failure::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn a_mail_to_somebody_unknown_makes_them_known_and_a_shared_address_nobody() {
    let sale = Sale::new().await;
    let engine = &sale.desk.home.engine;
    let MailSent::Queued(thread) = sale.writes(&typed("Ola <ola@kunde.example>")).await else { panic!("it goes") };
    let ola = sale.desk.home.find("ola@kunde.example").await.expect("he is known by it");
    assert_eq!(sale.thread(thread).await.person.id, ola);
    let at = ("person", PERSON);
    let shared = MailTyped { part_of: Some(PartOf::Sales), ..typed("post@kunde.example") };
    let MailSent::Queued(thread) = write_mail(engine, &sale.siri, NOW, at, &shared).await.expect("she may") else {
        panic!("it goes")
    };
    assert_eq!(sale.thread(thread).await.person.id, PERSON, "on whose page it is written");
}
