//! Machines are told from people.

use crate::{Bounce, Class, Mark, Marks, Purpose, Signal, Status, bounce, classify, complaint, parse};

fn marks() -> Marks {
    Marks::new(&[7; 32])
}

fn check(header: &str, class: Class, signals: &[Signal]) {
    let mail = parse(format!("{header}\nTo: post@fjordlys.example\n\nHei\n").as_bytes()).unwrap();
    let found = classify(&mail, &["post@fjordlys.example"], &marks());
    assert_eq!((found.class, found.signals.as_slice()), (class, signals), "{header}");
    assert_eq!(found.may_be_answered(), class == Class::Person && signals.is_empty(), "{header}");
}

#[test]
fn every_sign_of_a_machine() {
    check("From: kari@example.no\nSubject: Fravær fra skolen", Class::Person, &[]);
    check("From: kari@example.no\nAuto-Submitted: no", Class::Person, &[]);
    check("From: kari@example.no\nReturn-Path: <kari@example.no>", Class::Person, &[]);
    check("From: kari@example.no\nX-Auto-Response-Suppress: None", Class::Person, &[]);
    check("From: kari@example.no\nX-Auto-Response-Suppress: DR, OOF", Class::Person, &[Signal::SuppressAnswers]);
    check("From: kari@example.no\nAuto-Submitted: auto-generated", Class::AutoReply, &[Signal::AutoSubmitted]);
    check("From: kari@example.no\nReturn-Path: <>", Class::AutoReply, &[Signal::NullReturnPath]);
    check("From: kari@example.no\nX-Autoreply: yes", Class::AutoReply, &[Signal::AutoReplyField]);
    check("From: kari@example.no\nX-Autorespond: 1", Class::AutoReply, &[Signal::AutoReplyField]);
    check("From: a@example.no\nX-MS-Exchange-Inbox-Rules-Loop: x", Class::AutoReply, &[Signal::InboxRule]);
    check("From: MAILER-DAEMON@example.no\nSubject: Hei", Class::AutoReply, &[Signal::Daemon]);
    check("From: kari@example.no\nPrecedence: bulk", Class::List, &[Signal::Precedence]);
    check("From: kari@example.no\nList-Id: <a.example.no>", Class::List, &[Signal::ListField]);
    check("From: kari@example.no\nList-Unsubscribe: <https://example.no/>", Class::List, &[Signal::ListField]);
    check("From: kari@example.no\nSubject: Automatisk svar: Ferie", Class::OutOfOffice, &[Signal::AwaySubject]);
    check("From: k@example.se\nSubject: Autosvar: Semester", Class::OutOfOffice, &[Signal::AwaySubject]);
    let away = [Signal::NullReturnPath, Signal::AutoSubmitted, Signal::Precedence, Signal::AwaySubject];
    check(
        "From: k@example.no\nReturn-Path: <>\nAuto-Submitted: auto-replied\nPrecedence: junk\nSubject: Out of office: x",
        Class::OutOfOffice,
        &away,
    );
    check("From: Post <POST@fjordlys.example>", Class::Own, &[Signal::OwnAddress]);
    check(
        "From: postmaster@example.no\nSubject: Undelivered Mail Returned to Sender",
        Class::Bounce,
        &[Signal::Daemon, Signal::BounceSubject],
    );
    check("From: kari@example.no\nSubject: Delivery failed for my parcel", Class::Person, &[Signal::BounceSubject]);
    check("From: a@example.no\nX-Failed-Recipients: b@example.no", Class::Bounce, &[Signal::FailedRecipients]);
    let report = |kind: &str| {
        format!("From: a@example.no\nContent-Type: multipart/report; report-type={kind}; boundary=b\nMIME-Version: 1.0")
    };
    check(&report("delivery-status"), Class::Bounce, &[Signal::DeliveryReport]);
    check(&report("feedback-report"), Class::AbuseReport, &[Signal::FeedbackReport]);
    check(&report("disposition-notification"), Class::AutoReply, &[Signal::ReadReport]);
    let own = marks().message_id(1, "fjordlys.example");
    check(
        &format!("From: liste@example.no\nMessage-ID: <{own}>\nList-Id: a"),
        Class::Own,
        &[Signal::OwnId, Signal::ListField],
    );
}

