//! Figures: how much there is of what, by month, by choice, by age, by link. What the charts of an area show.
//!
//! A figure is there only for those who may know every row behind it and every field that it is reckoned from: a number
//! over rows that somebody may not see would tell of them. It must not know how it is drawn.

mod bound;
mod definitions;
mod reckon;
mod whole;

pub(crate) use bound::Figures;
pub use definitions::Which;
pub(crate) use reckon::AGES_DAYS;
pub(crate) use whole::whole;

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::records::say_scaled;
use model::{Area, Day, Language, RowId};

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub which: Which,
    /// The entity whose rows are counted, as a word in an address.
    pub kind: String,
    /// What is counted.
    pub unit: Unit,
    /// How it is best shown.
    pub shape: Shape,
    /// What people call each of the numbers of a point; one without a name where there is only one.
    pub series: Vec<String>,
    /// In the order in which they are shown.
    pub points: Vec<Point>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Rows.
    Rows,
    /// Minutes, said in hours.
    Minutes,
    /// Øre, said in whole kroner.
    Money,
}

/// How a figure is best shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// How much in each of a row of times.
    Columns,
    /// How much there was in all at each of a row of times.
    Growth,
    /// How much of each.
    Bars,
}

/// One place of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Where it is.
    pub at: At,
    /// How much, for each of the series.
    pub values: Vec<i64>,
    /// The fields and values to which a list is narrowed that shows just these rows, where a list can.
    pub narrowed: Option<Vec<(String, String)>>,
}

/// Where a point of a figure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In the week with this Monday.
    Week(Day),
    /// In the month with this first day.
    Month(Day),
    /// Under an alternative, or at a row of this name.
    Named(String),
    /// At a row that came about on this day.
    Row(Day, String, RowId),
    /// Under an alternative that is not filled in, or at a row that the caller may not know.
    Nameless,
    /// All that are left.
    Rest,
    /// So many days old, or up to any number of them.
    Age(i64, Option<i64>),
    /// Due in so many days, or later; negative where it is late.
    Due(Option<(i64, i64)>),
}

/// The figures of `area` that the caller may know.
pub async fn figures(engine: &Engine, caller: &Caller, area: Area, today: Day) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for bound in engine.figures().of(area) {
        if let Some(figure) = reckon::figure(engine, caller, bound, today).await? {
            figures.push(figure);
        }
    }
    Ok(figures)
}

impl Unit {
    /// The number in words.
    pub fn say(self, value: i64, language: Language) -> String {
        let (number, nb, en) = match self {
            Self::Rows => return say_scaled(value, 0, 0, language),
            // Tenths of an hour.
            Self::Minutes => (say_scaled(rounded(value, 6), 1, 0, language), "\u{a0}t", "\u{a0}h"),
            Self::Money => (say_scaled(rounded(value, self.whole()), 0, 0, language), "\u{a0}kr", "\u{a0}kr"),
        };
        let behind = match language {
            Language::Nb => nb,
            Language::En => en,
        };
        number + behind
    }

    /// How much of it people count as one.
    pub fn whole(self) -> i64 {
        match self {
            Self::Rows => 1,
            Self::Minutes => 60,
            Self::Money => 100,
        }
    }
}

fn rounded(value: i64, by: i64) -> i64 {
    (value + by.signum() * by / 2).div_euclid(by)
}
