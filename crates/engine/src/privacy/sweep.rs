//! The sweep: finds what is due on a day and removes it, and with it every person whom nothing holds up.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, SWEEP_PEOPLE};
use crate::privacy::around::{ANY_DEPTH, Root, complete};
use crate::privacy::dossier::{Part, gather, gather_all, those};
use crate::privacy::due::{freed, held_persons, rows_due, whose};
use crate::privacy::execute::execute;
use crate::privacy::holds::{legal_holds, waiting};
use crate::privacy::plan::{PlanLine, view};
use crate::privacy::rows::ReceiptKind;
use crate::privacy::shared;
use crate::privacy::sweep_work::Progress;
use futures_util::future::join;
use model::{Day, Held, Language, Moment, Record, RowId};
use rights::{Action, Facts, Plan, due};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;
use store::Actor;

/// What a sweep did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SweepReport {
    /// How many rows of each kind went: the entity's word in the register and the count.
    pub deleted: BTreeMap<String, usize>,
    /// How many rows of each kind lost fields that nothing needs any more.
    pub cleared: BTreeMap<String, usize>,
    /// How many rows of each kind stay though their time is over: a legal hold or a restriction keeps them, or the person
    /// waits for an answer.
    pub stopped: BTreeMap<String, usize>,
    /// Receipts of what was done; empty for a trial.
    pub receipts: Vec<RowId>,
    /// Rows that somebody changed while the sweep looked at them, or that are too many for one
    /// transaction: the next sweep tries again.
    pub put_off: usize,
}

impl SweepReport {
    /// How many rows went.
    pub fn removed(&self) -> usize {
        self.deleted.values().sum()
    }

    /// How many rows lost fields.
    pub fn emptied(&self) -> usize {
        self.cleared.values().sum()
    }

    /// What a kind of row is called, for showing the counts.
    pub fn name_of(engine: &Engine, entity: &str, language: Language) -> String {
        let model = engine.model();
        let found = model.entity_named(entity);
        found.map_or_else(|| entity.to_owned(), |entity| model[entity].name.get(language).to_owned())
    }

    fn count_stopped(&mut self, engine: &Engine, plan: &Plan) {
        for step in plan.steps.iter().filter(|step| step.action == Action::Keep) {
            *self.stopped.entry(engine.model()[step.entity].key.clone()).or_default() += 1;
        }
    }

    fn count(&mut self, engine: &Engine, plan: &Plan) {
        for step in &plan.steps {
            let counts = match step.action {
                Action::Delete => &mut self.deleted,
                Action::Clear(_) => &mut self.cleared,
                Action::Redact(_) | Action::Restrict(_) | Action::Lift | Action::Keep => continue,
            };
            *counts.entry(engine.model()[step.entity].key.clone()).or_default() += 1;
        }
    }
}

/// Removes what is due on `today`. With `trial` it only says what it would do.
///
/// So many persons are one plan, one transaction and one receipt; a crash in between leaves the rest for the next sweep. Where
/// one of them was changed meanwhile, each has a plan and a transaction of their own. Shared rows that are about nobody come last, when their claims have gone.
pub async fn sweep(engine: &Engine, now: Moment, today: Day, trial: bool) -> Result<SweepReport, Failure> {
    if trial {
        let mut report = SweepReport::default();
        walk(engine, today, &mut Course::Count(&mut report), BTreeSet::new()).await?;
        return Ok(report);
    }
    rounds(engine, now, today, None).await
}

/// Removes what is due on `today`, and tells `progress` after each plan.
pub(super) async fn sweep_telling(
    engine: &Engine,
    now: Moment,
    today: Day,
    progress: &mut Progress,
) -> Result<SweepReport, Failure> {
    rounds(engine, now, today, Some(progress)).await
}

/// Sweeps until nothing more can be done: what waited for rows of others to go has its turn again when they
/// have gone, even where nothing of its own is due.
async fn rounds(
    engine: &Engine,
    now: Moment,
    today: Day,
    mut progress: Option<&mut Progress>,
) -> Result<SweepReport, Failure> {
    let mut report = SweepReport::default();
    let mut people = BTreeSet::new();
    loop {
        let done = report.receipts.len();
        report.put_off = 0;
        report.stopped.clear();
        let mut course = Course::CarryOut(now, &mut report, progress.as_deref_mut());
        people = walk(engine, today, &mut course, people).await?;
        if report.put_off == 0 || report.receipts.len() == done {
            break;
        }
    }
    engine.tally().swept(now, report.removed() + report.emptied());
    // Whatever waited for a person to look at has been looked at.
    *engine.sweep_waits().lock().unwrap_or_else(PoisonError::into_inner) = None;
    Ok(report)
}

