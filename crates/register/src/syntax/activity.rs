//! Reading `[activity.X]`.

use super::draft::{ActivityDraft, Basis};
use super::reader::Reader;
use crate::finding::Part;
use model::{Access, Source};

const BASES: &[(&str, Basis)] = &[
    ("consent", Basis::Consent),
    ("contract", Basis::Contract),
    ("legal-obligation", Basis::LegalObligation),
    ("vital-interests", Basis::VitalInterests),
    ("public-task", Basis::PublicTask),
    ("legitimate-interests", Basis::LegitimateInterests),
];

const SOURCES: &[(&str, Source)] = &[
    ("the person", Source::Person),
    ("ourselves", Source::Ourselves),
    ("open sources", Source::OpenSources),
    ("third party", Source::ThirdParty),
];

const ACCESS: &[(&str, Access)] = &[("read", Access::Read), ("write", Access::Write)];

/// What must be written down for each basis, and for no other.
const SPOKEN_FOR: &[(&str, &[Basis])] = &[
    ("consent", &[Basis::Consent]),
    ("law", &[Basis::LegalObligation, Basis::PublicTask]),
    ("interest", &[Basis::LegitimateInterests]),
    ("balancing", &[Basis::LegitimateInterests]),
];

pub(super) fn read(reader: &mut Reader<'_>) -> ActivityDraft {
    let draft = ActivityDraft {
        purpose: reader.words("purpose"),
        subjects: reader.words("subjects"),
        basis: reader.one_of("basis", BASES),
        consent: reader.words("consent"),
        law: reader.text_or_texts("law"),
        interest: reader.words("interest"),
        balancing: reader.words("balancing"),
        source: reader.one_of("source", SOURCES),
        notice: reader.words("notice"),
        uses: reader.lists("uses"),
        responsible: reader.text("responsible"),
        access: reader.words_by_name("access", ACCESS),
        recipients: reader.texts("recipients"),
    };
    match draft.source.get().map(|source| source.it) {
        Some(Source::Person | Source::Ourselves) => {
            reader.refuse("notice", "it belongs to data from `open sources` or a `third party`");
        }
        Some(Source::OpenSources | Source::ThirdParty) | None => {}
    }
    if let Part::Is(basis) = &draft.basis {
        let word = BASES.iter().find(|(_, it)| *it == basis.it).map_or("", |(word, _)| word);
        for (key, bases) in SPOKEN_FOR.iter().filter(|(_, bases)| !bases.contains(&basis.it)) {
            let wanted = bases.iter().filter_map(|one| BASES.iter().find(|(_, it)| it == one)).map(|(word, _)| *word);
            let wanted = wanted.collect::<Vec<_>>().join("` or `");
            reader.refuse(key, &format!("the basis is `{word}`; `{key}` belongs to `{wanted}`"));
        }
    }
    draft
}
