//! Secure messages, from the link to the answer, and mail that is sealed when it comes in.

use super::home::{DAY_SECONDS, Home, KARI, NOW, network};
use super::intake::{Desk, mail, said};
use crate::correspondence::secure::{
    Answered, Gate, New, Problem, Reply, Shown, Started, Taken, Typed, Written, addressee, answer, ask_code, confirm,
    fetch, hand, handled, list, look, message, read, receive, write,
};
use crate::correspondence::{Outcome, sealed};
use crate::limits::{FREE_FAILURES, SECURE_CODE_SECONDS, SECURE_CONFIRM_SECONDS, SECURE_OF_AN_ADDRESS, SECURE_SECONDS};
use crate::privacy::{scan, sweep};
use crate::requests::page;
use crate::support::{Act, EntryKind, MailEntry, Sent, act};
use crate::{Caller, Failure, Language, Moment, RowId, day_of};

const TOLD: &str = "Bjarkøyformelen";

/// Kari is known, and `ida` has written to her with a file. Gives the secret of the link.
async fn written(home: &Home, ida: &Caller, text: &str) -> String {
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("Kari is known");
    let to = addressee(&home.engine, ida, NOW, kari).await.expect("she may write");
    let file = Some(put(home, "plan.txt", "the plan").await);
    let new = New { person: kari, address: to.addresses[0].0, text: text.to_owned(), file, form: String::new() };
    let done = write(&home.engine, ida, NOW, &new).await.expect("she may write");
    assert!(matches!(done, Written::Done(_)), "{done:?}");
    home.work(NOW).await;
    secret(home, "/sikker/")
}

/// A file that was put for a form.
async fn put(home: &Home, name: &str, holds: &str) -> RowId {
    let mut file = crate::files::take_in(&home.engine, NOW, name).await.expect("there are keys");
    file.write(holds.as_bytes()).await.expect("it fits");
    file.finish().await.expect("it is whole")
}

/// What the file of a message holds.
async fn held(home: &Home, id: RowId) -> Option<String> {
    let table = &home.engine.tables().secure_message;
    let file = home.engine.store().read_file(&table.read, id, table.f.document).await.expect("the store works")?;
    Some(String::from_utf8(file.whole().await.expect("it is whole")).expect("text"))
}

/// The secret of the link in the last mail to Kari.
fn secret(home: &Home, path: &str) -> String {
    let texts = home.mails_to(KARI).into_iter().map(|mail| mail.text);
    let text = texts.rev().find(|text| text.contains(path)).expect("a mail with a link");
    let link = text.lines().find(|line| line.contains(path)).expect("it has a link").to_owned();
    link.rsplit('/').next().expect("it ends with a secret").to_owned()
}

/// Asks for a code and gives what the form brings along: by which asking, and the code in the mail.
async fn asked(home: &Home, at: Moment, secret: &str) -> (String, String) {
    let asked = ask_code(&home.engine, at, secret, network([192, 0, 2, 1])).await.expect("the store works");
    let Gate::Open(asked) = asked else { panic!("{asked:?}") };
    home.work(at).await;
    let mail = home.mails_to(KARI).into_iter().rfind(|mail| mail.text.contains("Koden er ")).expect("a code came");
    let code = mail.text.split("Koden er ").nth(1).and_then(|rest| rest.get(..6)).expect("six digits").to_owned();
    (asked, code)
}

fn typed<'a>(secret: &'a str, (asked, code): &'a (String, String)) -> Typed<'a> {
    Typed { secret, asked, code, network: network([192, 0, 2, 1]) }
}

