//! The commands about users: `owner`, `invite`, `sessions`, `reset-factor`, `sign-in`, `users`, `add-user`, `grant`, `ungrant` and
//! `end-user`.

use crate::arguments::Tongue;
use crate::commands::Output;
use engine::documents::{day, read_day};
use engine::system::{Access, AccessProblem, OwnerProblem, UserProblem};
use engine::{Caller, Day, Engine, Failure, Language, Moment, RowId, documents, system};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What is done with accounts.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum AccountCommand {
    /// Make the first owner, who decides who else comes in; prints a link by which they choose a password
    Owner {
        /// Their name
        name: String,
        /// Their address
        address: String,
        /// Although there is an owner already
        #[arg(long)]
        again: bool,
        /// The language of their screens
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Add a user and mail them an invitation
    Invite {
        /// Their name
        name: String,
        /// Their address
        address: String,
        /// A role of the register; may be repeated
        #[arg(long = "role")]
        roles: Vec<String>,
        /// The language of their screens
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// List where a user is signed in; with --end, end all of it
    Sessions {
        /// The user's address
        address: String,
        /// End them
        #[arg(long)]
        end: bool,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Take away the second factor of a user who has lost it; they are told, and set up another
    ResetFactor {
        /// The user's address
        address: String,
    },
}

/// Does one of them.
pub(super) async fn account(engine: &Engine, now: Moment, what: &AccountCommand) -> Result<Output, Failure> {
    match what {
        AccountCommand::Owner { name, address, again, language } => {
            owner(engine, now, (name, address), *again, (*language).into()).await
        }
        AccountCommand::Invite { name, address, roles, language } => {
            invite(engine, now, (name, address), roles, (*language).into()).await
        }
        AccountCommand::Sessions { address, end, language } => {
            sessions(engine, now, address, *end, (*language).into()).await
        }
        AccountCommand::ResetFactor { address } => reset_factor(engine, now, address).await,
    }
}

/// The first owner, and the link by which they choose a password.
async fn owner(
    engine: &Engine,
    now: Moment,
    who: (&str, &str),
    again: bool,
    language: Language,
) -> Result<Output, Failure> {
    match system::first_owner(engine, now, who, language, again).await {
        Ok(link) => Ok(Output::text(link + "\n")),
        Err(OwnerProblem::User(UserProblem::Failed(failure))) => Err(failure),
        Err(problem) => Ok(Output::failed(problem)),
    }
}

/// A new user with the given roles, who is mailed an invitation.
async fn invite(
    engine: &Engine,
    now: Moment,
    (name, address): (&str, &str),
    roles: &[String],
    language: Language,
) -> Result<Output, Failure> {
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    let caller = Caller::command(language);
    match system::invite(engine, &caller, now, name, address, language, &roles).await {
        Ok(_) => Ok(Output::text("invited; the mail goes out when the server runs\n".to_owned())),
        Err(UserProblem::Failed(failure)) => Err(failure),
        Err(problem) => Ok(Output::failed(problem)),
    }
}

/// Where the user with this address is signed in, a line each; or the end of all of it.
async fn sessions(
    engine: &Engine,
    now: Moment,
    address: &str,
    end: bool,
    language: Language,
) -> Result<Output, Failure> {
    let Some(user) = system::user_with(engine, now, address).await? else { return Ok(no_such_user()) };
    let caller = Caller::command(language);
    if end {
        let ended = system::end_sessions(engine, &caller, now, user, None).await?;
        return Ok(Output::text(format!("ended: {ended}\n")));
    }
    let lines = system::sessions(engine, &caller, now, user, None).await?;
    let moment = |at| documents::moment(at, language);
    let line = |session: &system::SessionLine| {
        let device = session.device.as_deref().unwrap_or("?");
        format!("{}  {}  {}  {device}\n", moment(session.began_at), moment(session.seen_at), session.method)
    };
    Ok(Output::text(lines.iter().map(line).collect()))
}

/// The second factor of the user with this address taken away.
async fn reset_factor(engine: &Engine, now: Moment, address: &str) -> Result<Output, Failure> {
    Ok(if system::reset_factor(engine, now, address).await? {
        Output::text("taken away; every session has ended, and a mail tells the user\n".to_owned())
    } else {
        Output::failed("there is no user with this address who has a second factor")
    })
}

fn no_such_user() -> Output {
    Output::failed("there is no user with this address")
}

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
                Access::Invited => ", invited".to_owned(),
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
    let Some(user) = system::user_with(engine, now, address).await? else { return Ok(no_such_user()) };
    let caller = Caller::command(Language::En);
    match system::grant(engine, &caller, now, user, role, days).await {
        Ok(_) => Ok(Output::text("granted\n".to_owned())),
        Err(problem) => told(problem),
    }
}

/// Ends every grant of a role that is not over.
pub(super) async fn ungrant(engine: &Engine, now: Moment, (address, role): (&str, &str)) -> Result<Output, Failure> {
    let Some(user) = system::user_with(engine, now, address).await? else { return Ok(no_such_user()) };
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
        Ok(false) => Ok(no_such_user()),
        Err(problem) => told(problem),
    }
}
