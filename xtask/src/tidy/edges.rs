//! Which crate of the house may name which: the direction in which its rooms lean.

use toml::Table;

/// Every crate, and the crates it may depend on. A new line or a new name here is a change of design.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("register", &["model"]),
    ("rights", &["model"]),
    ("store", &["model", "rights"]),
    ("mail", &[]),
    ("documents", &["model"]),
    ("engine", &["documents", "mail", "model", "rights", "store"]),
    ("web", &["engine"]),
    ("ryddig", &["engine", "mail", "model", "register", "store", "web"]),
    ("testkit", &["model", "register"]),
    ("xtask", &[]),
];

/// What every crate's tests may depend on, besides whatever stands below the crate.
const TEST_EDGES: &[&str] = &["testkit"];

/// Libraries that belong to one crate, so that what they do stands in one place.
const OWNED: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("sea-query", &["store"]),
    ("lettre", &["mail"]),
    ("mail-parser", &["mail", "ryddig"]),
    ("mail-auth", &["mail"]),
    ("async-imap", &["mail"]),
    ("ammonia", &["mail"]),
    ("axum", &["ryddig", "web"]),
    ("maud", &["documents", "web"]),
    ("clap", &["ryddig"]),
    ("object_store", &["store"]),
    ("multer", &["web"]),
    ("prometheus-client", &["ryddig"]),
];

/// The findings on one manifest.
///
/// # Errors
/// Returns a message if the text is not a manifest.
pub(super) fn findings(file: &str, manifest: &str) -> Result<Vec<String>, String> {
    let manifest: Table = manifest.parse().map_err(|error| format!("{file}: {error}"))?;
    let name = manifest.get("package").and_then(|package| package.get("name")?.as_str());
    let name = name.ok_or_else(|| format!("{file}: no package name"))?;
    let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
        return Ok(vec![format!("{file}: `{name}` is not in the table of crates in xtask/src/tidy/edges.rs")]);
    };

    let mut findings = Vec::new();
    for (kind, dependency) in dependencies(&manifest) {
        let ours = EDGES.iter().any(|(known, _)| *known == dependency);
        let for_tests =
            kind == "dev-dependencies" && (TEST_EDGES.contains(&&*dependency) || is_below(&dependency, name));
        if ours && !allowed.contains(&&*dependency) && !for_tests {
            findings.push(format!("{file}: `{name}` may not depend on `{dependency}`"));
        }
        for (library, owners) in OWNED {
            // What only tests and measures use is in no program.
            if kind != "dev-dependencies" && *library == dependency && !owners.contains(&name) {
                let owners = owners.join(" and ");
                findings.push(format!("{file}: `{library}` belongs to {owners}, not to `{name}`"));
            }
        }
    }
    Ok(findings)
}

/// Whether a chain of allowed edges leads from `upper` down to `lower`.
fn is_below(lower: &str, upper: &str) -> bool {
    let edges = EDGES.iter().find(|(known, _)| *known == upper).map_or(&[] as &[&str], |(_, allowed)| allowed);
    edges.iter().any(|next| *next == lower || is_below(lower, next))
}

/// The dependencies of every kind, by the name of their package, those of single platforms too.
fn dependencies(manifest: &Table) -> Vec<(&'static str, String)> {
    let platforms = manifest.get("target").and_then(|target| target.as_table()).into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = std::iter::once(manifest).chain(platforms.filter_map(|value| value.as_table())).collect();
    let mut found = Vec::new();
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for entries in tables.iter().filter_map(|table| table.get(kind)?.as_table()) {
            for (key, value) in entries {
                let package = value.get("package").and_then(|package| package.as_str()).unwrap_or(key);
                found.push((kind, package.to_owned()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{EDGES, findings};

    fn check(manifest: &str, expected: &[&str]) {
        assert_eq!(findings("f", manifest).unwrap(), expected, "{manifest}");
    }

    #[test]
    fn allowed_edges_pass() {
        check("package.name = 'store'\n[dependencies]\nmodel.workspace = true\nrights.workspace = true", &[]);
        check("package.name = 'rights'\n[dev-dependencies]\ntestkit.workspace = true", &[]);
        check("package.name = 'web'\n[dev-dependencies]\nstore.workspace = true", &[]);
        check("package.name = 'mail'\n[dependencies]\nlettre = '1'\ntokio = '1'", &[]);
    }

    #[test]
    fn other_edges_are_found() {
        let finding = &["f: `rights` may not depend on `store`"];
        check("package.name = 'rights'\n[dependencies]\nstore.workspace = true", finding);
        check("package.name = 'rights'\n[dev-dependencies]\nstore.workspace = true", finding);
        check("package.name = 'rights'\n[build-dependencies]\nstore.workspace = true", finding);
        check("package.name = 'rights'\n[dependencies]\ns = { package = 'store', path = '.' }", finding);
        check("package.name = 'rights'\n[target.'cfg(unix)'.dependencies]\nstore.workspace = true", finding);
        check(
            "package.name = 'rights'\n[dependencies]\ntestkit.workspace = true",
            &["f: `rights` may not depend on `testkit`"],
        );
    }

    #[test]
    fn a_library_stays_with_its_owner() {
        check(
            "package.name = 'web'\n[dependencies]\nrusqlite = '1'",
            &["f: `rusqlite` belongs to store, not to `web`"],
        );
        check(
            "package.name = 'engine'\n[dependencies]\nmaud = '1'",
            &["f: `maud` belongs to documents and web, not to `engine`"],
        );
    }

    #[test]
    fn a_new_crate_is_found() {
        check("package.name = 'attic'", &["f: `attic` is not in the table of crates in xtask/src/tidy/edges.rs"]);
        assert!(findings("f", "[dependencies]").is_err());
        assert!(findings("f", "[").is_err());
    }

    #[test]
    fn the_rooms_lean_in_one_direction() {
        let position = |name: &str| EDGES.iter().position(|(known, _)| *known == name).unwrap();
        for (name, allowed) in EDGES {
            for dependency in *allowed {
                assert!(position(dependency) < position(name), "{name} stands before {dependency}");
            }
        }
    }
}
