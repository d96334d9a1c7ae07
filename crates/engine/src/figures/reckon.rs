//! From a definition to its numbers, in a few questions to the store whatever the number of rows.

use super::bound::Bound;
use super::definitions::By;
use super::whole::whole;
use super::{At, Figure, Point, Shape};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{FIGURE_ISSUES, FIGURE_LINKS, FIGURE_MONTHS};
use crate::records::{NO, YES, name_of, narrows};
use model::{Class, Day, FieldId, Record, Value};
use rights::{Scope, end_of, first_of_month, next_month};
use std::sync::Arc;
use store::{Condition, Group, Query, ReadError, Total};

/// Ages in days: up to each of these, and whatever is older.
pub(crate) const AGES_DAYS: [i64; 4] = [2, 7, 30, 90];
/// Deadlines in days from today: up to each of these, and whatever is later.
const DUE_DAYS: [i64; 3] = [7, 14, 30];
/// What a figure is reckoned from.
struct Reckoning<'a> {
    engine: &'a Engine,
    caller: &'a Caller,
    bound: &'a Bound,
    scope: Arc<Scope>,
    today: Day,
}

/// The figure; none for those who may not know all that is behind it.
pub(super) async fn figure(
    engine: &Engine,
    caller: &Caller,
    bound: &Bound,
    today: Day,
) -> Result<Option<Figure>, Failure> {
    let Some(scope) = whole(engine, caller, bound.entity, &bound.fields()) else { return Ok(None) };
    let reckoning = Reckoning { engine, caller, bound, scope, today };
    let (shape, series, points) = match reckoning.points().await {
        Ok(found) => found,
        // So much cannot be drawn either.
        Err(Reading::TooMany) => return Ok(None),
        Err(Reading::Failed(failure)) => return Err(failure),
    };
    let kind = engine.model()[bound.entity].key.clone();
    Ok(Some(Figure { which: bound.which, kind, unit: bound.unit, shape, series, points }))
}

/// Why there are no numbers.
enum Reading {
    TooMany,
    Failed(Failure),
}

impl From<ReadError> for Reading {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooMany => Self::TooMany,
            other => Self::Failed(other.into()),
        }
    }
}

impl From<Failure> for Reading {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

type Found = (Shape, Vec<String>, Vec<Point>);

impl Reckoning<'_> {
    async fn points(&self) -> Result<Found, Reading> {
        let alone = || vec![String::new()];
        Ok(match &self.bound.by {
            By::Month(date, split) => self.months(*date, *split).await?,
            By::Growth(date) => (Shape::Growth, alone(), self.growth(*date).await?),
            By::Choice(choice) => (Shape::Bars, alone(), self.choices(*choice).await?),
            By::Age(moment) => (Shape::Bars, alone(), self.ages(*moment).await?),
            By::Due(date) => (Shape::Bars, alone(), self.due(*date).await?),
            By::Link(link) => (Shape::Bars, alone(), self.links(*link).await?),
            By::Latest(moment, numbers) => self.latest(*moment, numbers).await?,
        })
    }

