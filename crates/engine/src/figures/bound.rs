//! The definitions bound to the register, when the server starts: a figure that does not fit it does not start.

use super::Unit;
use super::definitions::{By, Definition, Which, all};
use crate::records::YES;
use model::{Area, Class, EntityId, FieldId, Misfit, Model, Value};

/// A figure, in ids of the model.
pub(super) struct Bound {
    pub(super) which: Which,
    area: Area,
    pub(super) entity: EntityId,
    pub(super) by: By<FieldId>,
    pub(super) sum: Option<FieldId>,
    pub(super) unit: Unit,
    pub(super) only: Option<(FieldId, Vec<Value>)>,
}

/// All figures that there are.
pub(crate) struct Figures(Vec<Bound>);

impl Figures {
    pub(crate) fn bind(model: &Model) -> Result<Self, Misfit> {
        Ok(Self(all().into_iter().map(|one| bound(model, one)).collect::<Result<_, _>>()?))
    }

    pub(super) fn of(&self, area: Area) -> impl Iterator<Item = &Bound> {
        self.0.iter().filter(move |bound| bound.area == area)
    }
}

impl Bound {
    /// Every field that the figure tells of.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        let mut fields: Vec<FieldId> = self.sum.into_iter().chain(self.only.iter().map(|(field, _)| *field)).collect();
        match &self.by {
            By::Month(field, split) => fields.extend([*field].into_iter().chain(*split)),
            By::Growth(field) | By::Choice(field) | By::Age(field) | By::Due(field) | By::Link(field) => {
                fields.push(*field);
            }
            By::Latest(field, numbers) => fields.extend([*field].into_iter().chain(numbers.iter().copied())),
        }
        fields
    }
}

fn bound(model: &Model, of: Definition) -> Result<Bound, Misfit> {
    let misfit = |field| Misfit { entity: of.entity, field, problem: "the register has none for a figure".to_owned() };
    let entity = model.entity_named(of.entity).ok_or_else(|| misfit(None))?;
    let field = |key: &'static str| model.field_named(entity, key).ok_or_else(|| misfit(Some(key)));
    let by = match of.by {
        By::Month(date, split) => By::Month(field(date)?, split.map(field).transpose()?),
        By::Growth(date) => By::Growth(field(date)?),
        By::Choice(choice) => By::Choice(field(choice)?),
        By::Age(moment) => By::Age(field(moment)?),
        By::Due(date) => By::Due(field(date)?),
        By::Link(link) => By::Link(field(link)?),
        By::Latest(moment, numbers) => {
            By::Latest(field(moment)?, numbers.into_iter().map(field).collect::<Result<_, _>>()?)
        }
    };
    let only = match of.only {
        Some((key, of)) => {
            let only = field(key)?;
            let value = |word: &&str| match model[only].kind.class() {
                Class::Boolean => Value::Boolean(*word == YES),
                Class::Integer | Class::Text | Class::Day | Class::Moment | Class::Id => {
                    Value::Text((*word).to_owned())
                }
            };
            Some((only, of.iter().map(value).collect()))
        }
        None => None,
    };
    Ok(Bound { which: of.which, area: of.area, entity, by, sum: of.sum.map(field).transpose()?, unit: of.unit, only })
}
