use super::home::{Home, NOW, network};
use crate::limits::{CAP_MULTIPLE, CAP_WINDOW_SECONDS, FORM_LIFE_SECONDS, MESSAGE_CHARACTERS, NAME_CHARACTERS};
use crate::website::{CameFrom, Doubt, Field, Mistake, Outcome, Problem, Submission, Which, request, requests};
use model::Language;

#[tokio::test]
async fn every_mistake_is_found_at_once() {
    let home = Home::new();
    let outcome = home.send(NOW, |form| {
        form.name = " \u{200b}\u{feff}".to_owned();
        form.email = "kari".to_owned();
        form.phone = "tolv".to_owned();
        form.organisation = "o".repeat(NAME_CHARACTERS + 1);
        form.message = format!("a\u{0}{}", "b");
    });
    let problem = |field, mistake| Problem { field, mistake };
    let expected = vec![
        problem(Field::Organisation, Mistake::TooLong(NAME_CHARACTERS)),
        problem(Field::Email, Mistake::NotAnAddress),
        problem(Field::Phone, Mistake::NotANumber),
        problem(Field::Message, Mistake::NotText),
        problem(Field::Name, Mistake::Missing),
    ];
    assert_eq!(outcome.await, Outcome::Mend(expected));
    assert_eq!(home.engine.store().jobs_waiting().await, Ok(0), "nothing is stored");
}

#[tokio::test]
async fn the_limits_hold_at_the_limit_and_one_above() {
    let home = Home::new();
    let check = async |change: &dyn Fn(&mut Submission), expected: Outcome| {
        assert_eq!(home.send(NOW, |form| change(form)).await, expected);
    };
    let too_long = |field, max| Outcome::Mend(vec![Problem { field, mistake: Mistake::TooLong(max) }]);
    check(&|form| form.name = "å".repeat(NAME_CHARACTERS), Outcome::Received).await;
    check(&|form| form.name = "å".repeat(NAME_CHARACTERS + 1), too_long(Field::Name, NAME_CHARACTERS)).await;
    check(&|form| form.message = "å".repeat(MESSAGE_CHARACTERS), Outcome::Received).await;
    check(&|form| form.message = "å".repeat(MESSAGE_CHARACTERS + 1), too_long(Field::Message, MESSAGE_CHARACTERS))
        .await;
}

#[tokio::test]
async fn a_form_may_stand_open_for_a_day() {
    let home = Home::new();
    let form = home.submission(NOW);
    let shown = NOW.plus_seconds(-60);
    let last = crate::website::receive(&home.engine, shown.plus_seconds(FORM_LIFE_SECONDS), &form).await;
    assert_eq!(last.ok(), Some(Outcome::Received));
    let late = crate::website::receive(&home.engine, shown.plus_seconds(FORM_LIFE_SECONDS + 1), &form).await;
    assert_eq!(late.ok(), Some(Outcome::Expired));
}

/// Why the one message that `change` makes is doubtful.
async fn doubt(home: &Home, change: impl FnOnce(&mut Submission)) -> Option<Doubt> {
    assert_eq!(home.send(NOW, change).await, Outcome::Received);
    let ida = home.ida().await;
    let doubtful = requests(&home.engine, &ida, Which::Doubtful, None).await.expect("Ida may see them");
    match doubtful.first() {
        Some(line) => request(&home.engine, &ida, line.id).await.expect("it is there").doubt,
        None => None,
    }
}

#[tokio::test]
async fn each_sign_of_junk_is_named() {
    let links = |number: usize| "https://a.example ".repeat(number);
    let quick = |home: &Home| crate::website::form(&home.engine, NOW.plus_seconds(-2), Language::Nb).token;
    assert_eq!(doubt(&Home::new(), |_| {}).await, None);
    assert_eq!(doubt(&Home::new(), |form| form.trap = "x".to_owned()).await, Some(Doubt::HiddenField));
    assert_eq!(doubt(&Home::new(), |form| form.token.clear()).await, Some(Doubt::NoToken));
    assert_eq!(doubt(&Home::new(), |form| form.token.replace_range(0..1, "9")).await, Some(Doubt::NoToken));
    assert_eq!(doubt(&Home::new(), |form| form.message = links(2)).await, None);
    assert_eq!(doubt(&Home::new(), |form| form.message = links(3)).await, Some(Doubt::Links));
    let home = Home::new();
    let token = quick(&home);
    assert_eq!(doubt(&home, |form| form.token = token).await, Some(Doubt::TooQuick));
    let outside = |form: &mut Submission| {
        form.token.clear();
        form.came_from = CameFrom::Website;
    };
    assert_eq!(doubt(&Home::new(), outside).await, None, "the company's own site has no token to give");
}

#[tokio::test]
async fn a_network_is_counted_by_the_hour() {
    let home = Home::new();
    let cap = home.engine.settings().contact_cap;
    let send = async |number: u32, at, address| {
        home.send(at, |form| {
            form.message = number.to_string();
            form.network = network(address);
        })
        .await
    };
    for number in 0..cap * CAP_MULTIPLE {
        assert_eq!(send(number, NOW, [192, 0, 2, 1]).await, Outcome::Received, "{number}");
    }
    assert_eq!(send(9000, NOW, [192, 0, 2, 99]).await, Outcome::TooMany, "neighbours share a count");
    assert_eq!(send(9001, NOW, [192, 0, 3, 1]).await, Outcome::Received, "others do not");
    let ida = home.ida().await;
    let doubtful = crate::website::count(&home.engine, &ida, Which::Doubtful).await.expect("Ida may see them");
    assert_eq!(doubtful, u64::from(cap * CAP_MULTIPLE - cap));
    let later = NOW.plus_seconds(CAP_WINDOW_SECONDS);
    assert_eq!(send(9002, later, [192, 0, 2, 1]).await, Outcome::Received, "an hour later it begins anew");
}
