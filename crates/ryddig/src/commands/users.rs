//! `ryddig sign-in`, `ryddig users`, `ryddig add-user`, `ryddig grant`, `ryddig ungrant` and `ryddig end-user`.

use crate::commands::Output;
use engine::documents::{day, read_day};
use engine::system::{Access, AccessProblem};
use engine::{Caller, Day, Engine, Failure, Language, Moment, RowId, system};
use std::fmt::Write;

/// A one-time link for the user with this address.
pub(super) async fn sign_in(engine: &Engine, now: Moment, address: &str) -> Result<Output, Failure> {
    let link = system::sign_in_link(engine, now, address).await?;
    Ok(link.map_or_else(
        || Output::failed("there is no user with this address; add one with: ryddig add-user"),
        |link| Output::text(link + "\n"),
    ))
}

/// A new user with the given roles.
pub(super) async fn add(
    engine: &Engine,
    now: Moment,
    name: &str,
    address: &str,
    roles: &[String],
    language: Language,
) -> Result<Output, Failure> {
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    match system::add_user(engine, now, name, address, language, &roles).await {
        Ok(_) => Ok(Output::text("added; a link to sign in: ryddig sign-in ".to_owned() + address + "\n")),
        Err(system::UserProblem::Failed(failure)) => Err(failure),
        Err(problem) => Ok(Output::failed(problem)),
    }
}

/// Every user with their roles of today.
pub(super) async fn list(engine: &Engine, now: Moment, language: Language) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let (mut text, mut after) = (String::new(), None);
    loop {
        let page = system::users(engine, &caller, now, after).await?;
        for line in &page.lines {
            let access = match line.access {
                Access::Open => String::new(),
                Access::Ends(on) => format!(", until {}", day(on, language)),
                Access::Ended(on) => format!(", ended {}", day(on, language)),
            };
            let roles = if line.roles.is_empty() { "-".to_owned() } else { line.roles.join(", ") };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}  {}: {roles}{access}", line.address, line.name);
        }
        match page.more {
            Some(last) => after = Some(last),
            None => return Ok(Output::text(text)),
        }
    }
}

/// Grants a role from one day to another.
pub(super) async fn grant(
    engine: &Engine,
    now: Moment,
    (address, role): (&str, &str),
    (from, to): (Option<&str>, Option<&str>),
) -> Result<Output, Failure> {
    let typed = |typed: Option<&str>| typed.map(|typed| read_day(typed).ok_or_else(|| typed.to_owned())).transpose();
    let days: Result<(Option<Day>, Option<Day>), String> = typed(from).and_then(|from| Ok((from, typed(to)?)));
    let days = match days {
        Ok(days) => days,
        Err(wrong) => return Ok(Output::mistaken(format!("{wrong} is no day; write it like 2027-11-22"))),
    };
    let Some(user) = system::user_with(engine, now, address).await? else { return Ok(nobody()) };
    let caller = Caller::command(Language::En);
    match system::grant(engine, &caller, now, user, role, days).await {
        Ok(_) => Ok(Output::text("granted\n".to_owned())),
        Err(problem) => told(problem),
    }
}

/// Ends every grant of a role that is not over.
pub(super) async fn ungrant(engine: &Engine, now: Moment, (address, role): (&str, &str)) -> Result<Output, Failure> {
    let Some(user) = system::user_with(engine, now, address).await? else { return Ok(nobody()) };
    let caller = Caller::command(Language::En);
    let page = system::user(engine, &caller, now, user).await?;
    let theirs: Vec<(RowId, i64)> = page
        .grants
        .iter()
        .filter(|grant| grant.key == role && !grant.is_over)
        .map(|grant| (grant.id, grant.version))
        .collect();
    if theirs.is_empty() {
        return Ok(Output::failed("the user does not have this role"));
    }
    for grant in theirs {
        if let Err(problem) = system::end_grant(engine, &caller, now, grant).await {
            return told(problem);
        }
    }
    Ok(Output::text("ended\n".to_owned()))
}

fn nobody() -> Output {
    Output::failed("there is no user with this address")
}

fn told(problem: AccessProblem) -> Result<Output, Failure> {
    match problem {
        AccessProblem::Failed(failure) => Err(failure),
        problem => Ok(Output::failed(problem)),
    }
}

/// Ends the access of the user with this address.
pub(super) async fn end(engine: &Engine, now: Moment, address: &str) -> Result<Output, Failure> {
    match system::end_user(engine, now, address).await {
        Ok(true) => Ok(Output::text("ended; the next sweep takes what nothing else needs\n".to_owned())),
        Ok(false) => Ok(nobody()),
        Err(problem) => told(problem),
    }
}
