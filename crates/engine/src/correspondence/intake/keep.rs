//! A mail that is kept: its thread, itself, everybody on it, the ids that it mentions, its files, and the case that it opens or
//! goes on with.

use super::{Place, Taken, Taking};
use crate::correspondence::mailboxes::{Otherwise, Outcome, Rule};
use crate::correspondence::sealed::{self, Judged, Sealing};
use crate::correspondence::thread::{
    Because, Direction, EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, MailState, Part,
    PartOf, Verified, print,
};
use crate::correspondence::words::{clean_line, clean_text, cut};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files::clean_name;
use crate::limits::{
    MAIL_BODY_CHARACTERS, MAIL_LINE_CHARACTERS, PARTICIPANTS_OF_A_MAIL, REFERENCES_CHARACTERS, REFERENCES_OF_A_MAIL,
};
use crate::parties::{self, Met, Source, Stranger};
use crate::support::{self, CameMail};
use mail::{Attachment, AttachmentKind, Class, Classified, Incoming, Sender, Trust, sender};
use model::{RowId, Value};
use store::{Actor, Changes, Condition, Stored};

/// A mail on its way into its thread.
struct Coming<'a> {
    incoming: &'a Incoming,
    classified: &'a Classified,
    sender: Sender,
    /// Its address in the normal form.
    address: String,
    id: RowId,
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

    /// As support sees it.
    fn to(&self, person: RowId, address: Option<RowId>) -> CameMail {
        CameMail {
            person,
            address,
            subject: self.subject(),
            is_automatic: self.classified.class != Class::Person,
            may_be_answered: self.classified.may_be_answered(),
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
        let judged = sealed::judge(incoming);
        let coming = Coming { incoming, classified, sender, address, id: self.engine.new_id(self.now), judged };
        let mut changes = Changes::new();
        let (thread, person, known) = match place {
            Place::Thread(thread) => {
                (self.goes_on(&mut changes, &coming, &thread).await?, thread.row.person, Some(thread))
            }
            Place::New => {
                let (thread, person) = self.begins(&mut changes, &coming).await?;
                (thread, person, None)
            }
        };
        let of_thread = (thread, person, known.as_deref().map(|thread| &thread.row));
        self.message(&mut changes, &coming, of_thread).await?;
        let mailed = self.engine.tables().email_message.f.entity;
        let entry = Deed::MailKept.entry(self.engine, self.now, Actor::Part("intake"), (mailed, coming.id));
        changes.record(entry.about(person));
        let why = if coming.judged.is_some() { Rule::Sealed } else { Rule::Kept };
        self.note(&mut changes, Outcome::Stored, why, Some(coming.id))?;
        Ok((changes, Outcome::Stored))
    }

    /// The next mail of a thread that is here.
    async fn goes_on(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        thread: &Stored<EmailThread>,
    ) -> Result<RowId, Failure> {
        let table = &self.engine.tables().email_thread;
        if let Some(case) = thread.row.case {
            support::answered(self.engine, changes, self.now, case, &coming.to(thread.row.person, None)).await?;
        }
        changes.update(&table.write, thread.id, thread.version, vec![(table.f.last_at, Value::Moment(self.now))])?;
        Ok(thread.id)
    }

    /// The first mail of a thread, and of a case where the mailbox has a queue.
    async fn begins(&self, changes: &mut Changes, coming: &Coming<'_>) -> Result<(RowId, RowId), Failure> {
        let met = self.who(changes, coming).await?;
        let id = self.engine.new_id(self.now);
        let (mut organisation, mut case) = (None, None);
        let part_of = match (self.mailbox.row.queue, self.mailbox.row.part_of) {
            (Some(queue), _) => {
                let mail = coming.to(met.person, Some(met.address));
                let opened = support::opened_by_mail(self.engine, changes, self.now, queue, &mail).await?;
                (organisation, case) = (opened.organisation, Some(opened.case));
                PartOf::Support
            }
            (None, Some(Otherwise::Sales)) => PartOf::Sales,
            (None, Some(Otherwise::Customer)) => PartOf::Customer,
            (None, Some(Otherwise::Project)) => PartOf::Project,
            (None, Some(Otherwise::Work) | None) => PartOf::Work,
        };
        let thread = EmailThread {
            person: met.person,
            part_of,
            organisation,
            case,
            subject: coming.subject(),
            token: new_token(self.engine),
            split_from: None,
            owner: None,
            began_at: self.now,
            last_at: self.now,
        };
        self.engine.tables().email_thread.insert(changes, id, &thread)?;
        Ok((id, met.person))
    }

    /// Whom the sender is taken for. Nobody is taken for a colleague by their word alone: then they are somebody new.
    async fn who(&self, changes: &mut Changes, coming: &Coming<'_>) -> Result<Met, Failure> {
        let from = coming.incoming.from.first();
        let name = from.and_then(|from| from.name.as_deref()).map(|name| cut(&clean_line(name), MAIL_LINE_CHARACTERS));
        let name = name.filter(|name| !name.is_empty());
        if coming.sender.trust != Trust::Verified && self.is_colleague(&coming.address).await? {
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

    async fn is_colleague(&self, address: &str) -> Result<bool, Failure> {
        let (tables, store) = (self.engine.tables(), self.engine.store());
        let f = &tables.email_address.f;
        let query = tables.email_address.all().matching(Condition::Is(f.address, Value::Text(address.to_owned())));
        let Some(address) = tables.email_address.first(store, query).await? else { return Ok(false) };
        let users = tables.user.all().matching(Condition::Is(tables.user.f.address, Value::Id(address.id)));
        Ok(tables.user.first(store, users).await?.is_some())
    }

    async fn message(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        (thread, person, known): (RowId, RowId, Option<&EmailThread>),
    ) -> Result<(), Failure> {
        let (engine, tables, incoming) = (self.engine, self.engine.tables(), coming.incoming);
        let mut files = self.files.iter().copied();
        let came = files.next();
        let (original, text) = match coming.judged {
            Some(_) => (None, sealed::instead_of_text()),
            None => (came, body(incoming)),
        };
        let refers_to = incoming.references.join(" ");
        let row = EmailMessage {
            thread,
            direction: Direction::In,
            recorded_because: Because::SharedMailbox,
            author: None,
            sender: coming.address.clone(),
            verified: Some(worth(coming.sender.trust)),
            automatic: coming.classified.class != Class::Person,
            subject: coming.subject(),
            body: text,
            original,
            message_id: self.message_id(incoming),
            in_reply_to: incoming.in_reply_to.first().map(|id| cut(id, crate::limits::MESSAGE_ID_CHARACTERS)),
            refers_to: (!refers_to.is_empty()).then(|| cut(&refers_to, REFERENCES_CHARACTERS)),
            state: MailState::Received,
            failure: None,
            // What the mail itself says of when it was written may be anything.
            occurred_at: self.now,
            recorded_at: self.now,
        };
        tables.email_message.insert(changes, coming.id, &row)?;
        self.participants(changes, coming)?;
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
            let sealing = Sealing { message, thread: known, person, found, text, original: came, actor };
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

    fn participants(&self, changes: &mut Changes, coming: &Coming<'_>) -> Result<(), Failure> {
        let incoming = coming.incoming;
        let fields = [
            (Part::From, &incoming.from),
            (Part::ReplyTo, &incoming.reply_to),
            (Part::To, &incoming.to),
            (Part::Cc, &incoming.cc),
        ];
        let all = fields.into_iter().flat_map(|(part, people)| people.iter().map(move |one| (part, one)));
        let addressed = all.filter_map(|(part, one)| Some((part, one, parties::email(&one.address)?)));
        for (part, one, address) in addressed.take(PARTICIPANTS_OF_A_MAIL) {
            let name = one.name.as_deref().map(|name| cut(&clean_line(name), MAIL_LINE_CHARACTERS));
            let name_written = name.filter(|name| !name.is_empty());
            let row = EmailParticipant { message: coming.id, part, name_written, address, person: None };
            self.engine.tables().email_participant.insert(changes, self.engine.new_id(self.now), &row)?;
        }
        Ok(())
    }
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
