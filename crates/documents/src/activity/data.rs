//! Which data an activity holds: kinds first, fields where somebody wants them all.

use crate::dates::span;
use crate::period::{field_period, law_name, period_under};
use crate::words::texts;
use model::{
    ActivityId, CategoryId, CategoryKind, EntityId, FieldId, Held, Language, LawId, Model, OurPart, Special, Subject,
    When,
};

/// The activities in use that hold or use data about persons and are ours, in the order of the register.
pub(crate) fn with_persons(model: &Model) -> impl Iterator<Item = ActivityId> {
    in_part(model, OurPart::Controller)
}

/// The activities with data about persons that a customer decides over.
pub(crate) fn for_customers(model: &Model) -> impl Iterator<Item = ActivityId> {
    in_part(model, OurPart::Processor)
}

fn in_part(model: &Model, part: OurPart) -> impl Iterator<Item = ActivityId> {
    let told = move |&activity: &ActivityId| model[activity].in_use && model[activity].part == part;
    model.activity_ids().filter(told).filter(|&activity| !data(model, activity).is_empty())
}

/// The entities that `activity` holds itself, wholly or some fields of, in the order of the register.
pub(crate) fn own_entities(model: &Model, activity: ActivityId) -> impl Iterator<Item = EntityId> {
    let holds = move |entity: &EntityId| {
        model[*entity].held.activities().contains(&activity)
            || model
                .fields_of(*entity)
                .iter()
                .any(|&field| model[field].activities.as_ref().is_some_and(|activities| activities.contains(&activity)))
    };
    model.entity_ids().filter(holds)
}

/// Everything about persons that `activity` holds or uses: per entity the fields that tell
/// something about the person. The link that only says whom a row is about is left out.
pub(super) fn data(model: &Model, activity: ActivityId) -> Vec<(EntityId, Vec<FieldId>)> {
    let held = |entity| {
        let fields = model.fields_of(entity).iter().copied();
        (entity, fields.filter(|&field| model.activities_of(field).contains(&activity)).collect::<Vec<_>>())
    };
    let own = own_entities(model, activity).map(held);
    let used = model[activity].uses.iter().map(|one| (one.entity, one.fields.clone()));
    let personal = own.chain(used).map(|(entity, fields)| {
        let owner = match &model[entity].subject {
            Subject::Path(path) => path.first(),
            Subject::None | Subject::Itself => None,
        };
        let tells = |field: &FieldId| model[*field].impersonal.is_none() && Some(field) != owner;
        (entity, fields.into_iter().filter(tells).collect::<Vec<_>>())
    });
    personal.filter(|(_, fields)| !fields.is_empty()).collect()
}

/// One line per entity: its name, when its rows are about a person, and the names of the fields.
pub(crate) fn data_lines(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let line = |(entity, fields): (EntityId, Vec<FieldId>)| {
        let name = model[entity].name.get(language);
        let when = model[entity].subject_when.as_ref();
        let when = when.map(|when| format!(" ({})", condition(model, when, language)));
        format!("{name}{}: {}", when.unwrap_or_default(), names(model, &fields, language).join(", "))
    };
    data(model, activity).into_iter().map(line).collect()
}

/// The things that hold data, where no kind of data is told: `Henvendelse, e-post og person`.
pub(crate) fn things(model: &Model, activity: ActivityId, language: Language) -> String {
    let names = data(model, activity).into_iter().map(|(entity, _)| within_sentence(model[entity].name.get(language)));
    capital(&texts(language).told_apart(&names.collect::<Vec<_>>()))
}

