//! `ryddig import-list`: the lines of a file become rows, by the rights of a user. It takes the same steps as the pages of an import:
//! the columns are matched, every line is looked through, and nothing is written before somebody has seen what would be. The work itself is
//! done where all such work is done; here it is waited for.

use crate::arguments::Tongue;
use crate::commands::Output;
use crate::commands::words::WORDS;
use clap::ValueEnum;
use engine::files::{self, Refusal};
use engine::longwork::{WorkState, WorkView, cancel, work};
use engine::records::{
    Brought, ColumnView, ColumnsView, Matched, OnDuplicate, Preview, PreviewLine, Which, bring_file, import_columns,
    import_preview, match_columns, start_import, usually_matched,
};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, system};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncReadExt;

/// Bytes of a file that are held at once.
const PIECE_BYTES: usize = 64 * 1024;
/// How often it is looked how far the work has come.
const LOOK_PAUSE: Duration = Duration::from_millis(100);

/// What is brought, and how it is read.
#[derive(clap::Args, Serialize, Deserialize)]
pub(crate) struct Import {
    /// The list: an entity of the register, such as `prospect`
    list: String,
    /// The file
    file: PathBuf,
    /// The address of the user by whose rights it is done, and who finds it among their work on the desk
    #[arg(long = "as", value_name = "ADDRESS")]
    by: String,
    /// What a column holds, where it is not what it seems to hold; nothing behind the sign leaves the column out. May be repeated
    #[arg(long = "column", value_name = "HEADING=FIELD")]
    columns: Vec<String>,
    /// What holds where a line says nothing. May be repeated
    #[arg(long = "fixed", value_name = "FIELD=VALUE")]
    fixed: Vec<String>,
    /// What becomes of lines whose rows are there already
    #[arg(long, value_enum, default_value = "skip")]
    duplicates: Duplicates,
    /// Make the rows
    #[arg(long)]
    go: bool,
    /// In this language
    #[arg(long, value_enum, default_value = "nb")]
    language: Tongue,
}

/// What becomes of a line whose row is there already.
#[derive(Clone, Copy, ValueEnum, Serialize, Deserialize)]
enum Duplicates {
    /// Nothing
    Skip,
    /// What is empty in the row is filled in
    Update,
    /// Another row is made
    Make,
}

impl From<Duplicates> for OnDuplicate {
    fn from(chosen: Duplicates) -> Self {
        match chosen {
            Duplicates::Skip => Self::Skip,
            Duplicates::Update => Self::Update,
            Duplicates::Make => Self::Make,
        }
    }
}

impl Import {
    /// The same with a path that a server which was started elsewhere understands.
    pub(super) fn with_whole_paths(&mut self) {
        if let Ok(absolute) = std::path::absolute(&self.file) {
            self.file = absolute;
        }
    }
}

/// The work on a file, by whom and for which list.
struct At<'a> {
    engine: &'a Engine,
    caller: &'a Caller,
    now: Moment,
    list: &'a str,
    id: RowId,
}

pub(super) async fn import(engine: &Engine, now: Moment, what: &Import) -> Result<Output, Failure> {
    let language = what.language.into();
    let Some(caller) = system::on_behalf_of(engine, now, &what.by, language).await? else {
        return Ok(Output::mistaken(WORDS.say(language, "import-nobody", &[("address", &what.by)])));
    };
    let file = match brought(engine, now, &what.file, language).await? {
        Ok(file) => file,
        Err(why) => return Ok(Output::mistaken(why)),
    };
    let taken = bring_file(engine, &caller, now, &what.list, file).await;
    // Whatever a work names by now stays.
    files::discard(engine, &[file]).await?;
    let id = match taken {
        Ok(Brought::Work(id)) => id,
        Ok(Brought::Unreadable(why)) => return Ok(Output::mistaken(web::said_of_file(language, why))),
        Ok(Brought::Busy) => return Ok(Output::failed(WORDS.say(language, "import-busy", &[]))),
        Err(Failure::Denied | Failure::NotFound) => {
            return Ok(Output::mistaken(WORDS.say(language, "import-not-theirs", &[("list", &what.list)])));
        }
        Err(other) => return Err(other),
    };
    let at = At { engine, caller: &caller, now, list: &what.list, id };
    let done = at.through(what).await;
    if !matches!(&done, Ok((_, true)))
        && let Err(failure) = cancel(engine, &caller, now, id).await
    {
        tracing::error!("the work of an import could not be ended: {failure}");
    }
    Ok(done?.0)
}

