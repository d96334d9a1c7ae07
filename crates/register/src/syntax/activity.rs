//! Reading `[activity.X]`.

use super::draft::{ActivityDraft, Addressees, Basis, SpecialDraft};
use super::keep;
use super::keys::Section;
use super::reader::Reader;
use crate::finding::{At, Part};
use crate::rules::r005_wrong_value;
use model::{OurPart, Source, Span, SpecialGround};

pub(super) const BASES: &[(&str, Basis)] = &[
    ("consent", Basis::Consent),
    ("contract", Basis::Contract),
    ("legal-obligation", Basis::LegalObligation),
    ("vital-interests", Basis::VitalInterests),
    ("public-task", Basis::PublicTask),
    ("legitimate-interests", Basis::LegitimateInterests),
];

pub(super) const SOURCES: &[(&str, Source)] = &[
    ("the person", Source::Person),
    ("ourselves", Source::Ourselves),
    ("open sources", Source::OpenSources),
    ("third party", Source::ThirdParty),
    ("the person and others", Source::PersonAndOthers),
];

pub(super) const PARTS: &[(&str, OurPart)] = &[("controller", OurPart::Controller), ("processor", OurPart::Processor)];

pub(super) const MARKETING: &[(&str, Addressees)] = &[
    ("consent", Addressees::Consent),
    ("existing customer", Addressees::ExistingCustomer),
    ("impersonal address", Addressees::ImpersonalAddress),
];

pub(super) const GROUNDS: &[(&str, SpecialGround)] = &[
    ("explicit-consent", SpecialGround::ExplicitConsent),
    ("employment-law", SpecialGround::EmploymentLaw),
    ("vital-interests", SpecialGround::VitalInterests),
    ("members", SpecialGround::Members),
    ("made-public", SpecialGround::MadePublic),
    ("legal-claims", SpecialGround::LegalClaims),
    ("public-interest", SpecialGround::PublicInterest),
    ("health-care", SpecialGround::HealthCare),
    ("public-health", SpecialGround::PublicHealth),
    ("research", SpecialGround::Research),
];

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
        part: reader.one_of("part", PARTS),
        basis: reader.one_of("basis", BASES),
        consent: reader.words("consent"),
        law: reader.text_or_texts("law"),
        interest: reader.words("interest"),
        balancing: reader.words("balancing"),
        special: special(reader),
        marketing: reader.one_of("marketing", MARKETING),
        sale: reader.text("sale"),
        source: reader.one_of("source", SOURCES),
        notice: reader.words("notice"),
        uses: reader.lists("uses"),
        responsible: reader.text("responsible"),
        access: reader.grants("access"),
        recipients: reader.texts("recipients"),
        longest: longest(reader),
    };
    match draft.source.get().map(|source| source.it) {
        Some(Source::Person | Source::Ourselves) => {
            reader.refuse("notice", "it belongs to data from `open sources` or a `third party`");
        }
        Some(Source::OpenSources | Source::ThirdParty | Source::PersonAndOthers) | None => {}
    }
    if draft.marketing.get().map(|to| to.it) != Some(Addressees::ExistingCustomer) {
        reader.refuse("sale", "it belongs to `marketing = \"existing customer\"`");
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

/// `special` of an activity or an entity.
pub(super) fn special(reader: &mut Reader<'_>) -> Part<SpecialDraft> {
    reader.table("special").map(|table| {
        let mut inner = Reader::open(table.it, Section::Special, table.place, reader.findings);
        let (ground, law) = (inner.one_of("ground", GROUNDS), inner.text_or_texts("law"));
        SpecialDraft { place: table.place, ground, law }
    })
}

fn longest(reader: &mut Reader<'_>) -> Part<At<Span>> {
    reader.text("longest").and_then(|text| {
        let span = match text.it.split_whitespace().collect::<Vec<_>>().as_slice() {
            [count, unit] => keep::span(count, unit),
            _ => None,
        };
        if span.is_none() {
            reader.findings.push(r005_wrong_value::not_a_span(&text));
        }
        span.map(|it| At { it, place: text.place })
    })
}
