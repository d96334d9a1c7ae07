//! Catalogues: the words that people read, in files of Project Fluent, one per language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use model::Language;
use std::collections::BTreeSet;
use unic_langid::{LanguageIdentifier, langid};

/// The messages of one crate in every language.
pub struct Catalogue {
    nb: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl Catalogue {
    /// Reads the two files.
    ///
    /// # Panics
    /// On a file that is not Fluent, that repeats a key, or where one language lacks a key of the
    /// other. Every crate with a catalogue loads it in a test.
    pub fn new(nb: &str, en: &str) -> Self {
        let keys = keys(nb);
        assert_eq!(keys, self::keys(en), "both languages must have the same messages");
        Self { nb: bundle(langid!("nb"), nb), en: bundle(langid!("en"), en), keys }
    }

    /// The message `key` in `language`, with `arguments` put in.
    ///
    /// # Panics
    /// On a key that no file has: a mistake in the program, which its tests find.
    pub fn say(&self, language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
        let bundle = match language {
            Language::Nb => &self.nb,
            Language::En => &self.en,
        };
        let message = bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.unwrap_or_else(|| panic!("no message {key} in {}", language.tag()));
        let arguments: FluentArgs = arguments.iter().copied().collect();
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }
}

fn bundle(language: LanguageIdentifier, text: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors);
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource.expect("a language file is Fluent")).expect("a language file has each key once");
    bundle
}

/// The keys of a file: what stands before ` =` at the start of a line.
fn keys(text: &str) -> BTreeSet<String> {
    let starts = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
}
