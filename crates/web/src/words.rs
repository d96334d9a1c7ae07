//! The words of every page, from the files in `languages/`.

use engine::{Catalogue, Day, Language, Moment, Until};
use maud::Render;
use std::sync::LazyLock;

/// The text of every file of words in one language.
macro_rules! files {
    ($language:literal: $($name:literal)*) => {
        concat!(include_str!(concat!("../languages/", $language, ".ftl")), $("\n", include_str!(concat!("../languages/", $name, ".", $language, ".ftl"))),*)
    };
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let nb = files!("nb": "requests" "breaches" "passkeys" "accounts" "users" "frame" "lists" "records" "transfer" "charts" "notices" "support" "calls" "letters" "mailboxes" "secure" "portal");
    let en = files!("en": "requests" "breaches" "passkeys" "accounts" "users" "frame" "lists" "records" "transfer" "charts" "notices" "support" "calls" "letters" "mailboxes" "secure" "portal");
    Catalogue::new(nb, en)
});

/// The words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    pub(crate) fn say(self, key: &str) -> String {
        CATALOGUE.say(self.0, key, &[])
    }

    pub(crate) fn with(self, key: &str, arguments: &[(&str, &str)]) -> String {
        CATALOGUE.say(self.0, key, arguments)
    }

    pub(crate) fn moment(self, moment: Moment) -> String {
        engine::documents::moment(moment, self.0)
    }

    pub(crate) fn day(self, day: Day) -> String {
        engine::documents::day(day, self.0)
    }

    /// `14. mars 2029`, or that no end is set yet.
    pub(crate) fn until(self, until: Until) -> String {
        match until {
            Until::Day(day) => self.day(day),
            Until::Open => self.say("until-open"),
        }
    }

    /// How long ago `then` was, in its largest whole unit.
    pub(crate) fn ago(self, now: Moment, then: Moment) -> String {
        let minutes = (now.milliseconds() - then.milliseconds()).max(0) / 60_000;
        let (one, many, count) = match minutes {
            0 => return self.say("ago-now"),
            1..60 => ("ago-minute", "ago-minutes", minutes),
            60..1440 => ("ago-hour", "ago-hours", minutes / 60),
            _ => ("ago-day", "ago-days", minutes / 1440),
        };
        if count == 1 { self.say(one) } else { self.with(many, &[("count", &count.to_string())]) }
    }
}

/// Text on a page, as [`maud`] escapes it, which looks at each byte by itself: here all that needs no escaping goes over at once. For what
/// stands on a page hundreds of times.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Render for Text<'_> {
    fn render_to(&self, page: &mut String) {
        let mut rest = self.0;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
            let (plain, escaped) = rest.split_at(at);
            let (special, behind) = escaped.split_at(1);
            page.push_str(plain);
            special.render_to(page);
            rest = behind;
        }
        page.push_str(rest);
    }
}

/// `12 345`: a count with spaces that no line breaks at.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let group = |(at, digit): (usize, char)| {
        let space = (at > 0 && (digits.len() - at).is_multiple_of(3)).then_some('\u{a0}');
        space.into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

/// A telephone number with spaces where people put them: `+47 22 22 55 55`. Others stay as they are.
pub(crate) fn phone(number: &str) -> String {
    match number.strip_prefix("+47") {
        Some(home) if home.len() == 8 && home.bytes().all(|byte| byte.is_ascii_digit()) => {
            let pairs: Vec<&str> = (0..8).step_by(2).map(|at| &home[at..at + 2]).collect();
            format!("+47 {}", pairs.join(" "))
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
pub(crate) fn keys() -> Vec<&'static str> {
    CATALOGUE.keys().collect()
}

#[cfg(test)]
mod tests;
