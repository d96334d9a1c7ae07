//! What a file of Rust looks like: how long it may be, how it begins, and what must not stand in it.

const FILE_MAX_LINES: usize = 500;
const TEST_FILE_MAX_LINES: usize = 600;

/// What marks unfinished work; written in halves, for this file is read too.
const UNFINISHED: &[&str] =
    &[concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[", "ignore"), concat!("dbg", "!(")];

/// The one test file that may look again after a while: it waits for a server that works by itself.
const WAITS: &str = "crates/ryddig/tests/it/harness.rs";

/// How SQL begins.
const SQL: &[&str] = &[
    concat!("SELECT", " "),
    concat!("INSERT", " INTO"),
    concat!("DELETE", " FROM"),
    concat!("CREATE", " TABLE"),
    concat!("ALTER", " TABLE"),
    concat!("PRAGMA", " "),
    concat!("VACUUM", " "),
];

/// The findings on one file of Rust.
pub(super) fn findings(file: &str, text: &str) -> Vec<String> {
    let is_test = file.ends_with("/tests.rs") || file.contains("/tests/");
    let mut findings = Vec::new();
    let limit = if is_test { TEST_FILE_MAX_LINES } else { FILE_MAX_LINES };
    let length = text.lines().count();
    if length > limit {
        findings.push(format!("{file}: {length} lines; at most {limit}"));
    }
    if !is_test && !text.starts_with("//! ") {
        findings.push(format!("{file}: does not open with what it is for (`//! …`)"));
    }
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        for word in UNFINISHED.iter().filter(|word| line.contains(**word)) {
            findings.push(format!("{file}:{number}: `{word}` is unfinished work"));
        }
        if is_test && file != WAITS && line.contains(concat!("sleep", "(")) {
            findings.push(format!("{file}:{number}: a test waits for what happens, not for the clock"));
        }
        let is_comment = line.trim_start().starts_with("//");
        // A measure fills a database past the store.
        let has_sql = file.starts_with("crates/store/") || file.contains("/examples/measure");
        if !has_sql && !is_comment && SQL.iter().any(|word| line.contains(word)) {
            findings.push(format!("{file}:{number}: SQL stands in crates/store only"));
        }
    }
    findings
}

/// The finding on a crate that the map does not name.
pub(super) fn unmapped(manifest: &str, map: &str) -> Option<String> {
    let folder = manifest.trim_end_matches("/Cargo.toml");
    (!map.contains(&format!("`{folder}`"))).then(|| format!("ARCHITECTURE.md: `{folder}` is not on the map"))
}

#[cfg(test)]
mod tests {
    use super::{FILE_MAX_LINES, SQL, TEST_FILE_MAX_LINES, UNFINISHED, WAITS, findings, unmapped};

    fn check(file: &str, text: &str, expected: &[&str]) {
        assert_eq!(findings(file, text), expected, "{text}");
    }

    #[test]
    fn a_file_has_a_length() {
        let lines = |count: usize| "//! x\n".repeat(count);
        check("a/src/b.rs", &lines(FILE_MAX_LINES), &[]);
        check("a/src/b.rs", &lines(FILE_MAX_LINES + 1), &["a/src/b.rs: 501 lines; at most 500"]);
        check("a/src/tests.rs", &lines(TEST_FILE_MAX_LINES), &[]);
        check("a/tests/b.rs", &lines(TEST_FILE_MAX_LINES + 1), &["a/tests/b.rs: 601 lines; at most 600"]);
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        check("a.rs", "//! For this.\nfn a() {}", &[]);
        check("a.rs", "fn a() {}", &["a.rs: does not open with what it is for (`//! …`)"]);
        check("a.rs", "", &["a.rs: does not open with what it is for (`//! …`)"]);
        check("a/tests.rs", "fn a() {}", &[]);
    }

    #[test]
    fn unfinished_work_is_found() {
        for word in UNFINISHED {
            check("a.rs", &format!("//! x\n  {word}"), &[&format!("a.rs:2: `{word}` is unfinished work")]);
        }
    }

    #[test]
    fn tests_do_not_wait_for_the_clock() {
        let line = concat!("//! x\nsleep", "(second)");
        check("a/tests.rs", line, &["a/tests.rs:2: a test waits for what happens, not for the clock"]);
        check("a.rs", line, &[]);
        check(WAITS, line, &[]);
    }

    #[test]
    fn sql_stands_in_the_store() {
        for word in SQL {
            check(
                "crates/web/src/a.rs",
                &format!("//! x\n\"{word}\""),
                &["crates/web/src/a.rs:2: SQL stands in crates/store only"],
            );
            check("crates/web/src/a.rs", &format!("//! x\n// {word}"), &[]);
            check("crates/store/src/a.rs", &format!("//! x\n\"{word}\""), &[]);
            check("crates/web/examples/measure_a.rs", &format!("//! x\n\"{word}\""), &[]);
        }
    }

    #[test]
    fn a_crate_is_on_the_map() {
        assert_eq!(unmapped("crates/mail/Cargo.toml", "… `crates/mail` …"), None);
        let finding = Some("ARCHITECTURE.md: `crates/mail` is not on the map".to_owned());
        assert_eq!(unmapped("crates/mail/Cargo.toml", "… `crates/mailbox`, crates/mail …"), finding);
    }
}
