use super::{parted, read_duration, read_scaled, say_duration, say_scaled, typed_duration, typed_scaled};
use crate::limits::DURATION_MINUTES;
use model::Language::{En, Nb};

#[test]
fn amounts_are_read_as_they_are_typed() {
    for (typed, expected) in [
        ("1 234,50", Some(123_450)),
        ("1234.50", Some(123_450)),
        ("1\u{a0}234,5", Some(123_450)),
        ("1.234,50", Some(123_450)),
        ("1,234.50", Some(123_450)),
        ("1.234.567", Some(123_456_700)),
        ("0,05", Some(5)),
        ("−12", Some(-1200)),
        ("-0,5", Some(-50)),
        ("1,234", None),
        ("12.34,50", None),
        ("1.2.3", None),
        (",5", None),
        ("1,-5", None),
        ("tolv", None),
        ("", None),
        ("-", None),
        ("92233720368547758,07", Some(i64::MAX)),
        ("92233720368547758,08", None),
    ] {
        assert_eq!(read_scaled(typed, 2), expected, "{typed}");
    }
    assert_eq!((read_scaled("1,234", 4), read_scaled("5", 0), read_scaled("5,1", 0)), (Some(12_340), Some(5), None));
}

#[test]
fn amounts_are_said_and_put_back() {
    for (value, decimals, shown, nb, en, typed) in [
        (123_450, 2, 2, "1\u{a0}234,50", "1,234.50", "1234,50"),
        (-5, 2, 2, "−0,05", "-0.05", "-0,05"),
        (1_250, 2, 0, "12,5", "12.5", "12,5"),
        (12_345_670_000, 4, 0, "1\u{a0}234\u{a0}567", "1,234,567", "1234567"),
        (0, 2, 2, "0,00", "0.00", "0,00"),
    ] {
        assert_eq!(say_scaled(value, decimals, shown, Nb), nb);
        assert_eq!(say_scaled(value, decimals, shown, En), en);
        assert_eq!(typed_scaled(value, decimals, shown), typed);
        assert_eq!(read_scaled(typed, decimals), Some(value));
    }
}

#[test]
fn lengths_of_time() {
    for (typed, expected) in [
        ("1t 30m", Some(90)),
        ("1 t 30 min", Some(90)),
        ("1 time 30 minutter", Some(90)),
        ("1 hour 30 minutes", Some(90)),
        ("1:30", Some(90)),
        ("1,5", Some(90)),
        ("1.5 timer", Some(90)),
        ("90m", Some(90)),
        ("45 minutter", Some(45)),
        ("2 t", Some(120)),
        ("0,33", Some(20)),
        ("8784", Some(DURATION_MINUTES)),
        ("8784:01", None),
        ("1:5", None),
        ("1:60", None),
        ("-1", None),
        ("t", None),
        ("m", None),
        ("en time", None),
        ("1t2t", None),
    ] {
        assert_eq!(read_duration(typed), expected, "{typed}");
    }
    for (minutes, nb, en, typed) in [
        (90, "1\u{a0}t 30\u{a0}min", "1\u{a0}h 30\u{a0}min", "1:30"),
        (45, "45\u{a0}min", "45\u{a0}min", "0:45"),
        (120, "2\u{a0}t", "2\u{a0}h", "2:00"),
        (0, "0\u{a0}min", "0\u{a0}min", "0:00"),
    ] {
        assert_eq!((say_duration(minutes, Nb).as_str(), say_duration(minutes, En).as_str()), (nb, en));
        assert_eq!((typed_duration(minutes).as_str(), read_duration(typed)), (typed, Some(minutes)));
    }
}

#[test]
fn numbers_in_groups() {
    assert_eq!(parted("310000043", &[3, 3, 3]), "310\u{a0}000\u{a0}043");
    assert_eq!(parted("31000004", &[3, 3, 3]), "310\u{a0}000\u{a0}04");
    assert_eq!(parted("3100000433", &[3, 3, 3]), "3100000433");
}
