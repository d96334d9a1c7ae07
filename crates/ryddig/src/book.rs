//! The register's files, kept to try changes of them. No file is written.

use crate::company;
use register::edit::{self, Edit};
use register::{Compiled, Format, SourceFile, compile, render};
use web::{Change, Edition, Hunk, Otherwise};

/// The files that the server started with.
pub(crate) struct Book {
    files: Vec<SourceFile>,
    otherwise: Vec<Otherwise>,
}

impl Book {
    pub(crate) fn of(files: Vec<SourceFile>) -> Self {
        let otherwise = compile(&files, company::today()).changes.iter().filter_map(|one| shown(one, &files)).collect();
        Self { files, otherwise }
    }
}

impl web::Book for Book {
    fn period(&self, entity: &str) -> Option<String> {
        edit::period(&self.files, entity)
    }

    fn otherwise(&self) -> Vec<Otherwise> {
        self.otherwise.clone()
    }

    fn changed(&self, change: &Change) -> Option<Edition> {
        let Edit { files, hunks } = match change {
            Change::Period { entity, period } => edit::with_period(&self.files, entity, period)?,
            Change::Without { activity } => edit::without_activity(&self.files, activity)?,
        };
        let Compiled { model, findings, .. } = compile(&files, company::today());
        let standard = register::standard();
        let hunk = |edit::Hunk { file, line, old, new }| Hunk {
            standard: standard.iter().any(|known| known.name == file),
            file,
            line,
            old,
            new,
        };
        Some(Edition {
            model,
            findings: render(&findings, &files, Format::Human { colour: false }),
            patch: hunks.into_iter().map(hunk).collect(),
        })
    }
}

fn shown(change: &register::Change, files: &[SourceFile]) -> Option<Otherwise> {
    let line = |place| register::line(place, files).map(said);
    let (declared, changed) = (change.declared.and_then(line), line(change.changed)?);
    Some(Otherwise { what: change.what.clone(), declared, changed })
}

fn said(line: register::Line) -> web::Said {
    web::Said { file: line.file, line: line.number, text: line.text }
}
