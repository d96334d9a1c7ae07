//! The standard register: the files of `register/` in the repository, part of the program.

use crate::SourceFile;
use model::Area;

/// The areas that a company may do without, each a file of its own.
pub const AREAS: [&str; 5] = ["newsletter", "sales", "support", "projects", "staff"];

/// The area that a file is; the laws and lists, which declare nothing to be stored, are as good as the machinery's.
pub(crate) fn area(file: &str) -> Area {
    match file.strip_prefix(FOLDER) {
        Some(name) => name.strip_suffix(".toml").and_then(Area::named).unwrap_or(Area::System),
        None => Area::Company,
    }
}

/// Whether a company may do without it.
pub(crate) fn may_be_missed(area: Area) -> bool {
    AREAS.contains(&area.key())
}

/// Where the files of the standard register stand.
const FOLDER: &str = "register/";

/// Whether a file is the company's own.
pub(crate) fn is_company(file: &str) -> bool {
    !file.starts_with(FOLDER)
}

/// The standard register's files, in the order in which a reader meets them: the law,
/// then what is about people, the machinery last.
pub fn standard() -> Vec<SourceFile> {
    let files = [
        ("register/laws.toml", include_str!("../../../register/laws.toml")),
        ("register/rights.toml", include_str!("../../../register/rights.toml")),
        ("register/categories.toml", include_str!("../../../register/categories.toml")),
        ("register/lists.toml", include_str!("../../../register/lists.toml")),
        ("register/parties.toml", include_str!("../../../register/parties.toml")),
        ("register/website.toml", include_str!("../../../register/website.toml")),
        ("register/correspondence.toml", include_str!("../../../register/correspondence.toml")),
        ("register/newsletter.toml", include_str!("../../../register/newsletter.toml")),
        ("register/sales.toml", include_str!("../../../register/sales.toml")),
        ("register/support.toml", include_str!("../../../register/support.toml")),
        ("register/projects.toml", include_str!("../../../register/projects.toml")),
        ("register/staff.toml", include_str!("../../../register/staff.toml")),
        ("register/privacy.toml", include_str!("../../../register/privacy.toml")),
        ("register/system.toml", include_str!("../../../register/system.toml")),
    ];
    files.into_iter().map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() }).collect()
}
