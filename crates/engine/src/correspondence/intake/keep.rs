//! A mail that is kept: its thread, itself, everybody on it, the ids that it mentions, its files, and the case that it opens or
//! goes on with.

use super::{Place, Taken, Taking};
use crate::context::Caller;
use crate::correspondence::mailboxes::{Outcome, Rule};
use crate::correspondence::sealed::{self, Judged, Sealing};
use crate::correspondence::thread::{
    Direction, EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, MailState, Part, Verified, print,
};
use crate::correspondence::words::{clean_line, clean_text, cut};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files::clean_name;
use crate::limits::{
    MAIL_BODY_CHARACTERS, MAIL_LINE_CHARACTERS, PARTICIPANTS_OF_A_MAIL, REFERENCES_CHARACTERS, REFERENCES_OF_A_MAIL,
};
use crate::notices;
use crate::parties::{self, Met, Source, Stranger};
use crate::support::{self, CameMail, RequestBefore};
use mail::{Attachment, AttachmentKind, Class, Classified, Incoming, Mailbox, Sender, Trust, sender};
use model::{Language, Moment, RowId, Value};
use std::collections::HashMap;
use store::{Actor, Changes, Condition, Stored};

/// A mail on its way into its thread.
pub(super) struct Coming<'a> {
    incoming: &'a Incoming,
    classified: &'a Classified,
    sender: Sender,
    /// The colleague who wrote it and sends a copy.
    by: Option<RowId>,
    /// Its address in the normal form.
    address: String,
    id: RowId,
    /// When it was.
    at: Moment,
    /// What is sealed of it.
    judged: Option<Judged>,
}

impl Coming<'_> {
    fn subject(&self) -> String {
        match self.judged {
            Some(Judged { in_subject: true, .. }) => sealed::instead_of_subject(),
            Some(_) | None => subject(self.incoming),
        }
    }

    /// Everybody on it, with the address in its normal form.
    pub(super) fn addressed(&self) -> impl Iterator<Item = (Part, &Mailbox, String)> {
        let fields = [
            (Part::From, &self.incoming.from),
            (Part::ReplyTo, &self.incoming.reply_to),
            (Part::To, &self.incoming.to),
            (Part::Cc, &self.incoming.cc),
        ];
        let all = fields.into_iter().flat_map(|(part, people)| people.iter().map(move |one| (part, one)));
        let addressed = all.filter_map(|(part, one)| Some((part, one, parties::email(&one.address)?)));
        addressed.take(PARTICIPANTS_OF_A_MAIL)
    }

    /// As support sees it.
    fn to(&self, person: RowId, address: Option<RowId>) -> CameMail {
        CameMail {
            person,
            address,
            subject: self.subject(),
            is_automatic: self.classified.class != Class::Person,
            may_be_answered: self.classified.may_be_answered(),
            before: None,
        }
    }
}

