//! The register: the files that came with the program and the company's own, compiled.

use crate::arguments::{Backups, FindingFormat, Format, RecordFormat};
use crate::commands::Published;
use crate::{Problem, backups, open, say, say_bytes};
use engine::documents::{self, Record};
use engine::{Day, Language};
use model::Model;
use register::{Compiled, SourceFile};
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal};
use std::path::Path;

/// Compiles the register. Findings are printed to standard error; errors among them end the program
/// with code 2 before anything else is touched.
pub(crate) fn compile(company: &Path) -> Result<Model, Problem> {
    compile_files(&files(company)?)
}

/// Compiles files that were read already, and prints nothing.
pub(crate) fn judge(files: &[SourceFile]) -> Compiled {
    register::compile(files, today())
}

/// Compiles files that were read already, in the same way.
pub(crate) fn compile_files(files: &[SourceFile]) -> Result<Model, Problem> {
    let compiled = register::compile(files, today());
    let rendered = human(&compiled, files, &std::io::stderr());
    match compiled.model {
        Some(model) => {
            eprint!("{rendered}");
            Ok(model)
        }
        None => Err(Problem::mistaken(rendered)),
    }
}

/// `ryddig check`.
pub(crate) fn check(company: &Path, format: FindingFormat, folder: &Backups) -> Result<(), Problem> {
    let files = files(company)?;
    let compiled = register::compile(&files, today());
    if let (Some(model), Some(folder)) = (&compiled.model, &folder.backups) {
        eprint!("{}", backups::too_old(folder, model.backup.keep_days, open::now()));
    }
    let format = match format {
        FindingFormat::Human => return summary(&compiled, &files),
        FindingFormat::Json => register::Format::Json,
        FindingFormat::Github => register::Format::Github,
        FindingFormat::Sarif => register::Format::Sarif,
    };
    say(&register::render(&compiled.findings, &files, format));
    match compiled.model {
        Some(_) => Ok(()),
        None => Err(Problem::mistaken("the register has errors")),
    }
}

/// The findings for reading, and how much was checked.
fn summary(compiled: &Compiled, files: &[SourceFile]) -> Result<(), Problem> {
    match &compiled.model {
        Some(model) => {
            say(&human(compiled, files, &std::io::stdout()));
            say(&otherwise(compiled, files));
            let findings = match compiled.findings.len() {
                1 => "1 finding".to_owned(),
                several => format!("{several} findings"),
            };
            say(&format!(
                "{} activities, {} entities, {} fields: {findings}, no error\n",
                model.activities.len(),
                model.entities.len(),
                model.fields.len(),
            ));
            Ok(())
        }
        None => Err(Problem::mistaken(human(compiled, files, &std::io::stderr()))),
    }
}

/// What the company does otherwise than the standard register, a line for each with both places.
fn otherwise(compiled: &Compiled, files: &[SourceFile]) -> String {
    let at = |place| register::line(place, files).map_or_else(String::new, |it| format!("{}:{}", it.file, it.number));
    let line = |change: &register::Change| {
        let declared = change.declared.map_or_else(|| "left open".to_owned(), at);
        format!("changed: {} ({declared} -> {})\n", change.what, at(change.changed))
    };
    compiled.changes.iter().map(line).collect()
}

/// The findings for reading, with colours where they go to a terminal that has and wants them.
fn human(compiled: &Compiled, files: &[SourceFile], to: &impl IsTerminal) -> String {
    let colour = to.is_terminal() && wants_colour(|name| std::env::var_os(name));
    register::render(&compiled.findings, files, register::Format::Human { colour })
}

/// Whether nobody has asked for none: no-color.org, and terminals without any.
fn wants_colour(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    variable("NO_COLOR").is_none_or(|value| value.is_empty()) && variable("TERM").is_none_or(|term| term != "dumb")
}

/// `ryddig explain`: the page of one finding, or the list of all.
pub(crate) fn explain(code: Option<&str>) -> Result<(), Problem> {
    let Some(code) = code else {
        say(&without_links(register::findings()));
        return Ok(());
    };
    match register::explain(code) {
        Some(page) => {
            say(page);
            Ok(())
        }
        None => Err(Problem::mistaken(format!("there is no finding {code}; they are called R001 and so on"))),
    }
}