#[tokio::test]
async fn a_message_is_read_and_answered_behind_a_code() {
    let home = Home::new();
    let ida = home.ida().await;
    let link = written(&home, &ida, TOLD).await;
    assert!(home.mails_to(KARI).iter().all(|mail| !mail.text.contains(TOLD)), "the mail holds the link alone");
    let engine = &home.engine;
    for _ in 0..3 {
        assert_eq!(look(engine, NOW, &link).await.expect("the store works"), Some(Shown::Waits), "a scanner");
    }
    let lines = list(engine, &ida, NOW).await.expect("Ida may");
    assert_eq!((lines.len(), lines[0].read_at, lines[0].person.as_str()), (1, None, "Kari Nordmann"));

    let code = asked(&home, NOW, &link).await;
    let opened = read(engine, NOW, &typed(&link, &code)).await.expect("the store works");
    let Gate::Open(parcel) = opened else { panic!("{opened:?}") };
    assert_eq!((parcel.text.as_str(), parcel.file.as_deref()), (TOLD, Some("plan.txt")));
    assert_eq!(list(engine, &ida, NOW).await.expect("Ida may")[0].read_at, Some(NOW));
    let file = fetch(engine, NOW, &typed(&link, &code)).await.expect("the store works");
    assert_eq!(file, Gate::Open(("plan.txt".to_owned(), b"the plan".to_vec())));

    let reply = |agreed, file| Reply { text: "Svaret mitt", file, agreed };
    let refused = answer(engine, NOW, &typed(&link, &code), reply(false, None)).await.expect("the store works");
    assert_eq!(refused, Gate::Open(Answered::Mend { text: None, not_agreed: true }));
    for _ in 0..2 {
        let file = Some(put(&home, "attest.txt", "min attest").await);
        let done = answer(engine, NOW, &typed(&link, &code), reply(true, file)).await.expect("the store works");
        assert_eq!(done, Gate::Open(Answered::Received), "sent twice it is one");
    }
    let lines = list(engine, &ida, NOW).await.expect("Ida may");
    assert_eq!(lines.len(), 2);
    let came = lines.iter().find(|line| line.handled_at.is_none()).expect("the answer waits");
    assert_eq!((came.handler.as_str(), came.read_at), ("Ida", None));
    let view = message(engine, &ida, NOW, came.id).await.expect("Ida may");
    assert_eq!((view.text.as_str(), view.has_file), ("Svaret mitt", true));
    assert_eq!(held(&home, came.id).await.as_deref(), Some("min attest"));
    handled(engine, &ida, NOW, (came.id, view.version)).await.expect("Ida may");
    for file in [None, Some(put(&home, "attest.txt", "side to").await)] {
        let done = answer(engine, NOW, &typed(&link, &code), reply(true, file)).await.expect("the store works");
        assert_eq!(done, Gate::Open(Answered::Received));
    }
    assert_eq!(list(engine, &ida, NOW).await.expect("Ida may").len(), 4, "with another file it is another");

    let words = [TOLD, "Svaret mitt", "the plan", "min attest", "side to", &code.1, &link].map(str::to_owned);
    for sought in scan(engine, &ida, &words).expect("the files are read") {
        assert_eq!(sought.files, Vec::<String>::new(), "{} stands in the clear", sought.word);
    }
}

#[tokio::test]
async fn a_code_cannot_be_guessed_and_grows_old() {
    let home = Home::new();
    let ida = home.ida().await;
    let link = written(&home, &ida, TOLD).await;
    let engine = &home.engine;
    let (by, code) = asked(&home, NOW, &link).await;
    let late = NOW.plus_seconds(SECURE_CODE_SECONDS);
    let right = (by.clone(), code.clone());
    assert_eq!(read(engine, late, &typed(&link, &right)).await.expect("the store works"), Gate::Old);
    let other = (by.clone(), if code == "000000" { "000001" } else { "000000" }.to_owned());
    let at = late.plus_seconds(4 * 60 * 60);
    for _ in 0..FREE_FAILURES {
        assert_eq!(read(engine, at, &typed(&link, &other)).await.expect("the store works"), Gate::Wrong);
    }
    let code = asked(&home, at, &link).await;
    let held = read(engine, at, &typed(&link, &code)).await.expect("the store works");
    let Gate::Wait(until) = held else { panic!("even the right one waits: {held:?}") };
    let opened = read(engine, until, &typed(&link, &code)).await.expect("the store works");
    assert!(matches!(opened, Gate::Open(_)), "{opened:?}");
    let foreign = (RowId([7; 16]).to_string(), code.1.clone());
    let held = read(engine, until, &typed(&link, &foreign)).await.expect("the store works");
    assert!(matches!(held, Gate::Wrong | Gate::Wait(_)), "a code counts for the asking that it was sent for: {held:?}");
}

#[tokio::test]
async fn codes_do_not_fill_a_mailbox() {
    let home = Home::new();
    let ida = home.ida().await;
    let link = written(&home, &ida, TOLD).await;
    let (mut mailed, network) = (0, network([192, 0, 2, 1]));
    for _ in 0..20 {
        let asked = ask_code(&home.engine, NOW, &link, network).await.expect("the store works");
        mailed += i64::from(matches!(asked, Gate::Open(_)));
    }
    assert_eq!(mailed, FREE_FAILURES);
}

