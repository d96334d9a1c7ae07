//! `ryddig mailboxes` and `ryddig take-in`: how fetching the shared mailboxes goes, what is missing of them, and mail that comes
//! from files.

use crate::arguments::Tongue;
use crate::commands::Output;
use crate::limits::MISSING_SHOWN;
use crate::mail_in::{self, Declared};
use crate::open;
use engine::correspondence::own::{OwnMailbox, own_mailboxes};
use engine::correspondence::{
    Arrival, FoundIn, MailboxState, Outcome, compare, mailbox_named, mailboxes, next_number, take_several,
};
use engine::{Caller, Engine, Failure, Language, Moment, documents};
use mail::limits::{IMAP_OFFERED_MAX_BYTES, IMAP_OFFERED_MAX_COUNT};
use mail::list_uids;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// `UIDVALIDITY` of messages that came from files; no server gives this one (RFC 3501, 9: it is not zero).
const OF_FILES: u32 = 0;

/// What is done with shared mailboxes.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum MailboxCommand {
    /// List the shared mailboxes: when each was fetched last, why not since, and what became of its messages; and whether those of
    /// colleagues' own that are connected are fetched
    Mailboxes {
        /// Hold the list of messages on each server against what is known here, and name what is missing
        #[arg(long)]
        reconcile: bool,
        /// The file of the mailboxes; otherwise the one that the running server reads
        #[arg(long = "mailboxes", env = "RYDDIG_MAILBOXES", value_name = "FILE", requires = "reconcile")]
        file: Option<PathBuf>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Take messages in as though they had come to a shared mailbox; what is here already is not taken in again
    TakeIn {
        /// The address of the mailbox
        #[arg(long, value_name = "ADDRESS")]
        mailbox: String,
        /// Files with a message each (.eml), or with many (mbox)
        #[arg(required = true, value_name = "FILE")]
        messages: Vec<PathBuf>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
}

impl MailboxCommand {
    /// The same with paths that a server which was started elsewhere understands.
    pub(super) fn with_whole_paths(&mut self) {
        let files = match self {
            Self::Mailboxes { file, .. } => file.as_mut_slice(),
            Self::TakeIn { messages, .. } => messages.as_mut_slice(),
        };
        for file in files {
            if let Ok(absolute) = std::path::absolute(&*file) {
                *file = absolute;
            }
        }
    }

    /// Whether the file of the mailboxes is that which the running server reads.
    pub(crate) fn lacks_file(&self) -> bool {
        matches!(self, Self::Mailboxes { reconcile: true, file: None, .. })
    }

    /// Names the file of the mailboxes.
    pub(crate) fn set_file(&mut self, named: PathBuf) {
        if let Self::Mailboxes { file, .. } = self {
            *file = Some(named);
        }
    }
}

pub(super) async fn run(engine: &Engine, now: Moment, what: &MailboxCommand) -> Result<Output, Failure> {
    match what {
        MailboxCommand::Mailboxes { reconcile: false, language, .. } => list(engine, now, (*language).into()).await,
        MailboxCommand::Mailboxes { reconcile: true, file: Some(file), .. } => reconcile(engine, file).await,
        MailboxCommand::Mailboxes { reconcile: true, file: None, .. } => {
            Ok(Output::mistaken("name the file of the mailboxes with --mailboxes or RYDDIG_MAILBOXES"))
        }
        MailboxCommand::TakeIn { mailbox, messages, language } => {
            take_in(engine, mailbox, messages, (*language).into()).await
        }
    }
}

async fn list(engine: &Engine, now: Moment, language: Language) -> Result<Output, Failure> {
    let found = mailboxes(engine, &Caller::command(language), now).await?;
    let mut text = String::new();
    for mailbox in &found {
        describe(&mut text, mailbox, language);
    }
    if found.is_empty() {
        text.push_str("there is no shared mailbox\n");
    }
    for mailbox in own_mailboxes(engine, &Caller::command(language), now).await? {
        describe_own(&mut text, &mailbox, language);
    }
    Ok(Output::text(text))
}

fn state(is_open: bool, is_late: bool) -> &'static str {
    match (is_open, is_late) {
        (false, _) => "  (not to be fetched)",
        (true, true) => "  (LATE)",
        (true, false) => "",
    }
}

