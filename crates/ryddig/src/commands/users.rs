//! `ryddig sign-in`, `ryddig add-user` and `ryddig end-user`.

use crate::commands::Output;
use engine::{Engine, Failure, Language, Moment, system};

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

/// Ends the access of the user with this address.
pub(super) async fn end(engine: &Engine, now: Moment, address: &str) -> Result<Output, Failure> {
    Ok(if system::end_user(engine, now, address).await? {
        Output::text("ended; the next sweep takes what nothing else needs\n".to_owned())
    } else {
        Output::failed("there is no user with this address")
    })
}