#[tokio::test]
async fn an_expired_message_opens_for_nobody_and_is_swept() {
    let home = Home::new();
    let ida = home.ida().await;
    let link = written(&home, &ida, TOLD).await;
    let late = NOW.plus_seconds(SECURE_SECONDS);
    let code = asked(&home, NOW, &link).await;
    assert_eq!(look(&home.engine, late, &link).await.expect("the store works"), None);
    assert_eq!(read(&home.engine, late, &typed(&link, &code)).await.expect("the store works"), Gate::Gone);
    let on = |days: i64| day_of(NOW.plus_seconds(days * DAY_SECONDS));
    sweep(&home.engine, NOW, on(29), false).await.expect("the store works");
    assert_eq!(list(&home.engine, &ida, NOW).await.expect("Ida may").len(), 1);
    let done = sweep(&home.engine, NOW, on(30), false).await.expect("the store works");
    assert_eq!(done.deleted.get("secure_message"), Some(&1), "{done:?}");
}

#[tokio::test]
async fn whoever_is_not_in_charge_sees_nothing() {
    let home = Home::new();
    let ida = home.ida().await;
    let per = home.colleague("per@fjordlys.example", &["support", "employee"]).await;
    let link = written(&home, &per, TOLD).await;
    let eva = home.colleague("eva@fjordlys.example", &["support", "employee"]).await;
    let engine = &home.engine;
    assert_eq!(list(engine, &per, NOW).await.expect("Per may").len(), 1);
    assert_eq!(list(engine, &eva, NOW).await.expect("Eva may, and has none"), []);
    let all = list(engine, &ida, NOW).await.expect("the privacy lead sees all");
    let id = all[0].id;
    assert!(matches!(message(engine, &eva, NOW, id).await, Err(Failure::NotFound)));
    let version = message(engine, &per, NOW, id).await.expect("Per may").version;
    hand(engine, &per, NOW, (id, version), eva.user.expect("a user")).await.expect("Per may");
    assert_eq!(message(engine, &eva, NOW, id).await.expect("it is hers").text, TOLD);
    let kari = home.find(KARI).await.expect("she is known");
    let to = addressee(engine, &eva, NOW, kari).await.expect("Eva may write").addresses[0].0;
    for (new, problem) in [
        (New { person: kari, address: to, text: " ".to_owned(), file: None, form: String::new() }, Problem::Missing),
        (
            New { person: kari, address: RowId([1; 16]), text: TOLD.to_owned(), file: None, form: String::new() },
            Problem::NoAddress,
        ),
    ] {
        assert_eq!(write(engine, &eva, NOW, &new).await.expect("Eva may"), Written::Mend(problem));
    }
    home.erase(&ida, kari).await;
    assert_eq!(look(engine, NOW, &link).await.expect("the store works"), None, "it went with Kari");
}

fn started(home: &Home, at: Moment) -> Started {
    Started {
        language: Language::Nb,
        name: "Kari Nordmann".to_owned(),
        email: KARI.to_owned(),
        text: TOLD.to_owned(),
        agreed: true,
        token: page(&home.engine, at.plus_seconds(-60), Language::Nb).token,
        trap: String::new(),
        network: network([192, 0, 2, 1]),
    }
}

#[tokio::test]
async fn anybody_starts_one_and_nobody_reads_it_unconfirmed() {
    let home = Home::new();
    let ida = home.ida().await;
    let engine = &home.engine;
    assert_eq!(receive(engine, NOW, &started(&home, NOW)).await.expect("the store works"), Taken::Received);
    home.work(NOW).await;
    assert_eq!(list(engine, &ida, NOW).await.expect("Ida may"), []);
    assert!(home.mails_to("ida@fjordlys.example").is_empty(), "nobody is told");
    let mut all = Vec::new();
    crate::privacy::export_rows(engine, &ida, NOW, &mut all).await.expect("Ida may");
    assert!(!String::from_utf8_lossy(&all).contains(TOLD), "not even in an export");
    let link = secret(&home, "/sikker/");
    for _ in 0..3 {
        assert_eq!(look(engine, NOW, &link).await.expect("the store works"), Some(Shown::ToConfirm), "a scanner");
    }
    let file = Some(put(&home, "attest.txt", "en attest").await);
    assert!(confirm(engine, NOW, &link, file).await.expect("the store works"));
    assert!(!confirm(engine, NOW, &link, None).await.expect("the store works"), "it works once");
    home.work(NOW).await;
    let told = home.mails_to("ida@fjordlys.example");
    assert!(
        told.iter().any(|mail| mail.text.contains("/desk/secure/"))
            && told.iter().all(|mail| !mail.text.contains(TOLD))
    );
    let lines = list(engine, &ida, NOW).await.expect("Ida may");
    assert_eq!((lines.len(), lines[0].handler.as_str()), (1, ""));
    let view = message(engine, &ida, NOW, lines[0].id).await.expect("Ida may");
    assert_eq!((view.text.as_str(), view.has_file), (TOLD, true));
    assert_eq!(held(&home, view.line.id).await.as_deref(), Some("en attest"));
}

