//! What a person wants done with all that is held about them (GDPR art. 17 and 18): planned, shown, and carried out as it was
//! shown.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::discard::release;
use crate::privacy::dossier::gather;
use crate::privacy::due::freed;
use crate::privacy::execute::execute_outside;
use crate::privacy::plan::{PlanView, view};
use crate::privacy::redaction::{SharedCount, for_erasure};
use crate::privacy::rows::ReceiptKind;
use crate::requests::{Kind, outside};
use model::{Day, Language, Moment, RowId};
use rights::{Facts, Plan, SharedText};
use std::collections::HashSet;

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// That it be erased (art. 17).
    Erasure,
    /// That it be stored only (art. 18(1)).
    Restriction,
    /// That a restriction end, of which the person was told before (art. 18(3)).
    Lifting,
}

impl Wish {
    fn receipt(self) -> ReceiptKind {
        match self {
            Self::Erasure => ReceiptKind::Erasure,
            Self::Restriction => ReceiptKind::Restriction,
            Self::Lifting => ReceiptKind::Lifting,
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It was done; this is the receipt.
    Done(RowId),
    /// The world had changed since the plan was shown: nothing was done, and this is the plan now.
    Changed(PlanView),
}

/// What `wish` would do about `person` on `today`.
pub async fn plan_wish(
    engine: &Engine,
    caller: &Caller,
    (person, wish): (RowId, Wish),
    language: Language,
    today: Day,
) -> Result<PlanView, Failure> {
    decide(engine, caller, (person, wish), today).await?.view(engine, language).await
}

/// The systems outside where the same must be done, as far as no request has them as tasks.
async fn there(
    engine: &Engine,
    facts: &Facts,
    (person, wish): (RowId, Wish),
    today: Day,
) -> Result<Vec<String>, Failure> {
    let kind = match wish {
        Wish::Erasure => Kind::Erasure,
        Wish::Restriction | Wish::Lifting => Kind::Restriction,
    };
    outside(engine, facts, (person, kind), today).await
}

/// Does what can be done, exactly as the plan with this fingerprint says.
///
/// # Errors
/// [`Failure::Undecided`] while a text that tells of the person too waits for a decision.
pub async fn carry_out(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (person, wish): (RowId, Wish),
    fingerprint: &str,
    language: Language,
) -> Result<Carried, Failure> {
    let decided = decide(engine, caller, (person, wish), rights::day_of(now)).await?;
    if decided.texts.open > 0 {
        return Err(Failure::Undecided(decided.texts.open));
    }
    let Decided { facts, plan, outside, .. } = &decided;
    if plan.fingerprint(engine.model()) != fingerprint || !plan.does_something() {
        return Ok(Carried::Changed(decided.view(engine, language).await?));
    }
    let more = freed(engine, facts, plan).await?;
    match execute_outside(engine, now, caller.actor(), wish.receipt(), plan, outside).await {
        Ok(receipt) => {
            release(engine, now, more).await?;
            Ok(Carried::Done(receipt))
        }
        Err(Failure::Stale) => {
            let decided = decide(engine, caller, (person, wish), rights::day_of(now)).await?;
            Ok(Carried::Changed(decided.view(engine, language).await?))
        }
        Err(other) => Err(other),
    }
}

/// A plan, what it was decided on, how many texts of others it is about, and the systems outside.
struct Decided {
    facts: Facts,
    plan: Plan,
    texts: SharedCount,
    outside: Vec<String>,
}

impl Decided {
    async fn view(&self, engine: &Engine, language: Language) -> Result<PlanView, Failure> {
        let (texts, outside) = (self.texts, self.outside.clone());
        Ok(PlanView { outside, texts, ..view(engine, &self.facts, &self.plan, language).await? })
    }
}

async fn decide(
    engine: &Engine,
    caller: &Caller,
    (person, wish): (RowId, Wish),
    today: Day,
) -> Result<Decided, Failure> {
    engine.demand_rights(caller)?;
    let mut facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut plan = match wish {
        Wish::Erasure => rights::erasure(engine.model(), &facts, today),
        Wish::Restriction => rights::restriction(engine.model(), &facts),
        Wish::Lifting => rights::lifting(&facts),
    };
    let items = match wish {
        Wish::Erasure => for_erasure(engine, &facts, &plan, today).await?,
        Wish::Restriction | Wish::Lifting => Vec::new(),
    };
    let texts: Vec<SharedText> = items.iter().map(SharedText::from).collect();
    rights::settle(engine.model(), &mut plan, &texts);
    let count = SharedCount { all: texts.len(), open: texts.iter().filter(|text| text.is_open()).count() };
    // They are named in the plan like the other rows that mention the person.
    let known: HashSet<RowId> = facts.mentions.iter().map(|row| row.id).collect();
    facts.mentions.extend(texts.into_iter().map(|text| text.record).filter(|row| !known.contains(&row.id)));
    let outside = there(engine, &facts, (person, wish), today).await?;
    Ok(Decided { facts, plan, texts: count, outside })
}