/// The list of findings for a terminal, where the code alone says which page to ask for.
fn without_links(list: &str) -> String {
    let plain = |line: &str| {
        let rest = line.strip_prefix("| [").and_then(|rest| rest.split_once("]("));
        let code = rest.and_then(|(code, rest)| Some((code, rest.split_once(')')?.1)));
        code.map_or_else(|| format!("{line}\n"), |(code, rest)| format!("| {code}{rest}\n"))
    };
    list.lines().map(plain).collect()
}

/// `ryddig statement`: the statement that the files make. It bears the day of its publication where a
/// running server serves just this text.
pub(crate) fn statement(
    company: &Path,
    published: Option<&Published>,
    language: Language,
    format: Format,
) -> Result<(), Problem> {
    let model = compile(company)?;
    let text = |language| documents::to_markdown(&documents::statement(&model, language, None));
    let same = published.filter(|it| it.nb == text(Language::Nb) && it.en == text(Language::En));
    let statement = documents::statement(&model, language, same.map(|it| Day(it.day)));
    say(&match format {
        Format::Markdown => documents::to_markdown(&statement),
        Format::Html => documents::to_html(&statement),
        Format::Json => serde_json::to_string_pretty(&statement).map_err(Problem::failed)? + "\n",
        Format::Answers => {
            let answers = documents::answers(&model, &statement);
            serde_json::to_string_pretty(&answers).map_err(Problem::failed)? + "\n"
        }
    });
    Ok(())
}

/// `ryddig record` where there are no rows: the record that the files make, without the customers.
pub(crate) fn record(company: &Path, language: Language, format: RecordFormat) -> Result<(), Problem> {
    let record = documents::record(&compile(company)?, None, language);
    say_bytes(&record_in(&record, format).map_err(Problem::failed)?);
    Ok(())
}

/// The record in this form.
pub(crate) fn record_in(record: &Record, format: RecordFormat) -> serde_json::Result<Vec<u8>> {
    Ok(match format {
        RecordFormat::Markdown => documents::to_markdown(&record.document()).into_bytes(),
        RecordFormat::Html => documents::to_html(&record.document()).into_bytes(),
        RecordFormat::Csv => record.to_csv().into_bytes(),
        RecordFormat::CustomersCsv => record.customers_to_csv().into_bytes(),
        RecordFormat::Xlsx => record.to_xlsx(),
        RecordFormat::Json => (serde_json::to_string_pretty(record)? + "\n").into_bytes(),
    })
}

/// `ryddig register export`: the register that the files make, for programs.
pub(crate) fn export(company: &Path) -> Result<(), Problem> {
    let register = documents::export(&compile(company)?);
    say(&(serde_json::to_string_pretty(&register).map_err(Problem::failed)? + "\n"));
    Ok(())
}

/// The day here, which only warnings depend on.
pub(crate) fn today() -> Day {
    engine::day_of(open::now())
}

/// The standard register and the company file, in the order in which they are compiled.
pub(crate) fn files(company: &Path) -> Result<Vec<SourceFile>, Problem> {
    let text = std::fs::read_to_string(company).map_err(|cause| {
        let mend = if cause.kind() == ErrorKind::NotFound { "; `ryddig init` writes one" } else { "" };
        Problem::mistaken(format!("the company file {} cannot be read: {cause}{mend}", company.display()))
    })?;
    let mut files = register::standard();
    files.push(SourceFile { name: company.display().to_string(), text });
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::wants_colour;

    #[test]
    fn colours_are_left_out_where_somebody_asks_for_none() {
        let with =
            |name: &'static str, value: &'static str| wants_colour(move |asked| (asked == name).then(|| value.into()));
        assert!(with("NO_COLOR", "") && with("TERM", "xterm"));
        assert!(!with("NO_COLOR", "1") && !with("TERM", "dumb"));
    }
}