fn moment(at: Option<Moment>, language: Language) -> String {
    at.map_or_else(|| "never".to_owned(), |at| documents::moment(at, language))
}

/// Whether a mailbox of somebody's own is read; what is in it is theirs.
fn describe_own(text: &mut String, mailbox: &OwnMailbox, language: Language) {
    let _ = writeln!(text, "{}, a mailbox of their own{}", mailbox.owner, state(mailbox.is_open, mailbox.is_late));
    let _ = writeln!(text, "  fetched   {}", moment(mailbox.worked_at, language));
    if let Some(why) = &mailbox.failure {
        let _ = writeln!(text, "  failed    {why}");
    }
}

fn describe(text: &mut String, mailbox: &MailboxState, language: Language) {
    let state = state(mailbox.is_open, mailbox.is_late);
    let _ = writeln!(text, "{}{state}", mailbox.address);
    let _ = writeln!(text, "  fetched   {}", moment(mailbox.worked_at, language));
    if let Some(why) = &mailbox.failure {
        let _ = writeln!(text, "  failed    {}: {why}", moment(mailbox.tried_at, language));
    }
    for (_, word, count) in &mailbox.outcomes {
        let _ = writeln!(text, "  {count:>8}  {word}");
    }
}

/// Says of each mailbox what it holds on its server and has no row here.
async fn reconcile(engine: &Engine, file: &Path) -> Result<Output, Failure> {
    let declared = match mail_in::read(file) {
        Ok(declared) => declared.shared,
        Err(problem) => return Ok(Output::mistaken(problem.text)),
    };
    let (mut text, mut lacking) = (String::new(), 0);
    for mailbox in &declared {
        match lacks(engine, mailbox).await? {
            Ok((there, lacks)) if lacks.is_empty() => {
                let _ = writeln!(text, "{}: {there} messages there, none is missing here", mailbox.address);
            }
            Ok((there, lacks)) => {
                lacking += 1;
                let shown: Vec<String> = lacks.iter().take(MISSING_SHOWN).map(u32::to_string).collect();
                let more = if lacks.len() > MISSING_SHOWN { " …" } else { "" };
                let (address, missing) = (&mailbox.address, lacks.len());
                let numbers = shown.join(" ");
                let _ = writeln!(text, "{address}: {there} messages there, {missing} missing here: {numbers}{more}");
            }
            Err(why) => {
                lacking += 1;
                let _ = writeln!(text, "{}: {why}", mailbox.address);
            }
        }
    }
    let failed = (lacking > 0).then(|| format!("of {} mailboxes, {lacking} are not whole here", declared.len()));
    Ok(Output { text, failed, ..Output::default() })
}

/// How many messages lie there, and the numbers of those that have no row; or why that cannot be told.
async fn lacks(engine: &Engine, mailbox: &Declared) -> Result<Result<(usize, Vec<u32>), mail::ImapError>, Failure> {
    let listed = match mailbox.login().await {
        Ok(login) => list_uids(&mailbox.server, &login, &mailbox.folder).await,
        Err(error) => Err(error),
    };
    let list = match listed {
        Ok(list) => list,
        Err(error) => return Ok(Err(error)),
    };
    let lacks = match mailbox_named(engine, &mailbox.address).await? {
        Some(row) => compare(engine, FoundIn::Shared(row), list.validity, &list.uids).await?.missing,
        None => list.uids.clone(),
    };
    Ok(Ok((list.uids.len(), lacks)))
}

