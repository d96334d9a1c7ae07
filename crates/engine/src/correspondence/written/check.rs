//! Who may not be written to: whose data are only stored, whose address does not reach them, and who has said no to marketing.

use super::send::MailWrong;
use crate::context::Engine;
use crate::correspondence::thread::PartOf;
use crate::failure::Failure;
use crate::newsletter::{Reached, is_suppressed};
use crate::parties::AddressState;
use mail::Mailbox;
use model::Value;
use store::Condition;

/// Why a mail may not go to all of these; what somebody has `wanted` is no marketing.
pub(super) async fn wrong(
    engine: &Engine,
    receivers: &[&Mailbox],
    (part, wanted): (PartOf, bool),
) -> Result<Option<MailWrong>, Failure> {
    for receiver in receivers {
        let address = &receiver.address;
        if !may_be_used(engine, address).await? {
            return Ok(Some(MailWrong::NotReached(address.clone())));
        }
        let is_sale = part == PartOf::Sales && !wanted;
        if is_sale && said_no(engine, address).await? {
            return Ok(Some(MailWrong::Objected(address.clone())));
        }
    }
    Ok(None)
}

/// Whether the address is unknown, or reaches somebody whose data are used.
async fn may_be_used(engine: &Engine, address: &str) -> Result<bool, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.email_address;
    let same = Condition::Is(table.f.address, Value::Text(address.to_owned()));
    let Some(known) = table.first(store, table.all().matching(same)).await? else { return Ok(true) };
    if !AddressState::is_reached(known.row.state) || table.get_in_use(store, known.id).await?.is_none() {
        return Ok(false);
    }
    Ok(match known.row.person {
        Some(person) => tables.person.get_in_use(store, person).await?.is_some(),
        None => true,
    })
}

/// Whether its owner wants no marketing.
async fn said_no(engine: &Engine, address: &str) -> Result<bool, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.email_address;
    let same = Condition::Is(table.f.address, Value::Text(address.to_owned()));
    let person = table.first(store, table.all().matching(same)).await?.and_then(|known| known.row.person);
    let person = match person {
        Some(person) => tables.person.get(store, person).await?,
        None => None,
    };
    let is_theirs = person.is_some_and(|person| person.row.no_marketing.is_some());
    Ok(is_theirs || is_suppressed(engine, Reached::Email, address).await?)
}
