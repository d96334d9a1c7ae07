//! What is quoted below an answer: the mail that it answers, and no other that its receivers have not seen.

use super::WORDS;
use super::thread::{Direction, EmailMessage};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::REFERENCES_WRITTEN;
use mail::Mailbox;
use model::{Language, RowId, Value};
use store::{Condition, Stored};

/// The mail that is answered: the latest one of the thread that one of the receivers was on. What others wrote is not theirs to read.
pub(crate) async fn answered_by(
    engine: &Engine,
    thread: RowId,
    receivers: &[&Mailbox],
) -> Result<Option<Stored<EmailMessage>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::Is(f.thread, Value::Id(thread)));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false))).newest_first(f.occurred_at);
    let mails = tables.email_message.find(store, query.limit(REFERENCES_WRITTEN)).await?;
    let ids = mails.iter().map(|mail| Value::Id(mail.id)).collect();
    let f = &tables.email_participant.f;
    let people = tables.email_participant.all().matching(Condition::OneOf(f.message, ids));
    let people = tables.email_participant.find(store, people).await?;
    let was_on = |mail: &Stored<EmailMessage>| {
        let mut here = people.iter().filter(|one| one.row.message == mail.id);
        here.any(|one| receivers.iter().any(|receiver| one.row.address.as_ref() == Some(&receiver.address)))
    };
    Ok(mails.into_iter().find(was_on))
}

/// A mail below the one that answers it.
pub(crate) fn quoted(mail: &EmailMessage, language: Language) -> String {
    let when = documents::moment(mail.occurred_at, language);
    let said = [("when", when.as_str())];
    let line = match mail.direction {
        Direction::In => WORDS.say(language, "quote-theirs", &said),
        Direction::Out => WORDS.say(language, "quote-ours", &said),
    };
    let lines: Vec<String> = mail.body.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("\n\n{line}\n{}", lines.join("\n"))
}