async fn take_in(engine: &Engine, address: &str, files: &[PathBuf], language: Language) -> Result<Output, Failure> {
    let Some(mailbox) = mailbox_named(engine, address).await? else {
        return Ok(Output::mistaken(format!("there is no shared mailbox {address}: add it on the desk")));
    };
    let mut number = next_number(engine, mailbox, OF_FILES).await?;
    let mut counts: BTreeMap<&str, (Outcome, u64)> = BTreeMap::new();
    for file in files {
        let opened = match File::open(file) {
            Ok(opened) => BufReader::new(opened),
            Err(cause) => return Ok(ended(engine, &counts, language, format!("{}: {cause}", file.display()))),
        };
        let mut messages = mail_in::messages(opened);
        loop {
            let (some, broken) = some(&mut messages);
            if some.is_empty() && broken.is_none() {
                break;
            }
            // Nobody vouches for what a file says of who has sent it.
            let arrivals: Vec<Arrival<'_>> = some
                .iter()
                .zip(number..)
                .map(|(bytes, number)| Arrival {
                    found_in: FoundIn::Shared(mailbox),
                    validity: OF_FILES,
                    number,
                    bytes: bytes.as_deref(),
                    vouches: None,
                })
                .collect();
            for outcome in take_several(engine, open::now(), &arrivals).await {
                match outcome {
                    Ok(outcome) => counts.entry(outcome.key()).or_insert((outcome, 0)).1 += 1,
                    Err(failure) => {
                        let why = format!("{}: a message could not be taken in: {failure}", file.display());
                        return Ok(ended(engine, &counts, language, why));
                    }
                }
            }
            number = number.saturating_add(u32::try_from(some.len()).unwrap_or(u32::MAX));
            if let Some(cause) = broken {
                return Ok(ended(engine, &counts, language, format!("{}: {cause}", file.display())));
            }
        }
    }
    Ok(Output::text(counted(engine, &counts, language)))
}

/// The next messages of a file, as many as are taken in together; and why there are no more, where the file broke behind them.
fn some(
    messages: &mut impl Iterator<Item = io::Result<mail_in::Message>>,
) -> (Vec<mail_in::Message>, Option<io::Error>) {
    let (mut some, mut bytes) = (Vec::new(), 0);
    while some.len() < IMAP_OFFERED_MAX_COUNT && bytes < IMAP_OFFERED_MAX_BYTES {
        match messages.next() {
            Some(Ok(message)) => {
                bytes += message.as_ref().map_or(0, Vec::len);
                some.push(message);
            }
            Some(Err(cause)) => return (some, Some(cause)),
            None => break,
        }
    }
    (some, None)
}

fn ended(engine: &Engine, counts: &BTreeMap<&str, (Outcome, u64)>, language: Language, why: String) -> Output {
    let why = why + "; what came before it is taken in, and the rest can be taken in by the same command";
    Output { text: counted(engine, counts, language), failed: Some(why), ..Output::default() }
}

fn counted(engine: &Engine, counts: &BTreeMap<&str, (Outcome, u64)>, language: Language) -> String {
    let all: u64 = counts.values().map(|(_, count)| count).sum();
    let mut text = format!("{all} messages\n");
    for (outcome, count) in counts.values() {
        let word = engine::correspondence::outcome_in_words(engine, *outcome, language);
        let _ = writeln!(text, "{count:>8}  {word}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::some;
    use crate::mail_in;
    use std::io::{self, BufReader, Read};

    /// A disk that fails behind what it holds.
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is broken"))
        }
    }

    #[test]
    fn what_was_gathered_before_a_file_broke_is_there() {
        let text = "From a\nA: 1\n\nHei\n\nFrom b\nB: 2\n\nTakk\n\nFrom c\nC: 3\n";
        let mut messages = mail_in::messages(BufReader::new(text.as_bytes().chain(Broken)));
        let (found, broken) = some(&mut messages);
        let found: Vec<_> = found.into_iter().flatten().collect();
        assert_eq!(found, [b"A: 1\n\nHei\n".as_slice(), b"B: 2\n\nTakk\n"]);
        assert_eq!(broken.map(|cause| cause.to_string()).as_deref(), Some("the disk is broken"));
        assert!(some(&mut messages).0.is_empty());
    }
}
