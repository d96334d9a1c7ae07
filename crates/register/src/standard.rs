//! The standard register: the files of `register/` in the repository, part of the program.

use crate::SourceFile;

/// The standard register's files, in the order in which a reader meets them: the law,
/// then what is about people, the machinery last.
pub fn standard() -> Vec<SourceFile> {
    let files = [
        ("register/laws.toml", include_str!("../../../register/laws.toml")),
        ("register/parties.toml", include_str!("../../../register/parties.toml")),
        ("register/website.toml", include_str!("../../../register/website.toml")),
        ("register/correspondence.toml", include_str!("../../../register/correspondence.toml")),
        ("register/privacy.toml", include_str!("../../../register/privacy.toml")),
        ("register/system.toml", include_str!("../../../register/system.toml")),
    ];
    files.into_iter().map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() }).collect()
}
