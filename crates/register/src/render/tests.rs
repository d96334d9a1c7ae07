//! The forms for programs, on findings in several files with all that needs an escape.

#![allow(clippy::needless_raw_string_hashes, clippy::too_many_lines, reason = "expect-test writes them")]

use super::{Format, render};
use crate::finding::{Finding, Place};
use crate::{Applicability, Code, Patch, SourceFile};
use expect_test::{Expect, expect};

fn check(format: Format, expected: &Expect) {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let files = [file("a,b: 5 %.toml", "æøå = 1\nkep = 2\n"), file("øvrig/c.toml", "x = \"\"\"\nto\nlinjer\"\"\"\n")];
    let place = |file, start, end| Place { file, start, end };
    let mut findings = [
        Finding::error(Code::R006, None, "nothing anywhere"),
        Finding::error(Code::R002, place(0, 11, 14), "`kep` is 5 % wrong").note("a\r\nb").help("write `keep`"),
        Finding::warning(Code::R021, place(1, 4, 19), "two lines, three").related(place(0, 0, 6), "seen here"),
    ];
    findings[1].patch =
        Some(Patch { place: place(0, 11, 14), text: "keep".to_owned(), applicability: Applicability::Complete });
    expected.assert_eq(&render(&findings, &files, format));
}

#[test]
fn json() {
    check(
        Format::Json,
        &expect![[r#"
            [
              {
                "code": "R006",
                "severity": "error",
                "group": "Writing",
                "headline": "nothing anywhere",
                "related": [],
                "note": null,
                "help": null,
                "patch": null
              },
              {
                "code": "R002",
                "severity": "error",
                "group": "Writing",
                "headline": "`kep` is 5 % wrong",
                "file": "a,b: 5 %.toml",
                "line": 2,
                "column": 1,
                "end": {
                  "line": 2,
                  "column": 4
                },
                "related": [],
                "note": "a\r\nb",
                "help": "write `keep`",
                "patch": {
                  "file": "a,b: 5 %.toml",
                  "line": 2,
                  "column": 1,
                  "end": {
                    "line": 2,
                    "column": 4
                  },
                  "text": "keep",
                  "applicability": "complete"
                }
              },
              {
                "code": "R021",
                "severity": "warning",
                "group": "Lawfulness",
                "headline": "two lines, three",
                "file": "øvrig/c.toml",
                "line": 1,
                "column": 5,
                "end": {
                  "line": 3,
                  "column": 9
                },
                "related": [
                  {
                    "file": "a,b: 5 %.toml",
                    "line": 1,
                    "column": 1,
                    "end": {
                      "line": 1,
                      "column": 4
                    },
                    "words": "seen here"
                  }
                ],
                "note": null,
                "help": null,
                "patch": null
              }
            ]
        "#]],
    );
}

#[test]
fn github() {
    check(
        Format::Github,
        &expect![[r#"
        ::error title=R006::nothing anywhere
        ::error file=a%2Cb%3A 5 %25.toml,line=2,col=1,title=R002::`kep` is 5 %25 wrong%0Anote: a%0D%0Ab%0Ahelp: write `keep`
        ::warning file=øvrig/c.toml,line=1,col=5,title=R021::two lines, three
    "#]],
    );
}

#[test]
fn no_finding() {
    let text = |format| render(&[], &[], format);
    assert_eq!([text(Format::Human { colour: true }), text(Format::Json), text(Format::Github)], ["", "[]\n", ""]);
}

/// The log without its rules, which are the manual's pages.
fn sarif_without_rules(log: &str) -> String {
    let mut log: serde_json::Value = serde_json::from_str(log).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(rules.as_array().unwrap().len(), Code::ALL.len());
    let r003 = &rules[2];
    assert_eq!(r003["id"], "R003");
    assert_eq!(r003["shortDescription"]["text"], "a name that nothing bears");
    let whole = crate::explain("R003").unwrap();
    assert_eq!(r003["help"]["markdown"], whole);
    let words = r003["fullDescription"]["text"].as_str().unwrap();
    assert!(!words.is_empty() && !words.contains('#') && whole.contains(words), "{words}");
    format!("{log:#}")
}

/// A log with a finding that has no place, and one that has two.
fn log() -> String {
    let file = SourceFile { name: "a b\\ø.toml".to_owned(), text: "æøå = 1\nkep = 2\n".to_owned() };
    let place = |start, end| Place { file: 0, start, end };
    let mut findings = [
        Finding::error(Code::R006, None, "nothing anywhere"),
        Finding::warning(Code::R002, place(11, 14), "`kep`").related(place(0, 6), "seen here").note("why").help("how"),
    ];
    findings[1].patch =
        Some(Patch { place: place(19, 19), text: "æ = \"…\"\n".to_owned(), applicability: Applicability::Template });
    render(&findings, &[file], Format::Sarif)
}

#[test]
fn sarif() {
    expect![[r#"
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "runs": [
            {
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "level": "error",
                  "locations": [],
                  "message": {
                    "text": "nothing anywhere"
                  },
                  "relatedLocations": [],
                  "ruleId": "R006"
                },
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "uri": "a%20b/%C3%B8.toml"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "endColumn": 1,
                                "endLine": 3,
                                "startColumn": 1,
                                "startLine": 3
                              },
                              "insertedContent": {
                                "text": "æ = \"…\"\n"
                              }
                            }
                          ]
                        }
                      ],
                      "description": {
                        "text": "how"
                      },
                      "properties": {
                        "applicability": "template"
                      }
                    }
                  ],
                  "level": "warning",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "a%20b/%C3%B8.toml"
                        },
                        "region": {
                          "endColumn": 4,
                          "endLine": 2,
                          "startColumn": 1,
                          "startLine": 2
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "`kep`\nnote: why\nhelp: how"
                  },
                  "relatedLocations": [
                    {
                      "message": {
                        "text": "seen here"
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "a%20b/%C3%B8.toml"
                        },
                        "region": {
                          "endColumn": 4,
                          "endLine": 1,
                          "startColumn": 1,
                          "startLine": 1
                        }
                      }
                    }
                  ],
                  "ruleId": "R002"
                }
              ],
              "tool": {
                "driver": {
                  "name": "ryddig",
                  "rules": null,
                  "version": "0.1.0"
                }
              }
            }
          ],
          "version": "2.1.0"
        }"#]]
    .assert_eq(&sarif_without_rules(&log()));
}