#[tokio::test]
async fn what_nobody_confirms_is_erased_with_its_sender() {
    let home = Home::new();
    for _ in 0..10 {
        let taken = receive(&home.engine, NOW, &started(&home, NOW)).await.expect("the store works");
        assert_eq!(taken, Taken::Received, "the answer is the same");
    }
    home.work(NOW).await;
    assert_eq!(home.mails_to(KARI).len(), SECURE_OF_AN_ADDRESS, "nobody's mailbox is filled");
    home.work(NOW.plus_seconds(SECURE_CONFIRM_SECONDS - 1)).await;
    assert!(home.find(KARI).await.is_some());
    home.work(NOW.plus_seconds(SECURE_CONFIRM_SECONDS)).await;
    assert_eq!(home.find(KARI).await, None);
}

#[tokio::test]
async fn a_machine_is_asked_once_more_and_nothing_of_it_is_kept() {
    let home = Home::new();
    let good = started(&home, NOW);
    let quick = Started { token: page(&home.engine, NOW, Language::Nb).token, ..good.clone() };
    let without = Started { token: String::new(), ..good.clone() };
    let trapped = Started { trap: "x".to_owned(), ..good.clone() };
    let unwilling = Started { agreed: false, ..good.clone() };
    let mend = Taken::Mend { problems: Vec::new(), not_agreed: true };
    for (form, expected) in
        [(quick, Taken::Again), (without, Taken::Again), (trapped, Taken::Received), (unwilling, mend)]
    {
        assert_eq!(receive(&home.engine, NOW, &form).await.expect("the store works"), expected);
    }
    assert_eq!(home.find(KARI).await, None);
}

/// An identity number of the Tax Administration's kind for tests (month + 80), which nobody has.
pub(super) fn synthetic() -> String {
    (100..1_000)
        .find_map(|individual| {
            let nine = format!("018190{individual}");
            let check = |digits: &str, weights: &[u32]| {
                let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(d, w)| d * w).sum();
                match (11 - sum % 11) % 11 {
                    10 => None,
                    digit => Some(format!("{digits}{digit}")),
                }
            };
            let ten = check(&nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2])?;
            check(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
        })
        .expect("one in a few has both")
}

/// The last mail of the first case.
async fn last_mail(desk: &Desk, ida: &Caller) -> (RowId, MailEntry) {
    let view = desk.case(ida, NOW, 1).await;
    let mut mails = view.entries.into_iter().filter_map(|entry| match entry.what {
        EntryKind::Mail(mail) if !mail.automatic => Some((entry.id, *mail)),
        EntryKind::Mail(_)
        | EntryKind::Before(_)
        | EntryKind::Said { .. }
        | EntryKind::Call(_)
        | EntryKind::Event { .. } => None,
    });
    mails.next_back().expect("there is one")
}

fn nowhere(desk: &Desk, ida: &Caller, words: &[&str]) {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    for sought in scan(&desk.home.engine, ida, &words).expect("the files are read") {
        assert_eq!(sought.files, Vec::<String>::new(), "{}", sought.word);
    }
}

fn with_file(number: &str, text: &str) -> String {
    mail(
        "1@kunde.example",
        &format!("Gjelder {number}"),
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n",
        &format!(
            "--B\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--B\nContent-Type: text/plain; name=liste.txt\nContent-Disposition: attachment; filename=liste.txt\n\nVedleggsordet {number}\n--B--"
        ),
    )
}

#[tokio::test]
async fn what_is_called_a_text_is_looked_through_whatever_signs_stand_in_it() {
    let desk = Desk::new().await;
    let number = synthetic();
    let came = with_file(&number, "Se vedlegget").replace(&format!("Gjelder {number}"), "Liste");
    assert_eq!(desk.comes(NOW, &came.replace(&number, &format!("{number}\u{1a}"))).await, Outcome::Stored);
    let table = &desk.home.engine.tables().sealed_mail;
    assert_eq!(desk.home.engine.store().count(table.all()).await.expect("the store works"), 1);
}