impl Taking<'_> {
    pub(super) async fn kept(
        &self,
        incoming: &Incoming,
        classified: &Classified,
        place: Place,
    ) -> Result<Taken, Failure> {
        let address = incoming.from.first().and_then(|from| parties::email(&from.address));
        let Some(address) = address else { return self.left(Outcome::Unreadable, Rule::NoSender) };
        // Its files are put by what we were called a moment ago; if that has changed, it is taken anew.
        if self.files.len() != 1 + incoming.attachments.len() {
            return Err(Failure::Stale);
        }
        let sender = sender(incoming, self.arrival.vouches.unwrap_or_default());
        let by = self.written_by((sender.trust, &address)).await?;
        if self.origin.takes_copies() && by.is_none() && matches!(place, Place::New) {
            return self.left(Outcome::Stranger, Rule::NoColleague);
        }
        if by.is_none() && self.is_blocked(&address, &place).await? {
            return self.left(Outcome::Junk, Rule::BlockedSender);
        }
        let (judged, id) = (sealed::judge(self.engine, incoming), self.engine.new_id(self.now));
        let at = self.written_at(incoming);
        let coming = Coming { incoming, classified, sender, by, address, id, at, judged };
        let mut changes = Changes::new();
        let mut people = self.people_on(&coming).await?;
        let (id, thread) = match place {
            Place::Thread(thread) => {
                self.goes_on(&mut changes, &coming, &thread).await?;
                (thread.id, thread.row)
            }
            Place::Request(request) => self.goes_on_from(&mut changes, &coming, &request).await?,
            Place::New => {
                let begun = match by {
                    Some(user) => self.begins_by(&mut changes, &coming, user).await?,
                    None => Some(self.begins(&mut changes, &coming).await?),
                };
                let Some((id, thread)) = begun else { return self.left(Outcome::Stranger, Rule::NobodyOutside) };
                if by.is_none() {
                    people.insert(coming.address.clone(), thread.person);
                }
                (id, thread)
            }
        };
        let person = thread.person;
        self.message(&mut changes, &coming, (id, &thread), &people).await?;
        let mailed = self.engine.tables().email_message.f.entity;
        let entry = Deed::MailKept.entry(self.engine, self.now, Actor::Part("intake"), (mailed, coming.id));
        changes.record(entry.about(person));
        let why = if coming.judged.is_some() { Rule::Sealed } else { Rule::Kept };
        let print = print(&self.message_id(incoming));
        self.note(&mut changes, (Outcome::Stored, why), (Some(coming.id), Some(print)))?;
        Ok((changes, Outcome::Stored))
    }

    /// The next mail of a thread that is here.
    async fn goes_on(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        thread: &Stored<EmailThread>,
    ) -> Result<(), Failure> {
        let table = &self.engine.tables().email_thread;
        match (thread.row.case, coming.by) {
            (Some(case), Some(user)) => {
                support::wrote(self.engine, changes, self.now, case, (user, thread.row.person)).await?;
            }
            (Some(case), None) => {
                let mail = coming.to(thread.row.person, None);
                support::answered(self.engine, changes, self.now, case, &mail).await?;
            }
            (None, None) if coming.classified.class == Class::Person => {
                let caller = Caller::command(Language::Nb);
                notices::changed(self.engine, &caller, self.now, changes, (table.f.entity, thread.id)).await?;
            }
            (None, _) => {}
        }
        let last_at = Value::Moment(coming.at.max(thread.row.last_at));
        Ok(changes.update(&table.write, thread.id, thread.version, vec![(table.f.last_at, last_at)])?)
    }

    /// The first mail of a thread, and of a case where the mailbox has a queue.
    async fn begins(&self, changes: &mut Changes, coming: &Coming<'_>) -> Result<(RowId, EmailThread), Failure> {
        let met = self.who(changes, coming).await?;
        self.begins_with(changes, coming, (met.person, met.address), None).await
    }

    /// The same with somebody at an address, after what was said before.
    pub(super) async fn begins_with(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        (person, address): (RowId, RowId),
        before: Option<RequestBefore>,
    ) -> Result<(RowId, EmailThread), Failure> {
        let id = self.engine.new_id(self.now);
        let mut thread = self.thread(coming, person);
        if let Some(queue) = self.origin.queue() {
            let mail = CameMail { before, ..coming.to(person, Some(address)) };
            let opened = support::opened_by_mail(self.engine, changes, self.now, queue, &mail).await?;
            (thread.organisation, thread.case) = (opened.organisation, Some(opened.case));
        }
        self.engine.tables().email_thread.insert(changes, id, &thread)?;
        Ok((id, thread))
    }

    /// A new thread with somebody, about nothing yet.
    pub(super) fn thread(&self, coming: &Coming<'_>, person: RowId) -> EmailThread {
        EmailThread {
            person,
            part_of: self.origin.part_of(),
            organisation: None,
            case: None,
            subject: coming.subject(),
            token: new_token(self.engine),
            split_from: None,
            owner: self.origin.shared_by(),
            began_at: coming.at,
            last_at: coming.at,
        }
    }

    /// Whom the sender is taken for. Nobody is taken for a colleague by their word alone: then they are somebody new.
    async fn who(&self, changes: &mut Changes, coming: &Coming<'_>) -> Result<Met, Failure> {
        let name = coming.incoming.from.first().and_then(name_of);
        if coming.sender.trust != Trust::Verified && self.user_at(&coming.address).await?.is_some() {
            let table = &self.engine.tables().email_address;
            let address = Value::Text(coming.address.clone());
            let query = table.all().matching(Condition::Is(table.f.address, address));
            if let Some(address) = table.first(self.engine.store(), query).await? {
                let person = parties::somebody(self.engine, changes, self.now, (name, None), Source::Mail)?;
                return Ok(Met { person, address: address.id, is_known: false });
            }
        }
        let stranger = Stranger { address: &coming.address, name, language: None, source: Source::Mail };
        parties::meet(self.engine, changes, self.now, stranger).await
    }

    async fn message(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        (id, thread): (RowId, &EmailThread),
        people: &HashMap<String, RowId>,
    ) -> Result<(), Failure> {
        let (engine, tables, incoming) = (self.engine, self.engine.tables(), coming.incoming);
        let mut files = self.files.iter().copied();
        let came = files.next();
        let (original, text) = match coming.judged {
            Some(_) => (None, sealed::instead_of_text()),
            None => (came, body(incoming)),
        };
        let refers_to = incoming.references.join(" ");
        let (recorded_because, recorded_by) = self.origin.because(coming.by);
        let row = EmailMessage {
            thread: id,
            direction: if coming.by.is_some() { Direction::Out } else { Direction::In },
            recorded_because,
            recorded_by,
            author: coming.by,
            sender: Some(coming.address.clone()),
            sent_by: people.get(&coming.address).copied(),
            verified: Some(worth(coming.sender.trust)),
            automatic: coming.classified.class != Class::Person,
            subject: coming.subject(),
            body: text,
            original,
            message_id: self.message_id(incoming),
            in_reply_to: incoming.in_reply_to.first().map(|id| cut(id, crate::limits::MESSAGE_ID_CHARACTERS)),
            refers_to: (!refers_to.is_empty()).then(|| cut(&refers_to, REFERENCES_CHARACTERS)),
            forwards: None,
            state: if coming.by.is_some() { MailState::Sent } else { MailState::Received },
            failure: None,
            occurred_at: coming.at,
            recorded_at: self.now,
        };
        tables.email_message.insert(changes, coming.id, &row)?;
        self.participants(changes, coming, people)?;
        let own = row.message_id.as_str();
        let mut prints = vec![print(own)];
        prints.extend(incoming.mentioned().into_iter().take(REFERENCES_OF_A_MAIL).map(print));
        prints.sort_unstable();
        prints.dedup();
        for print in prints {
            let row = EmailReference { message: coming.id, print };
            tables.email_reference.insert(changes, engine.new_id(self.now), &row)?;
        }
        // What is attached to a sealed mail is named by nothing, and goes.
        if let Some(Judged { found, .. }) = coming.judged {
            let (message, text, actor) = (coming.id, body(incoming), Actor::Part("intake"));
            let (thread, person) = (Some(thread), thread.person);
            let sealing = Sealing { message, thread, person, found, text, original: came, actor };
            return sealed::seal(engine, changes, self.now, sealing).await;
        }
        for (attachment, content) in incoming.attachments.iter().zip(files) {
            let row = EmailFile {
                message: coming.id,
                title: clean_name(&attachment.name),
                content,
                in_text: is_in_text(attachment),
                content_id: attachment.content_id.as_deref().map(|id| cut(id, crate::limits::MESSAGE_ID_CHARACTERS)),
            };
            self.engine.tables().email_file.insert(changes, self.engine.new_id(self.now), &row)?;
        }
        Ok(())
    }

    /// Whom the addresses on the mail belong to. A colleague's address in `From` alone says nothing.
    async fn people_on(&self, coming: &Coming<'_>) -> Result<HashMap<String, RowId>, Failure> {
        let addresses: Vec<String> = coming.addressed().map(|(_, _, address)| address).collect();
        let mut people = parties::people_at(self.engine, addresses.iter().map(String::as_str)).await?;
        if coming.sender.trust != Trust::Verified && self.user_at(&coming.address).await?.is_some() {
            people.remove(&coming.address);
        }
        Ok(people)
    }

    fn participants(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        people: &HashMap<String, RowId>,
    ) -> Result<(), Failure> {
        for (part, one, address) in coming.addressed() {
            let (name_written, person) = (name_of(one), people.get(&address).copied());
            let row = EmailParticipant { message: coming.id, part, name_written, address: Some(address), person };
            self.engine.tables().email_participant.insert(changes, self.engine.new_id(self.now), &row)?;
        }
        Ok(())
    }
}

