use super::{Block, Document, Duty, Rule, to_html, to_markdown, to_marked_html};
use expect_test::{Expect, expect};
use model::Language;

fn check(blocks: Vec<Block>, html: &Expect, markdown: &Expect) {
    let document = Document { title: "T & U".to_owned(), language: Language::En, blocks };
    html.assert_eq(&to_html(&document));
    markdown.assert_eq(&to_markdown(&document));
}

fn details(details: &[&str]) -> Vec<String> {
    details.iter().map(|&detail| detail.to_owned()).collect()
}

#[test]
fn headings_carry_their_id() {
    check(
        vec![Block::chapter("rights", "Your rights"), Block::part("access", "Access")],
        &expect![[
            r#"<article lang="en"><h1>T &amp; U</h1><h2 id="rights">Your rights</h2><h3 id="access">Access</h3></article>"#
        ]],
        &expect![[r"
            # T \& U

            ## Your rights

            ### Access
        "]],
    );
}

#[test]
fn definitions_that_follow_each_other_are_one_list() {
    check(
        vec![
            Block::definition("One", details(&["a"])),
            Block::definition("Two", details(&["b", "c"])),
            Block::paragraph("Between."),
            Block::definition("Three", details(&["d"])),
        ],
        &expect![[
            r#"<article lang="en"><h1>T &amp; U</h1><dl><dt>One</dt><dd>a</dd><dt>Two</dt><dd>b</dd><dd>c</dd></dl><p>Between.</p><dl><dt>Three</dt><dd>d</dd></dl></article>"#
        ]],
        &expect![[r"
            # T \& U

            **One:** a

            **Two:**

            - b
            - c

            Between.

            **Three:** d
        "]],
    );
}

#[test]
fn text_stays_text() {
    check(
        vec![Block::paragraph("<script>*a*</script>\n1. b"), Block::list(&["- c", "12. d", r"\_e_"])],
        &expect![[r#"
            <article lang="en"><h1>T &amp; U</h1><p>&lt;script&gt;*a*&lt;/script&gt;
            1. b</p><ul><li>- c</li><li>12. d</li><li>\_e_</li></ul></article>"#]],
        &expect![[r"
            # T \& U

            \<script\>\*a\*\</script\> 1. b

            - \- c
            - 12\. d
            - \\\_e\_
        "]],
    );
}

#[test]
fn json_names_the_articles() {
    let blocks = vec![Block::paragraph("Nobody.").answering(&[Duty::Recipients, Duty::Source]), Block::list(&["a"])];
    let document = Document { title: "T".to_owned(), language: Language::Nb, blocks };
    expect![[r#"{"title":"T","language":"nb","blocks":[{"kind":"paragraph","text":"Nobody.","answers":["13(1)(e)","14(2)(f)"]},{"kind":"list","items":["a"]}]}"#]]
    .assert_eq(&serde_json::to_string(&document).unwrap());
}

#[test]
fn every_duty_has_an_article_of_its_own() {
    let mut articles = Duty::ALL.map(Duty::article).to_vec();
    articles.dedup();
    assert_eq!(articles.len(), Duty::ALL.len());
    assert!(articles.is_sorted(), "in the order of the articles");
}

#[test]
fn marks_stand_with_their_block() {
    let blocks = vec![
        Block::chapter("a", "A"),
        Block::part("b", "B").own_words(),
        Block::paragraph("C").enforced(Rule::Sweep),
        Block::list(&["d"]).own_words(),
        Block::definition("E", details(&["e"])).own_words(),
    ];
    let html = to_marked_html(&Document { title: "T".to_owned(), language: Language::En, blocks });
    let (_, blocks) = html.split_once("</p>").unwrap();
    expect![[r#"<h2 id="a">A</h2><h3 id="b">B</h3><p><small class="mark own-words">own words</small></p><p>C <small class="mark enforced">enforced: the program deletes when the period ends</small></p><ul><li>d</li></ul><p><small class="mark own-words">own words</small></p><dl><dt>E</dt><dd>e <small class="mark own-words">own words</small></dd></dl></article>"#]]
    .assert_eq(blocks);
}

#[test]
fn json_says_how_a_block_is_kept() {
    let blocks = vec![Block::paragraph("A").enforced(Rule::PublicPages), Block::paragraph("B").own_words()];
    let document = Document { title: "T".to_owned(), language: Language::En, blocks };
    let json = serde_json::to_value(&document).unwrap();
    assert_eq!(json["blocks"][0]["kept"], serde_json::json!({ "how": "enforced", "rule": "public_pages" }));
    assert_eq!(json["blocks"][1]["kept"], serde_json::json!({ "how": "own_words" }));
}
