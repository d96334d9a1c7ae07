//! Where the token goes on a page.

use super::*;

fn check(page: &str, expected: &str) {
    assert_eq!(insert(page, "t0"), expected.replace('€', "<input type=\"hidden\" name=\"form_token\" value=\"t0\">"));
}

#[test]
fn every_form_that_changes_something_has_it_first() {
    check("<p>Hei</p>", "<p>Hei</p>");
    check("<form method=\"post\" action=\"/a\"><input></form>", "<form method=\"post\" action=\"/a\">€<input></form>");
    check(
        "<form class=\"me\" method=\"post\"></form><form method=\"post\"></form>",
        "<form class=\"me\" method=\"post\">€</form><form method=\"post\">€</form>",
    );
}

#[test]
fn a_search_and_what_somebody_typed_are_no_such_forms() {
    check("<form method=\"get\" action=\"/a\"></form>", "<form method=\"get\" action=\"/a\"></form>");
    let typed = html! { p { "<form method=\"post\">" } input value="\"><form method=\"post\">"; }.into_string();
    check(&typed, &typed);
    check("<form method=\"post\"", "<form method=\"post\"€");
}