/// What somebody on a mail is called there.
pub(super) fn name_of(one: &Mailbox) -> Option<String> {
    let name = one.name.as_deref().map(|name| cut(&clean_line(name), MAIL_LINE_CHARACTERS));
    name.filter(|name| !name.is_empty())
}

/// 128 random bits, hexadecimal.
pub(crate) fn new_token(engine: &crate::context::Engine) -> String {
    let mut secret = engine.new_secret();
    secret.truncate(crate::limits::THREAD_TOKEN_CHARACTERS);
    secret
}

pub(crate) fn subject(incoming: &Incoming) -> String {
    let subject = cut(&clean_line(&incoming.subject), crate::limits::MAIL_SUBJECT_CHARACTERS);
    if subject.is_empty() { "–".to_owned() } else { subject }
}

pub(crate) fn body(incoming: &Incoming) -> String {
    let body = cut(clean_text(&incoming.text).trim_end(), MAIL_BODY_CHARACTERS);
    if body.trim().is_empty() { "–".to_owned() } else { body }
}

fn worth(trust: Trust) -> Verified {
    match trust {
        Trust::Verified => Verified::Verified,
        Trust::Unverified | Trust::Unknown => Verified::Unverified,
        Trust::Failed => Verified::Refuted,
    }
}

pub(crate) fn is_in_text(attachment: &Attachment) -> bool {
    attachment.kind == AttachmentKind::Inline
}
