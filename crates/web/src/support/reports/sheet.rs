//! A part of a report as a file for a spreadsheet program (CSV), with the same numbers and by the same rights.

use super::asked;
use super::part::Part;
use super::shown::{owner, queue};
use crate::charts::called;
use crate::desk::{Desk, DeskPage};
use crate::support::words::deadline;
use crate::words::Words;
use engine::Failure;
use engine::documents::iso_day;
use engine::documents::sheet::{Cell, Format, SheetWriter};
use engine::support::reports::{
    AgeLine, AnswerLine, CustomerLine, FeedbackLine, LoadLine, OwnerLine, Reckoned, ages, answers, customers, feedback,
    load, owners,
};

const MINUTE_SECONDS: i64 = 60;

/// The part that the address names; the load where it names none.
pub(in crate::support) async fn hand_over(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, caller, words, asked) = (&desk.app.engine, &desk.caller, desk.words(), asked(&desk));
    let of = match desk.query("of") {
        Some(named) => Part::ALL.into_iter().find(|part| part.key() == named).ok_or(Failure::NotFound)?,
        None => Part::Load,
    };
    let bytes = match of {
        Part::Load => {
            let heads = ["reports-step", "reports-came", "reports-solved", "reports-open"];
            sheet(words, of, &heads, load(engine, caller, asked).await?, |line| of_load(words, line))?
        }
        Part::Answers => {
            let heads = [
                "case-queue",
                "reports-kind",
                "reports-done",
                "reports-median",
                "reports-ninetieth",
                "reports-in-time-count",
                "reports-undone",
            ];
            sheet(words, of, &heads, answers(engine, caller, desk.now, asked).await?, |line| of_answers(words, line))?
        }
        Part::Ages => {
            let heads = ["reports-age", "reports-aged", "reports-late"];
            sheet(words, of, &heads, ages(engine, caller, desk.now, asked).await?, |line| of_age(words, line))?
        }
        Part::Owners => {
            let heads = ["case-owner", "reports-owned"];
            sheet(words, of, &heads, owners(engine, caller, asked).await?, |line| of_owner(words, line))?
        }
        Part::Customers => {
            let heads = ["case-contact", "reports-customer-cases", "reports-customer-time"];
            sheet(words, of, &heads, customers(engine, caller, desk.now, asked).await?, |line| {
                of_customer(words, line)
            })?
        }
        Part::Feedback => {
            let heads = ["case-queue", "reports-asked", "feedback-good", "feedback-middling", "feedback-poor"];
            sheet(words, of, &heads, feedback(engine, caller, desk.now, asked).await?, of_feedback)?
        }
    };
    let name = format!("cases-{}-{}-{}.{}", of.key(), iso_day(asked.from), iso_day(asked.to), Format::Csv.extension());
    Ok(DeskPage::file(name, Format::Csv.media_type(), bytes))
}

/// The lines under their headings. A heading that no line has a cell for is left out.
fn sheet<T>(
    words: Words,
    of: Part,
    heads: &[&str],
    lines: Reckoned<T>,
    cells: impl Fn(&T) -> Vec<Cell>,
) -> Result<Vec<u8>, Failure> {
    let lines: Vec<Vec<Cell>> = match lines {
        Reckoned::Hidden => return Err(Failure::Denied),
        Reckoned::TooMany => return Err(Failure::TooLarge),
        Reckoned::Lines(lines) => lines.iter().map(cells).collect(),
    };
    let wide = lines.first().map_or(heads.len(), Vec::len);
    let heads: Vec<String> = heads.iter().take(wide).map(|head| words.say(head)).collect();
    let mut sheet = SheetWriter::new(Format::Csv, &of.title(words), &heads);
    for line in &lines {
        sheet.line(line);
    }
    Ok(sheet.finish())
}

fn count(of: u64) -> Cell {
    Cell::Number { parts: i64::try_from(of).unwrap_or(i64::MAX), places: 0 }
}

fn of_load(words: Words, line: &LoadLine) -> Vec<Cell> {
    vec![Cell::Text(called(words, &line.at)), count(line.came), count(line.solved), count(line.open)]
}

fn of_answers(words: Words, line: &AnswerLine) -> Vec<Cell> {
    let took = |seconds: i64| if line.done == 0 { Cell::Empty } else { Cell::Minutes(seconds / MINUTE_SECONDS) };
    vec![
        Cell::Text(queue(words, line)),
        Cell::Text(deadline(words, line.kind)),
        count(line.done),
        took(line.median_seconds),
        took(line.ninetieth_seconds),
        count(line.in_time),
        count(line.undone),
    ]
}

fn of_age(words: Words, line: &AgeLine) -> Vec<Cell> {
    vec![Cell::Text(called(words, &line.at)), count(line.cases), count(line.late)]
}

fn of_owner(words: Words, line: &OwnerLine) -> Vec<Cell> {
    vec![Cell::Text(owner(words, line)), count(line.cases)]
}

fn of_customer(words: Words, line: &CustomerLine) -> Vec<Cell> {
    let minutes = line.minutes.map(Cell::Minutes);
    [Cell::Text(called(words, &line.at)), count(line.cases)].into_iter().chain(minutes).collect()
}

fn of_feedback(line: &FeedbackLine) -> Vec<Cell> {
    let numbers = [line.asked, line.good, line.middling, line.poor].map(count);
    std::iter::once(Cell::Text(line.queue.clone())).chain(numbers).collect()
}
