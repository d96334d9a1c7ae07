//! The demo's inbox: reads the mails that were written to the outbox folder.

use engine::Moment;
use mail_parser::{Address, HeaderValue, Message, MessageParser};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use web::InboxMail;

/// The most mails that are read.
const MAILS: usize = 500;

/// A reader of the folder; a file that is no mail is left out.
pub(crate) fn reader(outbox: &Path) -> Arc<dyn Fn() -> Vec<InboxMail> + Send + Sync> {
    let outbox = outbox.to_owned();
    Arc::new(move || read(&outbox))
}

fn read(outbox: &Path) -> Vec<InboxMail> {
    let Ok(entries) = std::fs::read_dir(outbox) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    // A name with a leading dot is a mail that is still being written.
    let whole = |path: &PathBuf| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        path.extension().is_some_and(|extension| extension == "eml") && !hidden
    };
    let mails = paths.filter(whole);
    mails.take(MAILS).filter_map(|path| mail(&path)).collect()
}

fn mail(path: &PathBuf) -> Option<InboxMail> {
    let bytes = std::fs::read(path).ok()?;
    let message = MessageParser::default().parse(&bytes)?;
    let seconds = message.date().map_or(0, mail_parser::DateTime::to_timestamp);
    Some(InboxMail {
        name: path.file_stem()?.to_string_lossy().into_owned(),
        to: first(message.to()),
        from: sender(message.from()),
        subject: message.subject().unwrap_or_default().to_owned(),
        sent_at: Moment(seconds.saturating_mul(1_000_000)),
        headers: headers(&message),
        text: message.body_text(0).map(std::borrow::Cow::into_owned).unwrap_or_default(),
    })
}

/// The address of the first mailbox.
fn first(address: Option<&Address<'_>>) -> String {
    address.and_then(Address::first).and_then(|mailbox| mailbox.address()).unwrap_or_default().to_owned()
}

/// The name of the sender as a mail program shows it, otherwise the address.
fn sender(address: Option<&Address<'_>>) -> String {
    let name = address.and_then(Address::first).and_then(|mailbox| mailbox.name());
    name.map_or_else(|| first(address), str::to_owned)
}

fn headers(message: &Message<'_>) -> Vec<(String, String)> {
    let raw = message.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    let decoded = |name: &str, raw: String| match message.header(name) {
        Some(HeaderValue::Text(text)) => text.to_string(),
        _ => raw,
    };
    raw.map(|(name, value)| (name.clone(), decoded(&name, value))).collect()
}
