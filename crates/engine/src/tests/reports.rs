//! The form of a queue that anybody may send.

use super::home::{DAY_SECONDS, KARI, NOW, network};
use super::intake::{Desk, said};
use crate::limits::PROOF_PREFIX;
use crate::support::{PortalSaid, ReportTaken, Reported, Tray, report, report_page, report_was_shown};
use crate::website::{Challenge, Doubt, Which, requests};
use crate::{Language, Moment};
use altcha::{ChallengeParameters, SolveChallengeOptions, solve_challenge};
use model::Value;
use store::Changes;

/// The word of the queue's form.
const WORD: &str = "hjelp";

/// A desk whose queue has a form.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    let (engine, table) = (&desk.home.engine, &desk.home.engine.tables().portal_queue);
    let queue = table.get(engine.store(), desk.queue).await.expect("the store works").expect("it is there");
    let mut changes = Changes::new();
    let cells = vec![(table.f.form, Value::Text(WORD.to_owned()))];
    changes.update(&table.write, queue.id, queue.version, cells).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    desk
}

/// The work that a browser does.
fn proof(challenge: &Challenge) -> String {
    let parameters = ChallengeParameters {
        algorithm: "PBKDF2/SHA-256".to_owned(),
        cost: challenge.rounds,
        data: None,
        expires_at: None,
        key_length: challenge.key_bytes,
        key_prefix: PROOF_PREFIX.to_owned(),
        key_signature: None,
        memory_cost: None,
        nonce: challenge.nonce.clone(),
        parallelism: None,
        salt: challenge.salt.clone(),
    };
    let challenge = altcha::Challenge { parameters, signature: None };
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).expect("it can be done").expect("in time");
    format!("{}.{}", solution.counter, solution.derived_key)
}

impl Desk {
    /// The token of the form as it was shown, and the work for it.
    async fn shown(&self, at: Moment) -> (String, String) {
        let page = report_page(&self.home.engine, at, Language::Nb, WORD).await.expect("the store works");
        let page = page.expect("the queue has a form");
        assert_eq!(page.queue, "Kundestøtte");
        let [notice] = &page.form.notices[..] else { panic!("what is stored and why stands beside it") };
        assert!(notice.period.starts_with("Supportsak: ") && !notice.period.contains(';'), "{}", notice.period);
        (page.form.token, proof(&page.challenge))
    }

    /// Kari sends the form a minute after she was shown it, changed by `change`.
    async fn reports(&self, at: Moment, change: impl FnOnce(&mut Reported<'_>)) -> ReportTaken {
        let (token, proof) = self.shown(at.plus_seconds(-60)).await;
        let mut reported = filled_in(&token, &proof);
        change(&mut reported);
        report(&self.home.engine, at, &reported).await.expect("the store works")
    }
}

fn filled_in<'a>(token: &'a str, proof: &'a str) -> Reported<'a> {
    Reported {
        language: Language::Nb,
        queue: WORD,
        name: "Kari Nordmann",
        email: KARI,
        title: "Låst uke",
        said: PortalSaid { text: "Uken er låst", files: &[] },
        token,
        trap: "",
        proof,
        network: network([192, 0, 2, 1]),
    }
}

#[tokio::test]
async fn a_form_opens_a_case_and_its_sender_gets_one_short_confirmation() {
    let desk = desk().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let (token, proof) = desk.shown(NOW.plus_seconds(-60)).await;
    for _ in 0..2 {
        let became = report(engine, NOW, &filled_in(&token, &proof)).await.expect("the store works");
        assert_eq!(became, ReportTaken::Received);
    }
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, ["1 Låst uke (Kari Nordmann)"], "what is sent twice is one");
    assert_eq!(said(&desk.case(&ida, NOW, 1).await), ["Uken er låst"]);
    desk.home.work(NOW).await;
    let [confirmation] = &desk.home.mails_to(KARI)[..] else { panic!("one mail") };
    assert!(confirmation.automatic && confirmation.subject.contains("#1"), "{}", confirmation.subject);
    for typed in ["Låst", "låst", "Kari"] {
        assert!(!confirmation.text.contains(typed), "it repeats nothing: {}", confirmation.text);
    }
    let link = confirmation.text.split("/sak/").nth(1).expect("a link").split_whitespace().next().expect("a secret");
    assert!(crate::support::portal(engine, NOW, link).await.expect("the store works").is_some());
    assert_eq!(desk.reports(NOW.plus_seconds(120), |form| form.title = "Igjen").await, ReportTaken::Received);
    desk.home.work(NOW.plus_seconds(120)).await;
    assert_eq!(desk.home.mails_to(KARI).len(), 1, "nobody's mailbox is filled by others");
    let later = NOW.plus_seconds(2 * DAY_SECONDS);
    assert_eq!(desk.reports(later, |form| form.title = "Senere").await, ReportTaken::Received);
    desk.home.work(later).await;
    assert_eq!(desk.home.mails_to(KARI).len(), 2);
}