    fn query(&self) -> Query<'_> {
        let query = Query::over(&self.scope);
        match &self.bound.only {
            Some((field, of)) => query.matching(Condition::OneOf(*field, of.clone())),
            None => query,
        }
    }

    async fn totals(&self, query: Query<'_>, by: &[Group]) -> Result<Vec<Total>, ReadError> {
        let sums: Vec<FieldId> = self.bound.sum.into_iter().collect();
        self.engine.store().totals(query, by, &sums).await
    }

    /// What the figure counts of a total.
    fn amount(&self, total: &Total) -> i64 {
        match self.bound.sum {
            Some(_) => total.sums.first().copied().unwrap_or(0),
            None => i64::try_from(total.rows).unwrap_or(i64::MAX),
        }
    }

    /// The alternatives of a choice: its word and what people read.
    fn alternatives(&self, field: FieldId) -> Vec<(String, String)> {
        let model = self.engine.model();
        narrows(model, &model[field].kind, self.caller.language).unwrap_or_default()
    }

    async fn months(&self, date: FieldId, split: Option<FieldId>) -> Result<Found, Reading> {
        let months = last_months(self.today, FIGURE_MONTHS);
        let alternatives = split.map(|field| self.alternatives(field)).unwrap_or_default();
        let mut points: Vec<Point> = Vec::new();
        let place = |value: Option<&Value>| {
            value.map_or(0, |value| alternatives.iter().position(|(word, _)| *word == word_of(value)).unwrap_or(0))
        };
        let values = vec![0; alternatives.len().max(1)];
        points.extend(months.iter().map(|month| Point {
            at: At::Month(*month),
            values: values.clone(),
            narrowed: None,
        }));
        let splits: Vec<Group> = split.map(Group::Value).into_iter().collect();
        if self.engine.model()[date].kind.class() == Class::Day {
            let by: Vec<Group> = [Group::Month(date)].into_iter().chain(splits).collect();
            for total in self.totals(self.query(), &by).await? {
                let Some(Value::Day(month)) = total.by.first() else { continue };
                let Some(at) = months.iter().position(|known| known == month) else { continue };
                points[at].values[place(total.by.get(1))] += self.amount(&total);
            }
        } else {
            // Months begin at midnight in Norway, which no database reckons alike: what there was before each of them.
            for (at, month) in months.iter().chain([&next_month(self.today)]).enumerate() {
                let before = Value::Moment(end_of(Day(month.0 - 1)));
                let query = self.query().matching(Condition::AtMost(date, before));
                for total in self.totals(query, &splits).await? {
                    let (place, amount) = (place(total.by.first()), self.amount(&total));
                    if let Some(point) = points.get_mut(at) {
                        point.values[place] -= amount;
                    }
                    if at > 0 {
                        points[at - 1].values[place] += amount;
                    }
                }
            }
        }
        let series = alternatives.into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        let series = if series.is_empty() { vec![String::new()] } else { series };
        Ok((Shape::Columns, series, points))
    }

    /// How many there were at the end of each month.
    async fn growth(&self, date: FieldId) -> Result<Vec<Point>, Reading> {
        let totals = self.totals(self.query(), &[Group::Month(date)]).await?;
        let until = |month: &Day| {
            let before = |total: &&Total| !matches!(total.by.first(), Some(Value::Day(day)) if day > month);
            totals.iter().filter(before).map(|total| self.amount(total)).sum()
        };
        let months = last_months(self.today, FIGURE_MONTHS);
        Ok(months
            .iter()
            .map(|month| Point { at: At::Month(*month), values: vec![until(month)], narrowed: None })
            .collect())
    }

    /// In the order of the register.
    async fn choices(&self, choice: FieldId) -> Result<Vec<Point>, Reading> {
        let totals = self.totals(self.query(), &[Group::Value(choice)]).await?;
        let known = |word: &str| match &self.bound.only {
            Some((field, of)) if *field == choice => of.iter().any(|value| word_of(value) == word),
            Some(_) | None => true,
        };
        let key = self.engine.model()[choice].key.clone();
        let point = |(word, text): (String, String)| {
            let total = totals.iter().find(|total| total.by.first().is_some_and(|value| word_of(value) == word));
            let values = vec![total.map_or(0, |total| self.amount(total))];
            Point { at: At::Named(text), values, narrowed: Some(vec![(key.clone(), word)]) }
        };
        let points = self.alternatives(choice).into_iter().filter(|(word, _)| known(word)).map(point);
        // Of all alternatives that there are, those that nothing falls under say nothing.
        Ok(points.filter(|point| self.bound.only.is_some() || point.values != [0]).collect())
    }

    async fn ages(&self, moment: FieldId) -> Result<Vec<Point>, Reading> {
        let older = |days: i64| {
            let day = Day(self.today.0 - i32::try_from(days).unwrap_or(i32::MAX));
            Condition::AtMost(moment, Value::Moment(end_of(day)))
        };
        let mut counted = vec![self.count(None).await?];
        for days in AGES_DAYS {
            counted.push(self.count(Some(older(days))).await?);
        }
        counted.push(0);
        let from = [0].into_iter().chain(AGES_DAYS);
        let to = AGES_DAYS.into_iter().map(Some).chain([None]);
        let point = |((from, to), pair): ((i64, Option<i64>), &[i64])| Point {
            at: At::Age(from, to),
            values: vec![pair[0] - pair[1]],
            narrowed: None,
        };
        Ok(from.zip(to).zip(counted.windows(2)).map(point).collect())
    }

    async fn due(&self, date: FieldId) -> Result<Vec<Point>, Reading> {
        let by = |days: i64| Condition::AtMost(date, Value::Day(Day(self.today.0 + i32::try_from(days).unwrap_or(0))));
        let mut before = self.count(Some(by(-1))).await?;
        let mut points = vec![Point { at: At::Due(Some((i64::MIN, -1))), values: vec![before], narrowed: None }];
        let mut from = 0;
        for days in DUE_DAYS {
            let until = self.count(Some(by(days))).await?;
            points.push(Point { at: At::Due(Some((from, days))), values: vec![until - before], narrowed: None });
            (before, from) = (until, days + 1);
        }
        let later = self.count(None).await? - before;
        points.push(Point { at: At::Due(None), values: vec![later], narrowed: None });
        Ok(points)
    }

    async fn count(&self, condition: Option<Condition>) -> Result<i64, Reading> {
        let query = condition.into_iter().fold(self.query(), Query::matching);
        Ok(i64::try_from(self.engine.store().count(query).await?).unwrap_or(i64::MAX))
    }

    /// The greatest by name, and the others together.
    async fn links(&self, link: FieldId) -> Result<Vec<Point>, Reading> {
        let model = self.engine.model();
        let mut totals = self.totals(self.query(), &[Group::Value(link)]).await?;
        totals.sort_by_key(|total| std::cmp::Reverse(self.amount(total)));
        let rest: i64 = totals.iter().skip(FIGURE_LINKS).map(|total| self.amount(total)).sum();
        let mut points = Vec::new();
        for total in totals.iter().take(FIGURE_LINKS) {
            let (at, narrowed) = match (total.by.first(), model.target(link)) {
                (Some(Value::Id(id)), Some(to)) => {
                    let name = name_of(self.engine, self.caller, to, *id, self.today).await?;
                    let by = [(model[link].key.clone(), id.to_string())].into_iter().chain(self.narrowed());
                    let narrowed = name.is_some().then(|| by.collect());
                    (name.map_or(At::Nameless, At::Named), narrowed)
                }
                (Some(_) | None, _) => (At::Nameless, None),
            };
            points.push(Point { at, values: vec![self.amount(total)], narrowed });
        }
        if rest > 0 {
            points.push(Point { at: At::Rest, values: vec![rest], narrowed: None });
        }
        Ok(points)
    }

    /// To what a list is narrowed for all of the figure, where it can be.
    fn narrowed(&self) -> Option<(String, String)> {
        let (field, of) = self.bound.only.as_ref()?;
        let [only] = &of[..] else { return None };
        Some((self.engine.model()[*field].key.clone(), word_of(only)))
    }

    /// The latest rows, the oldest of them first.
    async fn latest(&self, moment: FieldId, numbers: &[FieldId]) -> Result<Found, Reading> {
        let (engine, model) = (self.engine, self.engine.model());
        let query = self.query().matching(Condition::Filled(moment)).newest_first(moment).limit(FIGURE_ISSUES);
        let mut rows: Vec<Record> = engine.store().find(query).await?;
        rows.reverse();
        let mut points = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(Value::Moment(at)) = row.get(moment) else { continue };
            let name = name_of(engine, self.caller, row.entity, row.id, self.today).await?.unwrap_or_default();
            let number = |field: &FieldId| match row.get(*field) {
                Some(Value::Integer(number)) => *number,
                Some(_) | None => 0,
            };
            let at = At::Row(rights::day_of(*at), name, row.id);
            points.push(Point { at, values: numbers.iter().map(number).collect(), narrowed: None });
        }
        let name = |field: &FieldId| model[*field].name.get(self.caller.language).to_owned();
        Ok((Shape::Columns, numbers.iter().map(name).collect(), points))
    }
}

/// The word of a choice, or of yes and no.
fn word_of(value: &Value) -> String {
    match value {
        Value::Text(word) => word.clone(),
        Value::Boolean(yes) => (if *yes { YES } else { NO }).to_owned(),
        Value::Null | Value::Integer(_) | Value::Day(_) | Value::Moment(_) | Value::Id(_) => String::new(),
    }
}

/// The first day of each of the last months, this one among them.
fn last_months(today: Day, count: usize) -> Vec<Day> {
    let mut month = first_of_month(today);
    let mut months: Vec<Day> = std::iter::repeat_with(|| {
        let this = month;
        month = first_of_month(Day(month.0 - 1));
        this
    })
    .take(count)
    .collect();
    months.reverse();
    months
}