/// The kinds of data, in the order of the register; none where no field has one.
pub(crate) fn kinds(model: &Model, activity: ActivityId) -> Vec<CategoryId> {
    let fields = data(model, activity).into_iter().flat_map(|(_, fields)| fields);
    let mut kinds: Vec<CategoryId> = fields.filter_map(|field| model[field].category).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The names of kinds of data in a sentence: `navn, kontaktopplysninger og yrke`.
pub(crate) fn named(model: &Model, kinds: &[CategoryId], language: Language) -> String {
    let names: Vec<String> = kinds.iter().map(|&kind| within_sentence(model[kind].name.get(language))).collect();
    texts(language).told_apart(&names)
}

/// Kinds of data that the law protects more, with the ground that opens for them and its laws.
pub(crate) fn protected(model: &Model, activity: ActivityId, language: Language) -> Vec<(String, Vec<LawId>)> {
    let mut grounds: Vec<(Option<&Special>, Vec<CategoryId>)> = Vec::new();
    let mut criminal = false;
    for (entity, fields) in data(model, activity) {
        let ground = model[entity].special.as_ref().or(model[activity].special.as_ref());
        for kind in fields.into_iter().filter_map(|field| model[field].category) {
            match model[kind].kind {
                CategoryKind::Special => match grounds.iter_mut().find(|(known, _)| *known == ground) {
                    Some((_, kinds)) => kinds.push(kind),
                    None => grounds.push((ground, vec![kind])),
                },
                CategoryKind::Criminal => criminal = true,
                CategoryKind::Ordinary | CategoryKind::Identity => {}
            }
        }
    }
    let sentence = |(ground, mut kinds): (Option<&Special>, Vec<CategoryId>)| {
        kinds.sort_unstable();
        kinds.dedup();
        let laws = ground.map(|it| it.laws.clone()).unwrap_or_default();
        (special_sentence(model, &kinds, ground, language), laws)
    };
    let criminal = criminal.then(|| (capital(texts(language).activity.criminal) + ".", Vec::new()));
    grounds.into_iter().map(sentence).chain(criminal).collect()
}

fn special_sentence(model: &Model, kinds: &[CategoryId], ground: Option<&Special>, language: Language) -> String {
    let words = &texts(language).grounds;
    let kinds = capital(&named(model, kinds, language));
    let Some(Special { ground, laws }) = ground else { return format!("{kinds}.") };
    let article = (words.special_article)(ground.letter());
    let laws: Vec<&str> = laws.iter().map(|&law| law_name(model, law, language)).collect();
    let rests_on = std::iter::once(article.as_str()).chain(laws).collect::<Vec<_>>().join("; ");
    format!("{kinds}: {} ({rests_on}).", (words.special)(*ground))
}

/// Why national identity numbers are needed, for each field that holds one.
pub(crate) fn needs(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let fields = data(model, activity).into_iter().flat_map(|(_, fields)| fields);
    let needs = fields.filter_map(|field| model[field].need.as_ref());
    let mut lines: Vec<String> = needs
        .map(|need| capital(&(texts(language).activity.identity_need)(need.get(language).trim_end_matches('.'))))
        .collect();
    lines.dedup();
    lines
}

/// Where a choice decides which activity holds a row: under which alternatives it is this one. Where that goes only for
/// some of what the activity holds, it is said for which.
pub(crate) fn conditions(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let texts = texts(language);
    let own: Vec<EntityId> = own_entities(model, activity).collect();
    let mut conditions: Vec<(String, Vec<String>)> = Vec::new();
    for &entity in &own {
        let Held::ByChoice { choice, of } = &model[entity].held else { continue };
        let among = of.iter().filter(|(_, held)| *held == activity).map(|(key, _)| key.clone()).collect();
        let condition = (texts.activity.only)(&condition(model, &When { field: choice.field, among }, language));
        let name = model[entity].name.get(language).to_owned();
        match conditions.iter_mut().find(|(known, _)| *known == condition) {
            Some((_, names)) => names.push(name),
            None => conditions.push((condition, vec![name])),
        }
    }
    let sentence = |(condition, names): (String, Vec<String>)| {
        if names.len() == own.len() {
            return capital(&condition) + ".";
        }
        format!("{}: {condition}.", texts.joined(&names))
    };
    conditions.into_iter().map(sentence).collect()
}

/// `når «Innehaver» er «Person»`.
fn condition(model: &Model, When { field, among }: &When, language: Language) -> String {
    let among: Vec<&str> = among.iter().map(String::as_str).collect();
    let among = alternatives(model, *field, &among, language);
    (texts(language).activity.when)(model[*field].name.get(language), &among)
}

/// The names of alternatives of a choice, quoted, with *or* before the last.
fn alternatives(model: &Model, choice: FieldId, among: &[&str], language: Language) -> String {
    let texts = texts(language);
    let all = model.alternatives(choice).unwrap_or_default();
    let chosen = all.iter().filter(|one| among.contains(&one.key.as_str()));
    let names: Vec<String> = chosen.map(|one| (texts.quoted)(one.name.get(language))).collect();
    texts.either(&names)
}

/// How long anything of the activity lives at the most, where that is told.
pub(crate) fn longest_line(model: &Model, activity: ActivityId, language: Language) -> Option<String> {
    model[activity].longest.map(|it| (texts(language).periods.longest)(&span(it, language)))
}

/// How long each thing is kept that the activity holds or uses; things with the same period share
/// a line. Fields with a period of their own follow.
pub(crate) fn period_lines(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let texts = texts(language);
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |period: String, name: String| match lines.iter_mut().find(|(known, _)| *known == period) {
        Some((_, names)) => names.push(name),
        None => lines.push((period, vec![name])),
    };
    for (entity, fields) in data(model, activity) {
        let name = model[entity].name.get(language);
        add(period_under(model, entity, activity, language), name.to_owned());
        for field in fields {
            if let Some(own) = field_period(model, field, language) {
                add(own, (texts.periods.over_link)(model[field].name.get(language), name));
            }
        }
    }
    let sentence = |(period, names): (String, Vec<String>)| format!("{}: {period}", texts.joined(&names));
    lines.into_iter().map(sentence).collect()
}

fn names<'a>(model: &'a Model, fields: &[FieldId], language: Language) -> Vec<&'a str> {
    fields.iter().map(|&field| model[field].name.get(language)).collect()
}

/// The same with a capital first.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name without its first capital, unless more of its first word is in capitals, as in `IP-adresse`.
fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        Some(_) | None => name.to_owned(),
    }
}