#[tokio::test]
async fn what_looks_doubtful_opens_no_case_and_is_put_before_a_person() {
    let desk = desk().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let quick = async |change: fn(&mut Reported<'_>)| desk.reports(NOW, change).await;
    assert_eq!(quick(|form| form.proof = "").await, ReportTaken::Received);
    assert_eq!(quick(|form| form.proof = "1.00ff").await, ReportTaken::Received);
    assert_eq!(quick(|form| form.trap = "x").await, ReportTaken::Received);
    let doubtful = requests(engine, &ida, Which::Doubtful, None).await.expect("Ida may");
    let doubts: Vec<_> = doubtful.iter().rev().filter_map(|line| line.doubt).collect();
    assert_eq!(doubts, [Doubt::NoProof, Doubt::NoProof, Doubt::HiddenField]);
    assert_eq!(doubtful[0].excerpt, "Låst uke Uken er låst");
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, [""; 0]);
    desk.home.work(NOW).await;
    assert_eq!(desk.home.mails_to(KARI).len(), 0);
    let mut incoming = crate::files::take_in(engine, NOW, "a.bin").await.expect("the store works");
    incoming.write(&[0, 1]).await.expect("it is small");
    let files = [(incoming.finish().await.expect("the store works"), "a.bin".to_owned())];
    let (token, proof) = desk.shown(NOW.plus_seconds(-60)).await;
    let with_file = PortalSaid { text: "Se vedlegg", files: &files };
    let unproved = Reported { said: with_file, proof: "", ..filled_in(&token, &proof) };
    assert_eq!(report(engine, NOW, &unproved).await.expect("the store works"), ReportTaken::NoFiles);
    let proved = Reported { said: with_file, ..filled_in(&token, &proof) };
    assert_eq!(report(engine, NOW, &proved).await.expect("the store works"), ReportTaken::Received);
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 1);
}

#[tokio::test]
async fn what_is_missing_sensitive_or_old_is_not_taken() {
    let desk = desk().await;
    let engine = &desk.home.engine;
    assert!(matches!(desk.reports(NOW, |form| form.title = " ").await, ReportTaken::Mend { no_title: Some(_), .. }));
    let nothing = desk.reports(NOW, |form| {
        form.said.text = "";
        form.email = "kari";
    });
    let ReportTaken::Mend { problems, no_title: None } = nothing.await else { panic!("it is to be mended") };
    assert_eq!(problems.len(), 2, "{problems:?}");
    // A number of the Tax Administration's own examples, which nobody has.
    let sensitive = desk.reports(NOW, |form| form.said.text = "Fødselsnummeret mitt er 02013299997.").await;
    assert_eq!(sensitive, ReportTaken::Sensitive);
    assert_eq!(desk.reports(NOW, |form| form.token = "x").await, ReportTaken::Expired);
    assert_eq!(desk.reports(NOW, |form| form.queue = "annet").await, ReportTaken::Gone);
    assert!(report_page(engine, NOW, Language::Nb, "").await.expect("the store works").is_none());
    let (token, proof) = desk.shown(NOW).await;
    let late = NOW.plus_seconds(crate::limits::FORM_LIFE_SECONDS + 1);
    assert!(report_was_shown(engine, NOW, &token) && !report_was_shown(engine, late, &token));
    let expired = report(engine, late, &filled_in(&token, &proof)).await.expect("the store works");
    assert_eq!(expired, ReportTaken::Expired);
    let tables = engine.tables();
    for query in [tables.case.all(), tables.contact_request.all()] {
        assert_eq!(engine.store().count(query).await.expect("the store works"), 0, "nothing is stored");
    }
}

#[tokio::test]
async fn work_for_one_form_is_none_for_another() {
    let desk = desk().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let (_, worked) = desk.shown(NOW.plus_seconds(-60)).await;
    let (token, _) = desk.shown(NOW.plus_seconds(-60)).await;
    let became = report(engine, NOW, &filled_in(&token, &worked)).await.expect("the store works");
    assert_eq!(became, ReportTaken::Received);
    let doubtful = requests(engine, &ida, Which::Doubtful, None).await.expect("Ida may");
    assert_eq!(doubtful.len(), 1, "it was another's");
}
