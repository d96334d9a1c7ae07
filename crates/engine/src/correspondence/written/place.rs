//! Where a mail stands that is written on a record: which link of a thread leads there, and which work it may be part of.

use crate::context::{Caller, Engine};
use crate::correspondence::parts::{activity_of, parts_of};
use crate::correspondence::thread::{EmailThread, PartOf};
use crate::failure::Failure;
use crate::records::readable_row;
use model::{Day, EntityId, FieldId, Record, RowId};
use rights::Operation;
use store::Stored;

/// A record on which a mail is written, as the caller may read it.
pub(super) struct Place {
    pub(super) record: Record,
    /// The person that it is about.
    pub(super) person: Option<RowId>,
    pub(super) stands: Stands,
    /// The work that the mail may be part of.
    pub(super) parts: Vec<PartOf>,
}

/// How a mail stands on a record.
pub(super) enum Stands {
    /// In a new thread, by this link of it.
    By(FieldId),
    /// In the thread that the record is.
    In(Box<Stored<EmailThread>>),
}

/// Whether the caller may write mail on rows of the entity `key`.
pub fn may_write_mail(engine: &Engine, caller: &Caller, key: &str) -> bool {
    let entity = engine.model().entity_named(key);
    entity.is_some_and(|entity| stands_on(engine, entity) && !parts(engine, caller, entity).is_empty())
}

/// The row `id` of the entity `key`, on which the caller may write mail.
pub(super) async fn place(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    today: Day,
) -> Result<Place, Failure> {
    if !may_write_mail(engine, caller, key) {
        return Err(Failure::Denied);
    }
    let (scope, person) = readable_row(engine, caller, key, id, today).await?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    // What is only stored is not used, whoever may see it.
    if record.restricted.is_some() {
        return Err(Failure::Denied);
    }
    let (table, mut parts) = (&engine.tables().email_thread, parts(engine, caller, record.entity));
    let stands = if record.entity == table.f.entity {
        let writable = engine.scope(caller, table.f.entity, Operation::Write)?;
        engine.store().get(&writable, id).await?.ok_or(Failure::Denied)?;
        let thread = table.get_in_use(engine.store(), id).await?.ok_or(Failure::NotFound)?;
        parts = vec![thread.row.part_of];
        Stands::In(Box::new(thread))
    } else {
        Stands::By(link_to(engine, record.entity).ok_or(Failure::Denied)?)
    };
    Ok(Place { record, person, stands, parts })
}

fn stands_on(engine: &Engine, entity: EntityId) -> bool {
    entity == engine.tables().email_thread.f.entity || link_to(engine, entity).is_some()
}

/// The link by which a thread stands on rows of `entity`: whom it is with, or what it is about. Who looks after it, what it was
/// taken out of, and with what it came are neither; in a case it is written on the case's own page.
fn link_to(engine: &Engine, entity: EntityId) -> Option<FieldId> {
    let (model, f) = (engine.model(), &engine.tables().email_thread.f);
    let others = [f.owner, f.split_from, f.case, engine.tables().thread_place.f.came_from];
    let mut links = model.fields_of(f.entity).iter().copied().filter(|field| !others.contains(field));
    links.find(|field| matches!(model[*field].kind, model::FieldKind::Link { to, .. } if to == entity))
}

/// The work for which rows of `entity` are held, as far as the caller may write mail of it; where they are held for none of it, any.
fn parts(engine: &Engine, caller: &Caller, entity: EntityId) -> Vec<PartOf> {
    let (model, threads) = (engine.model(), engine.tables().email_thread.f.entity);
    let all = parts_of(engine, caller, threads);
    let held = model[entity].held.activities();
    let of_it = |part: &PartOf| activity_of(engine, threads, *part).is_some_and(|activity| held.contains(&activity));
    let is_for_some = entity != threads && PartOf::ALL.iter().any(of_it);
    if is_for_some { all.into_iter().filter(of_it).collect() } else { all }
}