#[tokio::test]
async fn a_mail_with_an_identity_number_is_sealed_before_it_is_kept() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let (engine, number) = (&desk.home.engine, synthetic());
    assert_eq!(desk.comes(NOW, &with_file(&number, "Hemmelighetsordet")).await, Outcome::Stored);
    desk.home.work(NOW).await;
    nowhere(&desk, &ida, &[&number, "Hemmelighetsordet", "Vedleggsordet", "liste.txt"]);
    let (id, shown) = last_mail(&desk, &ida).await;
    assert!(shown.written.contains("[forseglet") && !shown.has_original && shown.files.is_empty(), "{shown:?}");
    let (sealed, may_open) = shown.sealed.expect("it is sealed");
    assert!(may_open, "Ida is the privacy lead");
    let lines = sealed::waiting(engine, &ida).await.expect("Ida may");
    assert_eq!((lines.len(), lines[0].found), (1, sealed::Found::NationalId));
    let view = sealed::view(engine, &ida, sealed).await.expect("Ida may");
    assert!(view.text.contains("Hemmelighetsordet") && view.subject.contains(&number), "{view:?}");
    assert_eq!(view.files, ["liste.txt"]);

    sealed::clear(engine, &ida, NOW, (sealed, view.version)).await.expect("Ida may");
    let (again, shown) = last_mail(&desk, &ida).await;
    assert_eq!((again, shown.sealed, shown.has_original, shown.files.len()), (id, None, true, 1));
    assert!(shown.written.contains("Hemmelighetsordet"));
    assert!(desk.case(&ida, NOW, 1).await.title.contains(&number), "the case is called as the mail is");
    let twice = sealed::clear(engine, &ida, NOW, (sealed, view.version)).await;
    assert!(matches!(twice, Err(Failure::Stale)), "{twice:?}");
}

#[tokio::test]
async fn what_was_sealed_is_taken_away_and_the_mail_says_so() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let (engine, number) = (&desk.home.engine, synthetic());
    desk.comes(NOW, &with_file(&number, "Hemmelighetsordet")).await;
    let (_, shown) = last_mail(&desk, &ida).await;
    let (sealed, _) = shown.sealed.expect("it is sealed");
    let version = sealed::view(engine, &ida, sealed).await.expect("Ida may").version;
    sealed::remove(engine, &ida, NOW, (sealed, version)).await.expect("Ida may");
    desk.home.work(NOW.plus_seconds(DAY_SECONDS)).await;
    let (_, shown) = last_mail(&desk, &ida).await;
    assert!(shown.written.contains("[fjernet") && shown.sealed.is_none(), "{shown:?}");
    assert!(matches!(sealed::view(engine, &ida, sealed).await, Err(Failure::NotFound)));
    nowhere(&desk, &ida, &[&number, "Hemmelighetsordet", "Vedleggsordet"]);
    crate::ledger::upkeep(engine, NOW).await.expect("the store works");
    let lines = engine.store().find(engine.tables().ledger_line.all()).await.expect("the store works");
    let ledger = format!("{lines:?}");
    assert!(ledger.contains("sealed text removed") && !ledger.contains(&number), "a line without values");
}

#[tokio::test]
async fn a_colleague_seals_what_was_not_found() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let engine = &desk.home.engine;
    let hidden = "Jeg har påvist kreft";
    desk.comes(NOW, &mail("1@kunde.example", hidden, "", "Ordknappheten er stor")).await;
    let (id, shown) = last_mail(&desk, &ida).await;
    assert!(shown.sealed.is_none());
    assert_eq!(desk.case(&ida, NOW, 1).await.title, hidden);
    sealed::seal_by_hand(engine, &ida, NOW, id).await.expect("Ida may");
    let again = sealed::seal_by_hand(engine, &ida, NOW, id).await;
    assert!(matches!(again, Err(Failure::Stale)), "{again:?}");
    desk.home.work(NOW.plus_seconds(DAY_SECONDS)).await;
    nowhere(&desk, &ida, &["Ordknappheten", "påvist kreft"]);
    let (_, shown) = last_mail(&desk, &ida).await;
    let (sealed, _) = shown.sealed.expect("it is sealed");
    let view = sealed::view(engine, &ida, sealed).await.expect("Ida may");
    assert_eq!((view.line.found, view.text.trim()), (sealed::Found::ByHand, "Ordknappheten er stor"));
    assert!(said(&desk.case(&ida, NOW, 1).await).iter().all(|text| !text.contains("Ordknappheten")));
}

