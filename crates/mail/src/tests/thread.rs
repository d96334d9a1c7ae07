//! A message finds its case, and nobody else's.

use crate::{Candidate, Mark, Marks, Placement, Purpose, Why, clues, parse, place};

fn marks() -> Marks {
    Marks::new(&[7; 32])
}

fn clues_of(header: &str) -> crate::Clues {
    clues(&parse(format!("{header}\n\nHei\n").as_bytes()).unwrap(), &marks())
}

fn candidate(case: u32, why: Why) -> Candidate<u32> {
    Candidate {
        case,
        merged_into: None,
        why,
        people: vec!["kari@example.no".to_owned()],
        subject: "Skriveren står".to_owned(),
    }
}

const KARI: &str = "From: Kari <KARI@example.no>\nSubject: Sv: Skriveren står";

fn check(header: &str, candidates: &[Candidate<u32>], expected: Option<(u32, Why, bool, bool)>) {
    let found = match place(&clues_of(header), candidates) {
        Placement::Case { case, why, stranger, new_subject } => Some((case, why, stranger, new_subject)),
        Placement::New => None,
    };
    assert_eq!(found, expected, "{header}");
}

#[test]
fn what_is_looked_up() {
    let reply = marks().address(Purpose::Reply, 4, "post@example.no").unwrap();
    let own = marks().message_id(9, "example.no");
    let found = clues_of(&format!(
        "Message-ID: <n@example.no>\nFrom: kari@example.no\nTo: post@example.no\nDelivered-To: {reply}\n\
         In-Reply-To: <{own}>\nReferences: <x@example.no> <{own}>\nSubject: RE: [Sak-123] Sv: Skriver #4711, rom 3"
    ));
    let mark = |purpose, id| Mark { purpose, id };
    assert_eq!(found.marks, [mark(Purpose::Reply, 4), mark(Purpose::Message, 9)]);
    assert_eq!(found.ids, ["n@example.no", own.as_str(), "x@example.no"]);
    assert_eq!(found.numbers, ["SAK-123", "4711"]);
    assert_eq!(found.sender.as_deref(), Some("kari@example.no"));
    assert_eq!(found.subject, "skriver #4711, rom 3");
}

#[test]
fn the_surest_clue_wins() {
    let all = [candidate(3, Why::Number), candidate(2, Why::Id), candidate(1, Why::Mark)];
    check(KARI, &all, Some((1, Why::Mark, false, false)));
    check(KARI, &all[..2], Some((2, Why::Id, false, false)));
    check(KARI, &all[..1], Some((3, Why::Number, false, false)));
    check(KARI, &[], None);
}

/// zammad 5064: whoever wrote `Ticket#1234` landed in another customer's case.
#[test]
fn a_number_alone_opens_no_case() {
    let stranger = "From: ola@example.net\nSubject: Sv: Skriveren står [1234]";
    check(stranger, &[candidate(3, Why::Number)], None);
    check("Subject: [1234]", &[candidate(3, Why::Number)], None);
}

/// freescout 2382 and 2086: others on the thread answer into the case, and take nobody's place.
#[test]
fn a_stranger_joins_and_is_shown_as_one() {
    let stranger = "From: ola@example.net\nSubject: Sv: Skriveren står";
    check(stranger, &[candidate(1, Why::Mark)], Some((1, Why::Mark, true, false)));
    check(stranger, &[candidate(2, Why::Id)], Some((2, Why::Id, true, false)));
}

/// chatwoot 15869.
#[test]
fn a_new_subject_in_an_old_thread_is_said() {
    let other = "From: kari@example.no\nSubject: Ny bestilling";
    check(other, &[candidate(2, Why::Id)], Some((2, Why::Id, false, true)));
    for same in [
        "Re: SV[2]: VS: Skriveren står",
        "skriveren  STÅR",
        "[Sak-1] Skriveren står",
        "Automatisk svar: Skriveren står",
    ] {
        check(
            &format!("From: kari@example.no\nSubject: {same}"),
            &[candidate(2, Why::Id)],
            Some((2, Why::Id, false, false)),
        );
    }
}

#[test]
fn an_answer_to_a_merged_case_goes_to_the_target() {
    let merged = Candidate { merged_into: Some(8), ..candidate(2, Why::Id) };
    check(KARI, &[merged], Some((8, Why::Id, false, false)));
}

/// zammad 5716: the root that both name was never here.
#[test]
fn two_answers_to_a_message_that_we_never_had_name_it_both() {
    let first = clues_of("Message-ID: <1@example.no>\nReferences: <root@example.no>");
    let second = clues_of("Message-ID: <2@example.no>\nReferences: <root@example.no> <9@example.no>");
    assert!(first.ids.iter().any(|id| second.ids.contains(id)));
}
