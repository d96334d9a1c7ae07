//! A place in a timeline, as an address holds it.

use super::*;

#[test]
fn a_place_is_read_as_it_is_written_and_nothing_else_is_one() {
    let place = Place { at: Moment(1_795_166_400_000_000), id: RowId([7; 16]) };
    assert_eq!(place.to_string().parse(), Ok(place));
    for wrong in [
        "",
        ".",
        "1",
        "1.",
        "x.07070707-0707-0707-0707-070707070707",
        "9223372036854775807.07070707-0707-0707-0707-070707070707",
    ] {
        assert_eq!(wrong.parse::<Place>(), Err(()), "{wrong}");
    }
}

#[test]
fn in_the_middle_of_a_day_all_of_that_day_is_behind() {
    let noon = start_of(Day(20_000)).plus_seconds(12 * 60 * 60);
    let id = RowId([7; 16]);
    let Cursor { value, id: last } = cursor(Class::Day, Place { at: noon, id });
    assert_eq!((value, last), (Value::Day(Day(20_000)), RowId([0xff; 16])));
    let Cursor { value, id: last } = cursor(Class::Day, Place { at: start_of(Day(20_000)), id });
    assert_eq!((value, last), (Value::Day(Day(20_000)), id));
}
