//! The mails about a request: composed here, stored as rows, sent by a job.

use super::links::LINK_MARK;
use super::rows::{Kind, MailKind, Request, RequestEmail};
use crate::catalogue::Catalogue;
use crate::context::Engine;
use crate::correspondence::{Delivery, new_message_id};
use crate::failure::Failure;
use crate::jobs::JobKind;
use model::{Day, Language, Moment, RowId, Value};
use std::sync::LazyLock;
use store::{Changes, Condition};

/// The words of the mails about requests.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/requests.nb.ftl"), include_str!("../../languages/requests.en.ftl"))
});

/// A mail that is to be queued.
pub(super) struct Draft<'a> {
    pub(super) request: RowId,
    pub(super) to: RowId,
    pub(super) kind: MailKind,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) author: Option<RowId>,
    pub(super) in_reply_to: Option<&'a str>,
}

/// Adds the mail and the job that sends it to `changes`.
pub(super) fn queue(engine: &Engine, now: Moment, changes: &mut Changes, draft: Draft<'_>) -> Result<(), Failure> {
    let row = RequestEmail {
        request: draft.request,
        to: Some(draft.to),
        kind: draft.kind,
        subject: draft.subject,
        body: draft.body,
        author: draft.author,
        message_id: new_message_id(engine, now),
        in_reply_to: draft.in_reply_to.map(str::to_owned),
        state: Delivery::Queued,
        queued_at: now,
        sent_at: None,
    };
    let id = engine.new_id(now);
    engine.tables().request_email.insert(changes, id, &row)?;
    changes.enqueue(JobKind::DeliverRequestEmail.about(engine, id, now));
    Ok(())
}

/// What is put into the words of a mail.
pub(super) struct Said {
    pub(super) language: Language,
    arguments: Vec<(&'static str, String)>,
}

impl Said {
    /// What every mail about a request of this kind can say.
    pub(super) fn new(engine: &Engine, kind: Kind, language: Language) -> Self {
        let controller = &engine.model().controller;
        let arguments = vec![
            ("kind", kind_name(engine, kind, language)),
            ("company", controller.name.clone()),
            ("phone", controller.phone.clone()),
            ("authority", controller.authority.get(language).to_owned()),
            ("link", LINK_MARK.to_owned()),
        ];
        Self { language, arguments }
    }

    /// The same about a request that has its number.
    pub(super) fn about(engine: &Engine, request: &Request) -> Self {
        let said = Self::new(engine, request.kind, language_of(request));
        let said = said.with("number", request.number.unwrap_or_default().to_string());
        let received = said.day(rights::day_of(request.received_at));
        let due = said.day(request.due());
        said.with("received", received).with("due", due)
    }

    pub(super) fn with(mut self, key: &'static str, text: String) -> Self {
        self.arguments.push((key, text));
        self
    }

    pub(super) fn day(&self, day: Day) -> String {
        documents::day(day, self.language)
    }

    pub(super) fn say(&self, key: &str) -> String {
        let arguments: Vec<(&str, &str)> = self.arguments.iter().map(|(key, text)| (*key, text.as_str())).collect();
        WORDS.say(self.language, key, &arguments)
    }
}

/// `text` without the gap that an empty part leaves.
pub(super) fn without_gaps(text: &str) -> String {
    text.replace("\n\n\n\n", "\n\n")
}

/// What people call a request of this kind.
pub(super) fn kind_name(engine: &Engine, kind: Kind, language: Language) -> String {
    let alternatives = engine.model().alternatives(engine.tables().request.f.kind).unwrap_or_default();
    let found = alternatives.iter().find(|one| one.key == kind.key());
    found.map_or_else(|| kind.key().to_owned(), |one| one.name.get(language).to_owned())
}

/// The language in which the person is written to.
pub(super) fn language_of(request: &Request) -> Language {
    request.language.map_or(Language::Nb, Language::from)
}

/// The Message-ID of the last mail to the person about `request`, for the next to follow.
pub(super) async fn last(engine: &Engine, request: RowId) -> Result<Option<String>, Failure> {
    let table = &engine.tables().request_email;
    let query = table.all().matching(Condition::Is(table.f.request, Value::Id(request)));
    let last = table.first(engine.store(), query.newest_first(table.f.queued_at)).await?;
    Ok(last.filter(|last| last.row.kind != MailKind::PassedOn).map(|last| last.row.message_id))
}

/// The address that a person is written to: the private one that somebody who has left gave for it, else `known`.
pub(super) async fn address_for(
    engine: &Engine,
    now: Moment,
    person: RowId,
    known: Option<RowId>,
) -> Result<Option<RowId>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.private_contact;
    let query = table.all().matching(Condition::Is(table.f.person, Value::Id(person)));
    let today = rights::day_of(now);
    let private = table.find(store, query).await?;
    let private = private.into_iter().filter(|it| it.row.ended_on.is_none_or(|ended| ended > today));
    if let Some(address) = private.into_iter().find_map(|it| it.row.address) {
        return Ok(Some(address));
    }
    if known.is_some() {
        return Ok(known);
    }
    let theirs = Condition::Is(tables.email_address.f.person, Value::Id(person));
    let query = tables.email_address.all().matching(theirs).newest_first(tables.email_address.f.since);
    Ok(tables.email_address.first(store, query).await?.map(|address| address.id))
}