#[tokio::test]
async fn whoever_takes_the_case_opens_what_is_sealed_in_it() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let per = desk.home.colleague("per@fjordlys.example", &["support", "employee"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Hei", "", &format!("Fødselsnummer {}", synthetic()))).await;
    let (_, shown) = last_mail(&desk, &per).await;
    let (sealed, may_open) = shown.sealed.expect("it is sealed");
    assert!(!may_open, "nobody is in charge of it yet");
    assert!(matches!(sealed::view(&desk.home.engine, &per, sealed).await, Err(Failure::NotFound)));
    let view = desk.case(&per, NOW, 1).await;
    act(&desk.home.engine, &per, NOW, (view.id, Some(view.version)), &[Act::Take]).await.expect("Per may");
    assert!(sealed::view(&desk.home.engine, &per, sealed).await.is_ok());
    assert_eq!(sealed::waiting(&desk.home.engine, &ida).await.expect("Ida may").len(), 1);
}

#[tokio::test]
async fn a_message_that_is_sent_twice_in_one_form_is_one() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("Kari is known");
    let to = addressee(&home.engine, &ida, NOW, kari).await.expect("she may write");
    let new =
        New { person: kari, address: to.addresses[0].0, text: TOLD.to_owned(), file: None, form: to.form.to_string() };
    let first = write(&home.engine, &ida, NOW, &new).await.expect("she may write");
    assert_eq!(write(&home.engine, &ida, NOW.plus_seconds(1), &new).await.expect("she may write"), first);
    for holds in ["side en", "side en", "side to"] {
        let with = New { file: Some(put(&home, "plan.txt", holds).await), ..new.clone() };
        assert_ne!(write(&home.engine, &ida, NOW, &with).await.expect("she may write"), first, "it has a file");
    }
    let other = New { text: "Noe annet".to_owned(), ..new };
    assert_ne!(write(&home.engine, &ida, NOW, &other).await.expect("she may write"), first);
    assert_eq!(list(&home.engine, &ida, NOW).await.expect("she may see").len(), 4, "the same file twice is one");
}

#[tokio::test]
async fn what_strangers_have_not_confirmed_hides_nothing() {
    let home = Home::new();
    let ida = home.ida().await;
    written(&home, &ida, TOLD).await;
    let (engine, table) = (&home.engine, &home.engine.tables().secure_message);
    let sent = table.first(engine.store(), table.all()).await.expect("the store works").expect("there is one");
    let mut changes = store::Changes::new();
    for number in 0..=i64::try_from(crate::limits::SECURE_LISTED).expect("it is small") {
        let at = NOW.plus_seconds(number);
        let row = crate::correspondence::secure::SecureMessage {
            direction: crate::correspondence::Direction::In,
            agreed_at: Some(at),
            unconfirmed: Some("–".to_owned()),
            document: None,
            token_hash: format!("{number:064}"),
            author: None,
            written_at: at,
            handled_at: None,
            ..sent.row.clone()
        };
        table.insert(&mut changes, engine.new_id(at), &row).expect("it fits");
    }
    engine.store().apply(changes).await.expect("the store works");
    let found = list(engine, &ida, NOW).await.expect("she may see");
    assert_eq!(found.iter().map(|line| line.id).collect::<Vec<_>>(), [sent.id]);
}

#[tokio::test]
async fn our_own_account_is_told_in_the_open_and_others_are_not() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let sealed = async || {
        let table = &desk.home.engine.tables().sealed_mail;
        desk.home.engine.store().count(table.all()).await.expect("the store works")
    };
    for (number, account, is_ours) in [(1, "1234.56.78903", true), (2, "8601 11 17947", false)] {
        let text = format!("Skal jeg betale til konto {account}?");
        let came = format!("From: per@kunde.example\nTo: hjelp@fjordlys.example\nSubject: {number}\n\n{text}\n");
        assert_eq!(desk.comes(NOW, &came).await, Outcome::Stored);
        assert_eq!(sealed().await == 0, is_ours, "{account}");
        let sent = desk.answer(&ida, NOW, number, &format!("Betal til konto {account}.")).await;
        assert_eq!(sent == Sent::Queued, is_ours, "{sent:?}");
    }
}
