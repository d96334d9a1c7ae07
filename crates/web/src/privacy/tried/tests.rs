use super::*;

fn hunk(file: &str, line: usize, old: &[&str], new: &[&str]) -> Hunk {
    let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
    Hunk { file: file.to_owned(), standard: false, line, old: lines(old), new: lines(new) }
}

#[test]
fn a_patch_counts_the_lines_that_went_before() {
    for (patch, expected) in [
        (vec![], ""),
        (vec![hunk("a", 7, &["x"], &["y"])], "--- a/a\n+++ b/a\n@@ -7,1 +7,1 @@\n-x\n+y\n"),
        (
            vec![hunk("a", 3, &["x", "y"], &[]), hunk("a", 9, &["z"], &["w"]), hunk("b", 1, &["v"], &[])],
            "--- a/a\n+++ b/a\n@@ -3,2 +2,0 @@\n-x\n-y\n@@ -9,1 +7,1 @@\n-z\n+w\n--- a/b\n+++ b/b\n@@ -1,1 +0,0 @@\n-v\n",
        ),
    ] {
        assert_eq!(unified(&patch), expected);
    }
}
