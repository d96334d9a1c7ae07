//! The words of the commands, and the dates in them.

use engine::{Catalogue, Language, Until, documents};
use std::sync::LazyLock;

/// The messages of the commands.
pub(super) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    let nb = concat!(
        include_str!("../../languages/nb.ftl"),
        "\n",
        include_str!("../../languages/requests.nb.ftl"),
        "\n",
        include_str!("../../languages/breaches.nb.ftl"),
        "\n",
        include_str!("../../languages/import.nb.ftl")
    );
    let en = concat!(
        include_str!("../../languages/en.ftl"),
        "\n",
        include_str!("../../languages/requests.en.ftl"),
        "\n",
        include_str!("../../languages/breaches.en.ftl"),
        "\n",
        include_str!("../../languages/import.en.ftl")
    );
    Catalogue::new(nb, en)
});

/// `until 14 March 2029`, or that it goes on.
pub(super) fn until(until: Until, language: Language) -> String {
    match until {
        Until::Day(day) => WORDS.say(language, "until", &[("day", &documents::day(day, language))]),
        Until::Open => WORDS.say(language, "until-open", &[]),
    }
}