/// A report by the standard, about a message with this id, to this address.
fn report(to: &str, id: &str, status: &str) -> Bounce {
    let text = format!(
        "From: MAILER-DAEMON@example.net\nTo: {to}\nSubject: Undelivered\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIkke levert.\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n{status}\n--b\n\
         Content-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\nSubject: Hei\n--b--\n"
    );
    bounce(&parse(text.as_bytes()).unwrap(), &marks())
}

#[test]
fn a_report_of_failure() {
    let group = |action: &str, status: &str, code: &str| {
        format!(
            "Original-Recipient: rfc822;kari@example.no\nFinal-Recipient: rfc822; k@intern.example.no\n\
             Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {code}\n"
        )
    };
    let check =
        |action: &str, status: &str, code: &str, expected: (u8, u16, u16), number: Option<u16>, lasting: bool| {
            let found = report("post@example.no", "x@example.no", &group(action, status, code)).recipients.remove(0);
            assert_eq!(found.address, "kari@example.no");
            let (class, subject, detail) = expected;
            assert_eq!(found.status, Some(Status { class, subject, detail }), "{action} {status} {code}");
            assert_eq!((found.code, found.lasting), (number, lasting), "{action} {status} {code}");
        };
    check("failed", "5.1.1", "550 5.1.1 unknown", (5, 1, 1), Some(550), true);
    check("failed", "5.0.0", "550 5.2.2 full", (5, 2, 2), Some(550), true);
    check("failed", "4.4.7", "expired", (4, 4, 7), None, false);
    check("delayed", "4.4.1", "421 later", (4, 4, 1), Some(421), false);
    check("failed (x)", "5.7.1 (no)", "550-no", (5, 7, 1), Some(550), true);
    let relayed = report("post@example.no", "x@example.no", &group("relayed", "2.0.0", "250 ok"));
    assert!(relayed.recipients.is_empty());
    let many = format!("{}\n{}", group("failed", "5.1.1", "550"), group("failed", "5.1.1", "550"));
    assert_eq!(report("a@example.no", "x@example.no", &many).recipients.len(), 1);
}

#[test]
fn which_mail_it_was_is_known_by_our_mark_alone() {
    let marks = marks();
    let about = |to: &str, id: &str| report(to, id, "").about;
    let verp = marks.address(Purpose::Bounce, 5, "bounce@fjordlys.example").unwrap();
    let own = marks.message_id(6, "fjordlys.example");
    let reply = marks.address(Purpose::Reply, 7, "post@fjordlys.example").unwrap();
    assert_eq!(about(&verp, "x@example.no"), Some(Mark { purpose: Purpose::Bounce, id: 5 }));
    assert_eq!(about("post@fjordlys.example", &own), Some(Mark { purpose: Purpose::Message, id: 6 }));
    assert_eq!(about("post@fjordlys.example", "forged@fjordlys.example"), None);
    // An address for answers is known to everybody on the case: no proof of anything.
    assert_eq!(about(&reply, "x@example.no"), None);
}

#[test]
fn a_complaint_names_our_mail() {
    let complain = |id: &str| {
        let text = format!(
            "From: fbl@example.net\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
             --b\n\nKlage.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b\n\
             Content-Type: message/rfc822\n\nMessage-ID: <{id}>\n\nHei\n--b--\n"
        );
        complaint(&parse(text.as_bytes()).unwrap(), &marks())
    };
    let own = marks().message_id(6, "fjordlys.example");
    assert_eq!(complain(&own), Some(Mark { purpose: Purpose::Message, id: 6 }));
    assert_eq!(complain("x@example.no"), None);
}

#[test]
fn a_report_in_words() {
    let told = |text: &str| {
        let mail =
            format!("From: MAILER-DAEMON@example.net\nTo: post@fjordlys.example\nSubject: failure notice\n\n{text}");
        bounce(&parse(mail.as_bytes()).unwrap(), &marks()).recipients
    };
    let one = told(
        "Hi.\n<kari@example.no>:\n550 5.1.1 unknown, ask postmaster@example.no\n\n--- Below this line is a copy\nTo: <ola@example.no>\n",
    );
    assert_eq!(one.len(), 1);
    assert_eq!((one[0].address.as_str(), one[0].code, one[0].lasting), ("kari@example.no", Some(550), true));
    let waits = told("Mail to kari@example.no is delayed. We will keep trying.\n");
    assert!(!waits[0].lasting);
    assert!(told("Noe gikk galt.\n").is_empty());
}
