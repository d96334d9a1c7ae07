//! Who is known to be behind a host: a short list of our own, of those that are met most on Norwegian websites. A host that is
//! not on it is told all the same, without a name.

/// The end of a host's name, and who that is.
const KNOWN: &str = include_str!("trackers.txt");

/// Who is behind `host`, if that is on the list.
pub(super) fn known(host: &str) -> Option<&'static str> {
    let entries = KNOWN.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    let mut found =
        entries.filter(|(end, _)| host == *end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')));
    found.next().map(|(_, who)| who)
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, known};

    #[test]
    fn the_end_of_a_name_counts_from_a_dot() {
        assert_eq!(known("www.google-analytics.com"), Some("Google Analytics"));
        assert_eq!(known("google-analytics.com"), Some("Google Analytics"));
        assert_eq!(known("notgoogle-analytics.com"), None);
        assert_eq!(known("firma.example"), None);
    }

    #[test]
    fn every_line_is_a_host_and_a_name() {
        for line in KNOWN.lines().filter(|line| !line.starts_with('#')) {
            let (host, who) = line.split_once(' ').expect("a host and a name");
            assert!(host.contains('.') && host == host.to_lowercase() && !who.trim().is_empty(), "{line}");
        }
    }
}
