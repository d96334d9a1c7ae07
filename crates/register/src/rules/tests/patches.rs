//! Patches do what they promise: a complete one removes its finding, a template is TOML once its blanks are filled.

use super::super::Code;
use super::pages::failing;
use crate::tests::{TODAY, files_with};
use crate::{Applicability, Finding, Patch, SourceFile, compile};

/// What the patches of a page's example are. Each page has one, so that losing one is seen.
fn promised(code: Code) -> Applicability {
    use Applicability::{Complete, Template};
    match code {
        Code::R001
        | Code::R002
        | Code::R003
        | Code::R005
        | Code::R007
        | Code::R014
        | Code::R015
        | Code::R020
        | Code::R022
        | Code::R023
        | Code::R025
        | Code::R028
        | Code::R030
        | Code::R031
        | Code::R033
        | Code::R034
        | Code::R035
        | Code::R036
        | Code::R038
        | Code::R039 => Complete,
        Code::R004
        | Code::R006
        | Code::R010
        | Code::R011
        | Code::R012
        | Code::R013
        | Code::R016
        | Code::R017
        | Code::R018
        | Code::R019
        | Code::R021
        | Code::R024
        | Code::R026
        | Code::R027
        | Code::R029
        | Code::R032
        | Code::R037 => Template,
    }
}

/// How many patches a file with missing lines must call for, so that the test tries something.
const PATCHES_MIN_COUNT: usize = 50;

fn applied(files: &[SourceFile], Patch { place, text, .. }: &Patch) -> Vec<SourceFile> {
    let mut files = files.to_vec();
    files[place.file].text.replace_range(place.start..place.end, text);
    files
}

/// The text with words for `…` between quotes, and a day for one outside.
fn filled(text: &str) -> String {
    let pieces = text.split('…').collect::<Vec<_>>();
    let mut filled = pieces[0].to_owned();
    for piece in &pieces[1..] {
        let inside = filled.matches('"').count() % 2 == 1;
        filled += if inside { "ord" } else { "2026-01-15" };
        filled += piece;
    }
    filled
}

fn findings(files: &[SourceFile]) -> Vec<Finding> {
    compile(files, TODAY).findings
}

#[test]
fn patches_of_the_pages_do_what_they_promise() {
    for &code in Code::ALL {
        let mut found = None;
        let files = files_with(failing(code));
        let before = findings(&files);
        let patches = before.iter().filter(|finding| finding.code == code).filter_map(|finding| finding.patch.as_ref());
        for patch in patches {
            let mut text = patch.text.clone();
            if patch.applicability == Applicability::Template {
                text = filled(&text);
            }
            assert!(!text.contains('…'), "{code}");
            let after = findings(&applied(&files, &Patch { text, ..patch.clone() }));
            assert!(after.iter().all(|finding| finding.code != Code::R001), "{code}: {after:?}");
            if patch.applicability == Applicability::Complete {
                let count = |all: &[Finding]| all.iter().filter(|finding| finding.code == code).count();
                assert!(count(&after) < count(&before), "{code}: {after:?}");
            }
            // What is complete in one place says more than what is left open in another.
            found = found.filter(|found| *found == Applicability::Complete).or(Some(patch.applicability));
        }
        assert_eq!(found, Some(promised(code)), "{code}");
    }
}

/// The file as it becomes by the first patch of that code.
fn mended(extra: &str, code: Code) -> String {
    let files = files_with(extra);
    let found = findings(&files);
    let patch = found.iter().filter(|finding| finding.code == code).find_map(|finding| finding.patch.as_ref());
    patch.map_or_else(String::new, |patch| applied(&files, patch).pop().unwrap().text)
}

#[test]
fn a_patch_goes_by_how_the_file_is_written() {
    let check = |code, written: &str, expected: &str| assert_eq!(mended(written, code), expected, "{written}");
    // Under a header: below the last line, with the same room before the `=`; above the next table.
    check(Code::R006, "[role.x]", "[role.x]\nname = { nb = \"…\", en = \"…\" }");
    check(
        Code::R006,
        "[role.x]\r\nrights  = true\r\n",
        "[role.x]\r\nrights  = true\nname    = { nb = \"…\", en = \"…\" }\r\n",
    );
    check(
        Code::R006,
        "[role.x] # why\n\n[role.y]\nname = { nb = \"å\", en = \"a\" }\n",
        "[role.x] # why\nname = { nb = \"…\", en = \"…\" }\n\n[role.y]\nname = { nb = \"å\", en = \"a\" }\n",
    );
    check(Code::R006, "[role.'x']\nrights = true", "[role.'x']\nrights = true\nname   = { nb = \"…\", en = \"…\" }");
    // Between braces, over several lines too, and where there is nothing yet.
    check(Code::R006, "[role]\nx = {}\n", "[role]\nx = { name = { nb = \"…\", en = \"…\" } }\n");
    check(
        Code::R006,
        "[role]\nx = {\n  rights = true, # why\n}\n",
        "[role]\nx = {\n  rights = true, name = { nb = \"…\", en = \"…\" }, # why\n}\n",
    );
    // Where the table has no place of its own, there is none.
    check(Code::R006, "role.x.rights = true\n", "");
    check(Code::R011, "[role.x.name]\nnb = \"å\"\n", "[role.x.name]\nnb = \"å\"\nen = \"…\"\n");
    check(Code::R011, "[role.x]\nname.nb = \"å\"\n", "");
    check(Code::R011, "[role.x]\nname = { nb = \"å\" }\n", "[role.x]\nname = { nb = \"å\", en = \"…\" }\n");
    check(Code::R011, "[role.x]\nname = { nb = \"å\", en = ' ' }\n", "[role.x]\nname = { nb = \"å\", en = \"…\" }\n");
}

