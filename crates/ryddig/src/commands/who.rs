//! `ryddig who` and `ryddig access`.

use crate::commands::Output;
use crate::commands::plan::reason;
use crate::commands::redactions::{Purpose, undecided};
use crate::commands::words::{WORDS, until};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::privacy::{self, Found, RowView};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, day_of, documents};
use std::fmt::Write;
use std::path::Path;

/// Everything held about a person, row by row.
pub(super) async fn who(engine: &Engine, now: Moment, person: &str, language: Language) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let page = privacy::person(engine, &Caller::command(language), id, language, day_of(now)).await?;
    let rows = page.rows.len().to_string();
    let mut text = WORDS.say(language, "who-heading", &[("name", &page.name), ("rows", &rows)]);
    text.push('\n');
    for row in &page.rows {
        show(&mut text, row, language);
    }
    Ok(Output::text(text))
}

fn show(text: &mut String, row: &RowView, language: Language) {
    let _ = writeln!(text, "\n{}: {}", row.kind, row.label);
    for field in &row.fields {
        let _ = writeln!(text, "    {}: {}", field.name, field.text.replace('\n', "\n      "));
    }
    match &row.kept {
        Some((why, law)) if row.holds.is_empty() => {
            let _ = writeln!(text, "  {}", reason(*why, law, language));
        }
        None if row.holds.is_empty() => {
            let _ = writeln!(text, "  {}", WORDS.say(language, "held-by-nothing", &[]));
        }
        Some(_) | None => {}
    }
    for hold in &row.holds {
        let arguments = [
            ("until", until(hold.until, language)),
            ("purpose", hold.purpose.clone()),
            ("letter", hold.letter.to_string()),
            ("claim", hold.claim.clone()),
        ];
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let _ = writeln!(text, "  {}", WORDS.say(language, "held", &arguments));
    }
}

/// The access package of a person, for the folder `to`.
pub(super) async fn access(
    engine: &Engine,
    now: Moment,
    person: &str,
    language: Language,
    to: &Path,
) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let package = match privacy::access_package(engine, &Caller::command(language), now, id, language).await {
        Err(Failure::Undecided(texts)) => return Ok(undecided(texts, person, Purpose::Access, language)),
        other => other?,
    };
    let rows: usize = package.sections.iter().map(|section| section.rows.len()).sum();
    let arguments = [("rows", rows.to_string()), ("folder", to.display().to_string())];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Ok(Output {
        text: WORDS.say(language, "access-written", &arguments) + "\n",
        files: vec![
            ("index.html".to_owned(), documents::package::to_html(&package)),
            ("data.json".to_owned(), documents::package::to_json(&package)),
        ],
        encoded: package.files.iter().map(|file| (file.path.clone(), STANDARD.encode(&file.bytes))).collect(),
        ..Output::default()
    })
}

/// The one person that `person` means; otherwise what to say instead.
pub(super) async fn named(engine: &Engine, person: &str, language: Language) -> Result<Result<RowId, Output>, Failure> {
    Ok(match privacy::find(engine, person).await? {
        Found::One(id) => Ok(id),
        Found::Nobody => Err(Output::failed(WORDS.say(language, "nobody", &[]))),
        Found::Several(people) => {
            let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
            let arguments = [("count", ids.len().to_string()), ("ids", ids.join("\n  "))];
            let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
            Err(Output::failed(WORDS.say(language, "several", &arguments)))
        }
    })
}