/// What a sweep on `today` would do, row by row, for those who carry out rights. Nothing is done.
///
/// A row that stands in several plans is told once: what goes with one person is not also emptied for another. Beside that
/// it is told what stays though its time is over, and why.
pub async fn due_on(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<PlanLine>, Failure> {
    engine.demand_rights(caller)?;
    let mut plans = Vec::new();
    walk(engine, today, &mut Course::Tell(&mut plans), BTreeSet::new()).await?;
    let mut lines: Vec<PlanLine> = Vec::new();
    let mut places: HashMap<(RowId, bool), usize> = HashMap::new();
    for (facts, plan) in &plans {
        for line in view(engine, facts, plan, caller.language).await?.lines {
            let place = (line.id, line.action == Action::Keep);
            if let Some(known) = places.get(&place).and_then(|at| lines.get_mut(*at)) {
                known.join(line);
            } else {
                places.insert(place, lines.len());
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

/// What becomes of the plans of a sweep.
enum Course<'a> {
    /// They are only counted.
    Count(&'a mut SweepReport),
    /// They are carried out, and somebody is told how far that has come.
    CarryOut(Moment, &'a mut SweepReport, Option<&'a mut Progress>),
    /// They are gathered, to be told row by row.
    Tell(&'a mut Vec<(Facts, Plan)>),
}

/// What became of one plan.
enum Taken {
    /// It was taken; these persons may be free of something then.
    Done(BTreeSet<RowId>),
    /// It was put off.
    PutOff,
}

impl Taken {
    fn freed(self) -> BTreeSet<RowId> {
        match self {
            Self::Done(people) => people,
            Self::PutOff => BTreeSet::new(),
        }
    }
}

impl Course<'_> {
    async fn take(&mut self, engine: &Engine, decided: Decided) -> Result<Taken, Failure> {
        match self {
            Self::Count(report) | Self::CarryOut(_, report, _) => report.count_stopped(engine, &decided.plan),
            Self::Tell(_) => {}
        }
        if !decided.plan.does_something() {
            if let Self::Tell(plans) = self {
                plans.push((decided.facts, decided.plan));
            }
            return Ok(Taken::Done(BTreeSet::new()));
        }
        match self {
            // What is freed stands in a plan already, as what goes with a row that goes, and would be counted twice.
            Self::Count(report) => {
                report.count(engine, &decided.plan);
                return Ok(Taken::Done(BTreeSet::new()));
            }
            Self::CarryOut(now, report, progress) => {
                if !carry_out(engine, *now, &decided, report).await? {
                    return Ok(Taken::PutOff);
                }
                if let Some(progress) = progress {
                    progress.tell(engine, report).await?;
                }
            }
            Self::Tell(plans) => plans.push((decided.facts, decided.plan)),
        }
        Ok(Taken::Done(decided.freed))
    }

    /// The same for several persons together. Where that cannot be carried out, nothing of it is said to be put off: each
    /// of them has a turn alone.
    async fn take_together(&mut self, engine: &Engine, decided: Decided) -> Result<Taken, Failure> {
        let Self::CarryOut(now, report, progress) = self else { return self.take(engine, decided).await };
        let mut tried = SweepReport::default();
        let does_something = decided.plan.does_something();
        if does_something && !carry_out(engine, *now, &decided, &mut tried).await? {
            return Ok(Taken::PutOff);
        }
        report.count_stopped(engine, &decided.plan);
        if does_something {
            report.count(engine, &decided.plan);
            report.receipts.append(&mut tried.receipts);
            if let Some(progress) = progress {
                progress.tell(engine, report).await?;
            }
        }
        Ok(Taken::Done(decided.freed))
    }

    /// Whether a second look may find more: where nothing is done, nothing changes.
    fn carries_out(&self) -> bool {
        match self {
            Self::Count(_) | Self::Tell(_) => false,
            Self::CarryOut(..) => true,
        }
    }
}

/// What is to be done with some rows, and the persons who may be free of something then.
struct Decided {
    facts: Facts,
    plan: Plan,
    freed: BTreeSet<RowId>,
}

impl Decided {
    /// Whether the same holds and the same persons who wait stand against it now: what was placed or asked since changed
    /// none of the rows that it is about.
    async fn still_stands(&self, engine: &Engine) -> Result<bool, Failure> {
        Ok(self.facts.legal_holds == legal_holds(engine).await? && self.facts.waiting == waiting(engine).await?)
    }
}

/// Decides on rows; those who wait for an answer are left until they have it.
async fn decide(engine: &Engine, facts: Facts, today: Day) -> Result<Decided, Failure> {
    let facts = Facts { waiting: waiting(engine).await?, ..facts };
    let plan = due(engine.model(), &facts, today);
    let freed = if plan.does_something() { freed(engine, &facts, &plan).await? } else { BTreeSet::new() };
    Ok(Decided { facts, plan, freed })
}

/// Several persons, in order, and what is to be done with their rows; nothing where these are too many together.
struct Batch {
    people: Vec<RowId>,
    decided: Option<Decided>,
}

impl Batch {
    async fn decide(engine: &Engine, people: Vec<RowId>, today: Day) -> Result<Self, Failure> {
        let decided = match gather_all(engine, &people).await {
            Ok(facts) => Some(decide(engine, facts, today).await?),
            Err(Failure::TooLarge) => None,
            Err(other) => return Err(other),
        };
        Ok(Self { people, decided })
    }

    async fn take(self, engine: &Engine, course: &mut Course<'_>) -> Result<(Vec<RowId>, Taken), Failure> {
        let taken = match self.decided {
            Some(decided) => course.take_together(engine, decided).await?,
            None => Taken::PutOff,
        };
        Ok((self.people, taken))
    }
}

/// The persons that a sweep has come to.
#[derive(Default)]
struct Visited {
    seen: BTreeSet<RowId>,
    put_off: BTreeSet<RowId>,
}

impl Visited {
    /// Goes to `people`, and to whomever that frees in turn. While one plan is carried out the next is decided on: where it
    /// rests on what has gone by then, it is stale.
    async fn visit(
        &mut self,
        engine: &Engine,
        today: Day,
        course: &mut Course<'_>,
        mut people: BTreeSet<RowId>,
    ) -> Result<(), Failure> {
        let mut ready: Option<Batch> = None;
        loop {
            let next = self.next(course, &mut people);
            let Some(batch) = ready else {
                if next.is_empty() {
                    return Ok(());
                }
                ready = Some(Batch::decide(engine, next, today).await?);
                continue;
            };
            let deciding =
                async { if next.is_empty() { Ok(None) } else { Batch::decide(engine, next, today).await.map(Some) } };
            let is_decided = batch.decided.is_some();
            let (taken, decided) = join(batch.take(engine, course), deciding).await;
            people.extend(match taken? {
                (some, Taken::Done(more)) => others(&some, more),
                (some, Taken::PutOff) if is_decided => self.visit_again(engine, today, course, some).await?,
                (some, Taken::PutOff) => self.visit_each(engine, today, course, some).await?,
            });
            ready = decided?;
        }
    }

    /// Takes the next few out of `people`.
    fn next(&mut self, course: &Course<'_>, people: &mut BTreeSet<RowId>) -> Vec<RowId> {
        let mut next = Vec::new();
        while let Some(person) = (next.len() < SWEEP_PEOPLE).then(|| people.pop_first()).flatten() {
            if self.seen.insert(person) || course.carries_out() {
                next.push(person);
            }
        }
        next
    }

    /// Goes to `people` once more with nothing else under way, and to each of them alone if need be. Gives those who may be
    /// free of something then.
    async fn visit_again(
        &mut self,
        engine: &Engine,
        today: Day,
        course: &mut Course<'_>,
        people: Vec<RowId>,
    ) -> Result<BTreeSet<RowId>, Failure> {
        match Batch::decide(engine, people, today).await?.take(engine, course).await? {
            (people, Taken::Done(more)) => Ok(others(&people, more)),
            (people, Taken::PutOff) => self.visit_each(engine, today, course, people).await,
        }
    }

    /// Goes to each of `people` alone: whoever was changed meanwhile is put off without the others. Gives those who may be
    /// free of something then.
    async fn visit_each(
        &mut self,
        engine: &Engine,
        today: Day,
        course: &mut Course<'_>,
        people: Vec<RowId>,
    ) -> Result<BTreeSet<RowId>, Failure> {
        let mut freed = BTreeSet::new();
        for person in people {
            let decided = decide(engine, gather(engine, person).await?, today).await?;
            match course.take(engine, decided).await? {
                Taken::Done(more) => freed.extend(more.into_iter().filter(|other| *other != person)),
                Taken::PutOff => {
                    self.put_off.insert(person);
                }
            }
        }
        Ok(freed)
    }
}

/// Those who are not among `people`, which are in order.
fn others(people: &[RowId], mut all: BTreeSet<RowId>) -> BTreeSet<RowId> {
    all.retain(|one| people.binary_search(one).is_err());
    all
}

/// Goes over everything that may be due on `today`, and over `people`. Gives those who were put off.
async fn walk(
    engine: &Engine,
    today: Day,
    course: &mut Course<'_>,
    mut people: BTreeSet<RowId>,
) -> Result<BTreeSet<RowId>, Failure> {
    let model = engine.model();
    let mut visited = Visited::default();
    let mut nobodys: Vec<Record> = Vec::new();
    // What only a hold kept is due when that has ended, and no date of its own tells.
    let ended = legal_holds(engine).await?.into_iter().filter(|hold| hold.ended_on.is_some_and(|day| day <= today));
    people.extend(ended.map(|hold| hold.person));
    for entity in model.entity_ids() {
        let rows = rows_due(engine, model, entity, today).await?;
        people.extend(held_persons(engine, &rows).await?);
        let whose = whose(engine, entity, &rows.iter().collect::<Vec<&Record>>()).await?;
        people.extend(whose.people);
        // Shared rows have a turn of their own.
        let own = whose.nobodys.iter().filter(|row| model[row.entity].held != Held::AsClaimed);
        nobodys.extend(those(engine, (entity, Part::Whole), own.map(|row| row.id).collect()).await?);
    }
    visited.visit(engine, today, course, people).await?;
    let mut people = BTreeSet::new();
    for some in nobodys.chunks(BATCH_IDS) {
        let facts = complete(engine, model, some.to_vec(), Root::Nobody(ANY_DEPTH)).await?;
        people.extend(course.take(engine, decide(engine, facts, today).await?).await?.freed());
    }
    loop {
        visited.visit(engine, today, course, people).await?;
        people = shared_rows(engine, today, course).await?;
        if people.is_empty() || !course.carries_out() {
            visited.visit(engine, today, course, people).await?;
            return Ok(visited.put_off);
        }
    }
}

/// Goes over the shared rows that are about nobody. Gives the persons who may be free of something then.
async fn shared_rows(engine: &Engine, today: Day, course: &mut Course<'_>) -> Result<BTreeSet<RowId>, Failure> {
    let mut people = BTreeSet::new();
    for entity in shared::entities(engine.model()) {
        let mut last = None;
        while let Some((rows, end)) = shared::page(engine, entity, last).await? {
            let facts = shared::unclaimed(engine, rows, today).await?;
            people.extend(course.take(engine, decide(engine, facts, today).await?).await?.freed());
            last = Some(end);
        }
    }
    Ok(people)
}

/// Whether it was done; not if it was put off.
async fn carry_out(engine: &Engine, now: Moment, decided: &Decided, report: &mut SweepReport) -> Result<bool, Failure> {
    let plan = &decided.plan;
    if !decided.still_stands(engine).await? {
        report.put_off += plan.steps.len();
        return Ok(false);
    }
    match execute(engine, now, Actor::Part("sweep"), ReceiptKind::Sweep, plan).await {
        Ok(receipt) => {
            report.receipts.push(receipt);
            report.count(engine, plan);
            Ok(true)
        }
        // Changed meanwhile, or more than one transaction takes: the others must not wait for it.
        Err(Failure::Stale | Failure::TooLarge) => {
            report.put_off += plan.steps.len();
            Ok(false)
        }
        Err(
            other @ (Failure::Denied
            | Failure::NotFound
            | Failure::Undecided(_)
            | Failure::Full
            | Failure::Unavailable(_)),
        ) => Err(other),
    }
}
