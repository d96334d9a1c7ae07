use super::{quote, write};
use crate::record::Table;

#[test]
fn cells_are_quoted() {
    let check = |cell: &str, expected: &str| assert_eq!(quote(cell), expected);
    check("", r#""""#);
    check("a", r#""a""#);
    check("a, b", r#""a, b""#);
    check("say \"a\"", r#""say ""a""""#);
    check("a\nb", "\"a\nb\"");
}

#[test]
fn no_cell_begins_a_formula() {
    let check = |cell: &str, expected: &str| assert_eq!(quote(cell), expected);
    check("=1+1", r#""'=1+1""#);
    check("+47 22 00 00 00", r#""'+47 22 00 00 00""#);
    check("-1", r#""'-1""#);
    check("@SUM(A1)", r#""'@SUM(A1)""#);
    check("\t=1", "\"'\t=1\"");
    check("\r=1", "\"'\r=1\"");
    check("a=1", r#""a=1""#);
}

#[test]
fn lines_end_as_the_standard_says() {
    let strings = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let table = Table { name: "", headings: strings(["a", "b"]), lines: vec![strings(["ø", ""])] };
    assert_eq!(write(&table), "\u{feff}\"a\",\"b\"\r\n\"ø\",\"\"\r\n");
}