/// The file, taken in; or why it cannot be.
async fn brought(
    engine: &Engine,
    now: Moment,
    path: &Path,
    language: Language,
) -> Result<Result<RowId, String>, Failure> {
    let mut file = match tokio::fs::File::open(path).await {
        Ok(file) => file,
        Err(cause) => return Ok(Err(format!("{}: {cause}", path.display()))),
    };
    let refused = |refusal: Refusal| match refusal {
        Refusal::TooLarge => Ok(Err(WORDS.say(language, "import-too-large", &[]))),
        Refusal::Failed(failure) => Err(failure),
    };
    let title = path.file_name().unwrap_or_default().to_string_lossy();
    let mut incoming = match files::take_in(engine, now, &title).await {
        Ok(incoming) => incoming,
        Err(refusal) => return refused(refusal),
    };
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let written = match file.read(&mut piece).await {
            Ok(0) => return incoming.finish().await.map_or_else(refused, |id| Ok(Ok(id))),
            Ok(count) => incoming.write(&piece[..count]).await,
            Err(cause) => {
                incoming.discard().await;
                return Ok(Err(format!("{}: {cause}", path.display())));
            }
        };
        if let Err(refusal) = written {
            incoming.discard().await;
            return refused(refusal);
        }
    }
}

impl At<'_> {
    /// All the steps; what is said of them, and whether rows were made.
    async fn through(&self, what: &Import) -> Result<(Output, bool), Failure> {
        let at = (self.list, self.id);
        let guessed = import_columns(self.engine, self.caller, self.now, at, None).await?;
        let matched = match self.matched(&guessed, what).await? {
            Ok(matched) => matched,
            Err(why) => return Ok((Output::mistaken(why), false)),
        };
        if let Err(shown) = match_columns(self.engine, self.caller, self.now, at, &matched).await? {
            return Ok((Output::mistaken(self.to_mend(&shown)), false));
        }
        let looked = self.waited().await?;
        if looked.state != WorkState::Open {
            return Ok((Output::failed(self.say("import-broke-off", &[])), false));
        }
        let shown = import_columns(self.engine, self.caller, self.now, at, None).await?;
        let mut text = self.columns(&shown);
        let wrong = import_preview(self.engine, self.caller, self.now, at, (Which::Wrong, 0)).await?;
        wrong.lines.iter().for_each(|line| self.line(&mut text, &wrong, line));
        let left = looked.result.wrong.saturating_sub(wrong.lines.len() as u64);
        if left > 0 {
            let _ = writeln!(text, "{}", self.say("import-more", &[("left", &left.to_string())]));
        }
        text.push_str(&self.counts("import-would", &looked));
        if !what.go {
            text.push_str(&self.say("import-how", &[]));
            text.push('\n');
            return Ok((Output::text(text), false));
        }
        start_import(self.engine, self.caller, self.now, at, (what.duplicates.into(), &[], true)).await?;
        let made = self.waited().await?;
        text.push_str(&self.counts("import-did", &made));
        if made.is_undoable() {
            text.push_str(&self.say("import-undo", &[]));
            text.push('\n');
        }
        let broke_off = (made.state != WorkState::Done).then(|| self.say("import-broke-off", &[]));
        Ok((Output { text, failed: broke_off, ..Output::default() }, true))
    }

    /// The work when it is over, or waits for more to be said.
    async fn waited(&self) -> Result<WorkView, Failure> {
        loop {
            let found = work(self.engine, self.caller, self.id).await?;
            if !found.is_under_way() {
                return Ok(found);
            }
            tokio::time::sleep(LOOK_PAUSE).await;
        }
    }

    fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        WORDS.say(self.caller.language, key, arguments)
    }

    /// The columns as they seem to be, but for what is said of them.
    async fn matched(&self, guessed: &ColumnsView, what: &Import) -> Result<Result<Matched, String>, Failure> {
        let columns = match self.said_of_columns(guessed, what) {
            Ok(columns) => columns,
            Err(why) => return Ok(Err(why)),
        };
        let mut matched = usually_matched(self.engine, self.caller, self.now, self.list, columns).await?;
        Ok(self.said_of_all(guessed, what, &mut matched.fixed.values).map(|()| matched))
    }

    fn said_of_columns(&self, guessed: &ColumnsView, what: &Import) -> Result<Vec<String>, String> {
        let mut columns: Vec<String> = guessed.columns.iter().map(|column| column.target.clone()).collect();
        for said in &what.columns {
            let (heading, target) =
                said.split_once('=').ok_or_else(|| self.say("import-no-sign", &[("said", said)]))?;
            let is_it = |column: &ColumnView| column.heading.to_lowercase() == heading.trim().to_lowercase();
            let Some(place) = guessed.columns.iter().position(is_it) else {
                let all: Vec<&str> = guessed.columns.iter().map(|column| column.heading.as_str()).collect();
                return Err(self.say("import-no-heading", &[("heading", heading), ("all", &all.join(", "))]));
            };
            let target = target.trim();
            if !target.is_empty() && !guessed.targets.iter().any(|one| one.key() == target) {
                let all: Vec<&str> = guessed.targets.iter().map(engine::records::Target::key).collect();
                return Err(self.say("import-no-field", &[("field", target), ("all", &all.join(", "))]));
            }
            target.clone_into(&mut columns[place]);
        }
        Ok(columns)
    }

    /// Puts what is said to hold for every line among what usually does.
    fn said_of_all(
        &self,
        guessed: &ColumnsView,
        what: &Import,
        values: &mut Vec<(String, String)>,
    ) -> Result<(), String> {
        for said in &what.fixed {
            let (field, value) = said.split_once('=').ok_or_else(|| self.say("import-no-sign", &[("said", said)]))?;
            let (field, value) = (field.trim(), value.trim());
            if !guessed.fixed.iter().any(|known| known.key == field) {
                let all: Vec<&str> = guessed.fixed.iter().map(|known| known.key.as_str()).collect();
                return Err(self.say("import-no-field", &[("field", field), ("all", &all.join(", "))]));
            }
            values.retain(|(key, _)| key != field);
            values.push((field.to_owned(), value.to_owned()));
        }
        Ok(())
    }

    /// What is to be mended in what was said of the columns.
    fn to_mend(&self, shown: &ColumnsView) -> String {
        let mut text = self.columns(shown);
        for column in shown.columns.iter().filter(|column| column.is_twice) {
            let _ = writeln!(text, "{}", self.say("import-twice", &[("heading", &column.heading)]));
        }
        if shown.is_nameless {
            let _ = writeln!(text, "{}", self.say("import-nameless", &[]));
        }
        if shown.columns.iter().all(|column| column.target.is_empty()) {
            let _ = writeln!(text, "{}", self.say("import-empty", &[]));
        }
        for field in &shown.fixed {
            if let Some(mistake) = &field.mistake {
                let said = web::said_of_mistake(self.caller.language, mistake);
                let _ = writeln!(text, "--fixed {}=…: {}: {said}", field.key, field.name);
            }
        }
        text
    }

    /// What the columns hold, a line each, and what holds where they say nothing.
    fn columns(&self, shown: &ColumnsView) -> String {
        let mut text = String::new();
        for column in &shown.columns {
            let target = shown.targets.iter().find(|target| target.key() == column.target);
            let name = target.map_or_else(
                || self.say("import-left-out", &[]),
                |target| format!("{} ({})", web::column_name(self.caller.language, target), target.key()),
            );
            let _ = writeln!(text, "{} = {name}", column.heading);
        }
        for field in shown.fixed.iter().filter(|field| !field.typed.is_empty()) {
            let _ = writeln!(text, "{}: {} ({})", field.name, field.typed, field.key);
        }
        text
    }

    /// A line in which something is to be mended.
    fn line(&self, text: &mut String, page: &Preview, line: &PreviewLine) {
        let of_cells = page.headings.iter().zip(&line.cells);
        let of_cells = of_cells.filter_map(|(heading, cell)| Some((heading.clone(), cell.mistake.as_ref()?)));
        let besides = line.besides.iter();
        let besides = besides.map(|(target, mistake)| (web::column_name(self.caller.language, target), mistake));
        for (name, mistake) in of_cells.chain(besides) {
            let said = web::said_of_mistake(self.caller.language, mistake);
            let number = line.number.to_string();
            let _ =
                writeln!(text, "{}", self.say("import-line", &[("line", &number), ("name", &name), ("said", &said)]));
        }
    }

    fn counts(&self, key: &str, work: &WorkView) -> String {
        let counts = work.result;
        let counts = [
            ("made", counts.made.to_string()),
            ("updated", counts.updated.to_string()),
            ("skipped", counts.skipped.to_string()),
            ("wrong", counts.wrong.to_string()),
        ];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.say(key, &counts) + "\n"
    }
}
