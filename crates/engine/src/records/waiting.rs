//! What waits for somebody: a table of which rows of the register do, bound to the model when the server starts.
//!
//! What has screens of its own, requests, breaches and internal control, says for itself what waits there.

use super::everywhere::{Line, lines};
use super::known::known;
use super::list::{ME, Operator, me};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::WAITING_ROWS;
use model::{Day, EntityId, FieldId, Misfit, Model, Record, Value};
use rights::{Operation, Scope, day_of, end_of};
use store::{Condition, Query};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Cases to answer.
    Cases,
    /// Tasks of projects to do.
    Tasks,
    /// Matters to follow up.
    Matters,
    /// Things to do for a sale or a customer.
    FollowUps,
    /// Prospects to approach again.
    Approaches,
    /// Prospects who are to be told where their data came from (GDPR art. 14).
    Notices,
    /// Quotes that lapse soon without an answer.
    Quotes,
    /// Weeks to hand in.
    Weeks,
    /// Weeks of others to approve.
    Approvals,
    /// Talks with somebody on sick leave.
    SickLeave,
    /// Steps of somebody's departure.
    Departures,
    /// Agreements to go through again.
    Agreements,
}

/// Whose it is.
#[derive(Debug, Clone, Copy)]
enum Whose {
    /// Theirs whom the link names.
    Of(&'static str),
    /// Theirs too whom nobody is named for and who may write it.
    OfOrNobodys(&'static str),
    /// Everybody's who may write it.
    Writers,
}

/// Which rows of an entity wait.
struct Definition {
    wait: Wait,
    entity: &'static str,
    whose: Whose,
    /// The choice and the alternatives under which it does.
    state: Option<(&'static str, &'static [&'static str])>,
    /// What is not filled in yet.
    open: Option<&'static str>,
    /// By when.
    due: &'static str,
    /// How many days before that it begins to wait; from the beginning where none are said.
    ahead_days: Option<i32>,
}

#[rustfmt::skip]
const DEFINITIONS: [Definition; 12] = {
    use Whose::{Of, OfOrNobodys, Writers};
    [
        Definition { wait: Wait::Cases, entity: "case", whose: OfOrNobodys("owner"), state: Some(("state", &["new", "open"])), open: None, due: "due_at", ahead_days: None },
        Definition { wait: Wait::Tasks, entity: "task", whose: Of("assignee"), state: Some(("state", &["new", "doing", "review"])), open: None, due: "due_on", ahead_days: Some(7) },
        Definition { wait: Wait::Matters, entity: "matter", whose: Of("owner"), state: None, open: Some("closed_on"), due: "due_on", ahead_days: Some(7) },
        Definition { wait: Wait::FollowUps, entity: "sales_activity", whose: OfOrNobodys("owner"), state: Some(("state", &["planned"])), open: None, due: "due_on", ahead_days: Some(1) },
        Definition { wait: Wait::Approaches, entity: "prospect", whose: OfOrNobodys("owner"), state: Some(("state", &["later"])), open: None, due: "approach_on", ahead_days: Some(0) },
        Definition { wait: Wait::Notices, entity: "prospect", whose: OfOrNobodys("owner"), state: None, open: Some("noticed_on"), due: "notice_due_on", ahead_days: Some(7) },
        Definition { wait: Wait::Quotes, entity: "quote", whose: Of("owner"), state: Some(("state", &["sent"])), open: None, due: "valid_until", ahead_days: Some(7) },
        Definition { wait: Wait::Weeks, entity: "week", whose: Of("person"), state: Some(("state", &["open", "returned"])), open: None, due: "begins_on", ahead_days: Some(-4) },
        Definition { wait: Wait::Approvals, entity: "week", whose: Of("approver"), state: Some(("state", &["submitted"])), open: None, due: "begins_on", ahead_days: Some(0) },
        Definition { wait: Wait::SickLeave, entity: "sick_leave_follow_up", whose: Writers, state: None, open: Some("held_on"), due: "due_on", ahead_days: Some(7) },
        Definition { wait: Wait::Departures, entity: "departure_step", whose: Writers, state: Some(("state", &["open"])), open: None, due: "due_on", ahead_days: Some(3) },
        Definition { wait: Wait::Agreements, entity: "processing_agreement", whose: OfOrNobodys("owner"), state: Some(("state", &["signed"])), open: None, due: "review_on", ahead_days: Some(14) },
    ]
};

/// A definition with the names resolved.
#[derive(Debug)]
struct Bound {
    wait: Wait,
    entity: EntityId,
    /// The link, and whether nobody's wait too.
    link: Option<(FieldId, bool)>,
    state: Option<(FieldId, Vec<Value>)>,
    open: Option<FieldId>,
    due: FieldId,
    ahead_days: Option<i32>,
}

/// The whole table, bound to a model.
#[derive(Debug)]
pub(crate) struct Waits(Vec<Bound>);

impl Waits {
    pub(crate) fn bind(model: &Model) -> Result<Self, Misfit> {
        DEFINITIONS.iter().map(|one| one.bind(model)).collect::<Result<_, _>>().map(Self)
    }
}

impl Definition {
    fn bind(&self, model: &Model) -> Result<Bound, Misfit> {
        let misfit = |field, problem: &str| Misfit { entity: self.entity, field, problem: problem.to_owned() };
        let entity = model.entity_named(self.entity).ok_or_else(|| misfit(None, "is not declared"))?;
        let field =
            |key: &'static str| model.field_named(entity, key).ok_or_else(|| misfit(Some(key), "is not declared"));
        let link = |key: &'static str, nobodys: bool| {
            let link = field(key)?;
            model.target(link).ok_or_else(|| misfit(Some(key), "is no link"))?;
            Ok(Some((link, nobodys)))
        };
        let state = |(key, among): (&'static str, &[&str])| {
            let field = field(key)?;
            let known = model.alternatives(field).unwrap_or_default();
            let unknown = among.iter().any(|word| !known.iter().any(|one| one.key == *word));
            if unknown {
                return Err(misfit(Some(key), "has other alternatives"));
            }
            Ok((field, among.iter().map(|word| Value::Text((*word).to_owned())).collect()))
        };
        Ok(Bound {
            wait: self.wait,
            entity,
            link: match self.whose {
                Whose::Of(key) => link(key, false)?,
                Whose::OfOrNobodys(key) => link(key, true)?,
                Whose::Writers => None,
            },
            state: self.state.map(state).transpose()?,
            open: self.open.map(field).transpose()?,
            due: field(self.due)?,
            ahead_days: self.ahead_days,
        })
    }
}

/// What waits of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What is to be done.
    pub wait: Wait,
    /// The entity's word in the register.
    pub entity: String,
    /// The first of them, what is due earliest before all others, each with its day.
    pub lines: Vec<(Line, Option<Day>)>,
    /// How many there are in all.
    pub total: u64,
    /// What narrows the list of the entity to just them: names of filters, and values; none where no list shows them all.
    pub narrowed: Option<Vec<(String, String)>>,
}

/// What waits for the caller today; sorts of which nothing waits are left out.
pub async fn waiting(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<Waiting>, Failure> {
    let mut all = Vec::new();
    for bound in &engine.waits().0 {
        if let Some(waiting) = of_sort(engine, caller, bound, today).await? {
            all.push(waiting);
        }
    }
    Ok(all)
}

async fn of_sort(engine: &Engine, caller: &Caller, bound: &Bound, today: Day) -> Result<Option<Waiting>, Failure> {
    let model = engine.model();
    let it = &model[bound.entity];
    let Ok(scope) = engine.scope(caller, bound.entity, Operation::Read) else { return Ok(None) };
    let asked = [Some(bound.due), bound.open, bound.state.as_ref().map(|(field, _)| *field)];
    if !it.in_use || asked.into_iter().flatten().any(|field| !scope.covers(field)) {
        return Ok(None);
    }
    let Some(mut conditions) = whose(engine, caller, bound, &scope) else { return Ok(None) };
    conditions.extend(bound.state.iter().map(|(field, among)| Condition::OneOf(*field, among.clone())));
    conditions.extend(bound.open.map(|field| Condition::Is(field, Value::Null)));
    let until = bound.ahead_days.map(|days| Day(today.0.saturating_add(days)));
    conditions.extend(until.map(|day| by(model, bound.due, day)));
    let query = conditions.into_iter().fold(Query::over(&scope), Query::matching);
    let total = engine.store().count(query.clone()).await?;
    if total == 0 {
        return Ok(None);
    }
    let rows = known(engine, caller, earliest(engine, &query, bound.due).await?, today).await?;
    engine.looked(caller, bound.entity, None, rows.iter().map(|row| row.id).collect())?;
    let lines = lines(engine, caller, &scope, &rows, today).await?;
    let lines = lines.into_iter().zip(rows.iter().map(|row| due(row, bound.due))).collect();
    let narrowed = narrowed(engine, caller, bound, until);
    Ok(Some(Waiting { wait: bound.wait, entity: it.key.clone(), lines, total, narrowed }))
}

/// The conditions under which a row is the caller's to see to; none where none is.
fn whose(engine: &Engine, caller: &Caller, bound: &Bound, scope: &Scope) -> Option<Vec<Condition>> {
    let may_write = engine.scope(caller, bound.entity, Operation::Write).is_ok();
    let Some((link, nobodys)) = bound.link else { return may_write.then(Vec::new) };
    let mine = Condition::Is(link, Value::Id(me(engine.model(), caller, link)?));
    if !scope.covers(link) {
        return None;
    }
    if nobodys && may_write {
        return Some(vec![Condition::Any(vec![mine, Condition::Is(link, Value::Null)])]);
    }
    Some(vec![mine])
}

/// That the date is no later than the end of `day`.
fn by(model: &Model, date: FieldId, day: Day) -> Condition {
    match model[date].kind.class() {
        model::Class::Moment => Condition::AtMost(date, Value::Moment(end_of(day))),
        model::Class::Day | model::Class::Text | model::Class::Integer | model::Class::Boolean | model::Class::Id => {
            Condition::AtMost(date, Value::Day(day))
        }
    }
}

/// The first rows by their date; those without one behind all others.
async fn earliest(engine: &Engine, query: &Query<'_>, date: FieldId) -> Result<Vec<Record>, Failure> {
    let dated = query.clone().matching(Condition::Filled(date)).oldest_first(date).limit(WAITING_ROWS);
    let mut rows = engine.store().find(dated).await?;
    let left = WAITING_ROWS.saturating_sub(rows.len() as u64);
    if left > 0 {
        let rest = query.clone().matching(Condition::Is(date, Value::Null)).limit(left);
        rows.extend(engine.store().find(rest).await?);
    }
    Ok(rows)
}

fn due(row: &Record, date: FieldId) -> Option<Day> {
    match row.get(date) {
        Some(Value::Day(day)) => Some(*day),
        Some(Value::Moment(at)) => Some(day_of(*at)),
        Some(Value::Null | Value::Text(_) | Value::Integer(_) | Value::Boolean(_) | Value::Id(_)) | None => None,
    }
}

fn narrowed(engine: &Engine, caller: &Caller, bound: &Bound, until: Option<Day>) -> Option<Vec<(String, String)>> {
    let model = engine.model();
    let name = |operator: Operator, field: FieldId| operator.name(&model[field].key);
    let mut all = Vec::new();
    if let Some((link, nobodys)) = bound.link {
        // A list shows the rows of somebody or those of nobody, never both.
        if nobodys && engine.scope(caller, bound.entity, Operation::Write).is_ok() {
            return None;
        }
        all.push((name(Operator::Is, link), ME.to_owned()));
    }
    if let Some((field, among)) = &bound.state {
        let words = among.iter().filter_map(|value| if let Value::Text(word) = value { Some(word) } else { None });
        all.extend(words.map(|word| (name(Operator::Is, *field), word.clone())));
    }
    all.extend(bound.open.map(|field| (name(Operator::Empty, field), "1".to_owned())));
    all.extend(until.map(|day| (name(Operator::Most, bound.due), documents::iso_day(day))));
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_at_midnight_waits_on_the_day_that_begins_then() {
        let model = testkit::model();
        let of = |entity: &str, field: &str| {
            let entity = model.entity_named(entity).expect("it is declared");
            model.field_named(entity, field).expect("it is declared")
        };
        let (moment, date, day) = (of("case", "due_at"), of("task", "due_on"), Day(20_784));
        let Condition::AtMost(_, Value::Moment(last)) = by(&model, moment, day) else { panic!("a moment") };
        assert_eq!((day_of(last), day_of(model::Moment(last.0 + 1))), (day, Day(day.0 + 1)));
        assert_eq!(by(&model, date, day), Condition::AtMost(date, Value::Day(day)));
    }
}
