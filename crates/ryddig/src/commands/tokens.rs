//! `ryddig token add`, `ryddig token list` and `ryddig token revoke`.

use crate::commands::Output;
use engine::documents::{iso_day, read_day};
use engine::system::{self, NewToken, TokenProblem, token_activities};
use engine::{Caller, Engine, Failure, Language, Moment, RowId};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::str::FromStr;

/// What is done with tokens of programs.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum TokenCommand {
    /// Make one and print it: this one time only
    Add {
        /// What the program is called
        name: String,
        /// The activity of the register that it is for
        #[arg(long)]
        activity: String,
        /// It may change what it may read
        #[arg(long)]
        write: bool,
        /// Only this entity of the register; may be repeated
        #[arg(long = "entity")]
        entities: Vec<String>,
        /// The last day on which it works, at most a year ahead: 2027-11-22
        #[arg(long, value_name = "DATE")]
        expires: String,
    },
    /// List them: id, program, activity, last day, when last used
    List,
    /// Take one back at once
    Revoke {
        /// The token's id
        id: String,
    },
}

/// Carries out one of them.
pub(super) async fn tokens(engine: &Engine, now: Moment, what: &TokenCommand) -> Result<Output, Failure> {
    let caller = Caller::command(Language::En);
    match what {
        TokenCommand::Add { name, activity, write, entities, expires } => {
            let Some(expires_on) = read_day(expires) else {
                return Ok(Output::mistaken(format!("{expires} is no day; write it like 2027-11-22")));
            };
            let wanted = NewToken {
                name: name.clone(),
                activity: activity.clone(),
                writes: *write,
                entities: entities.clone(),
                expires_on,
            };
            match system::make_token(engine, &caller, now, &wanted).await {
                Ok((_, token)) => Ok(Output::text(token + "\n")),
                Err(problem) => refused(engine, problem),
            }
        }
        TokenCommand::List => list(engine, &caller).await,
        TokenCommand::Revoke { id } => match RowId::from_str(id) {
            Ok(id) => match system::revoke_token(engine, &caller, now, id).await {
                Ok(()) => Ok(Output::text("revoked\n".to_owned())),
                Err(Failure::NotFound) => Ok(Output::failed("there is no token with this id")),
                Err(failure) => Err(failure),
            },
            Err(_) => Ok(Output::mistaken("this is no id of a token; ryddig token list shows them")),
        },
    }
}

fn refused(engine: &Engine, problem: TokenProblem) -> Result<Output, Failure> {
    Ok(match problem {
        TokenProblem::Failed(failure) => return Err(failure),
        TokenProblem::Name(most) => Output::failed(format!("a program has a name of at most {most} characters")),
        TokenProblem::Activity => {
            let open = token_activities(engine, Language::En);
            let open: Vec<&str> = open.iter().map(|(key, _)| key.as_str()).collect();
            Output::failed(format!("the activities that a token can be for: {}", open.join(", ")))
        }
        TokenProblem::Entity(word) => Output::failed(format!("the activity does not open {word} to a program")),
        TokenProblem::Days(most) => {
            Output::failed(format!("the last day is today or later, at most {most} days ahead"))
        }
    })
}

async fn list(engine: &Engine, caller: &Caller) -> Result<Output, Failure> {
    let mut text = String::new();
    for token in system::tokens(engine, caller).await? {
        let may = if token.writes { "reads and changes" } else { "reads" };
        let used =
            token.last_used_on.map_or_else(|| "never used".to_owned(), |day| format!("last used {}", iso_day(day)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {}: {may}: {}; until {}, {used}",
            token.id,
            token.name,
            token.purpose,
            iso_day(token.expires_on)
        );
    }
    Ok(Output::text(text))
}