#[test]
fn a_word_is_replaced_where_it_stands() {
    let role = "[role.x]\nname = { nb = \"å\", en = \"a\" }\n";
    let check = |written: &str, expected: &str| {
        let expected = if expected.is_empty() { String::new() } else { format!("{role}{expected}") };
        assert_eq!(mended(&format!("{role}{written}"), Code::R002), expected, "{written}");
    };
    check("right = true", "rights = true");
    check("\"right\" = true", "\"rights\" = true");
    check("'right' = true", "'rights' = true");
    // What is written with an escape is not what was read.
    check("\"righ\\u0074\" = true", "");
}

#[test]
fn what_does_not_belong_is_taken_out_alone() {
    let field = |keys: &str| {
        format!(
            "[entity.x]\nname = {{ nb = \"å\", en = \"a\" }}\nimpersonal = \"why\"\nlabel = \"{{f}}\"\n[entity.x.fields]\nf = {{ {keys} }}\n"
        )
    };
    let check = |written: &str, expected: &str| assert_eq!(mended(&field(written), Code::R002), field(expected));
    let rest = "name = { nb = \"å\", en = \"a\" }";
    check(&format!("max = 3, type = \"date\", {rest}"), &format!("type = \"date\", {rest}"));
    check(&format!("type = \"date\", max = 3, {rest}"), &format!("type = \"date\", {rest}"));
    check(&format!("type = \"date\", {rest}, max = 3"), &format!("type = \"date\", {rest}"));
    check(
        &format!("type = \"date\", {rest}, of = {{ a = {{ nb = \"å\", en = \"a\" }} }}"),
        &format!("type = \"date\", {rest}"),
    );
    let entity = field(&format!("type = \"date\", {rest}"));
    let with_subject = entity.replace("label", "own = \"f\" # why\nlabel");
    assert_eq!(mended(&with_subject, Code::R002), entity);
}

#[test]
fn a_required_link_becomes_a_mention() {
    let before = failing(Code::R034).replace("to = \"person\", name", "to = \"person\", required = true, name");
    let after = mended(&before, Code::R034);
    assert_eq!(after, failing(Code::R034).replace("to = \"person\", name", "to = \"person\", mention = true, name"));
    assert_eq!(findings(&files_with(&after)), []);
}

/// Each line of a file that is right, left out in turn: no patch breaks what is left, and a complete one leaves less to
/// mend of its kind.
#[test]
fn patches_hold_in_files_as_they_are_written() {
    let files = files_with("");
    let mut patches = 0;
    for name in ["register/website.toml", "register/parties.toml", "ryddig.toml"] {
        let index = files.iter().position(|file| file.name == name).unwrap();
        for line in 0..files[index].text.lines().count() {
            let mut files = files.clone();
            let kept = files[index].text.lines().enumerate().filter(|(at, _)| *at != line);
            files[index].text = kept.flat_map(|(_, text)| [text, "\n"]).collect();
            let before = findings(&files);
            for finding in &before {
                let Some(patch) = &finding.patch else { continue };
                patches += 1;
                let text = filled(&patch.text);
                let after = findings(&applied(&files, &Patch { text, ..patch.clone() }));
                let count = |all: &[Finding], code| all.iter().filter(|other| other.code == code).count();
                for code in [Code::R001, Code::R004] {
                    assert!(count(&after, code) <= count(&before, code), "{name} {line}: {finding:?}");
                }
                let less = count(&after, finding.code) < count(&before, finding.code);
                assert!(less || patch.applicability == Applicability::Template, "{name} {line}: {finding:?}");
            }
        }
    }
    assert!(patches >= PATCHES_MIN_COUNT, "{patches}");
}
