//! What holds for all activities: who receives data, what leaves the European Economic Area, security, and what is done
//! for customers.

use crate::activity::{data_lines, for_customers, kinds, named, part, with_country};
use crate::document::{Block, Duty, Kept, Rule};
use crate::words::{country, in_eea, texts};
use crate::{
    activity::capital,
    dates::{day, span},
};
use model::{ActivityId, Language, Model, OurPart, RecipientId, Span, Transfer};

/// Every recipient that an activity of ours names: where, in which part, what for, which kinds, and the agreement.
pub(super) fn recipients(model: &Model, language: Language) -> Vec<Block> {
    let words = &texts(language).statement;
    let heading = Block::chapter("recipients", words.recipients);
    let named_ones = named_by_activities(model, |part| part == OurPart::Controller);
    if named_ones.is_empty() {
        let none = Block::paragraph(words.no_recipients).answering(&[Duty::Recipients]);
        return vec![heading, none.enforced(Rule::Recipients)];
    }
    let one = |id: RecipientId| {
        let it = &model[id];
        let what = (words.recipient)(country(&it.country, language), part(it.kind, language), it.task.get(language));
        let gets = named(model, &it.categories, language);
        let gets = (!gets.is_empty()).then(|| (texts(language).activity.gets)(&gets));
        let agreement = it.agreement.map(|it| (words.agreement)(&day(it.dated, language)));
        let details = std::iter::once(what).chain(gets).chain(agreement).collect();
        Block::definition(&it.name, details).answering(&[Duty::Recipients]).kept(Kept::by_agreement(it))
    };
    std::iter::once(heading).chain(named_ones.into_iter().map(one)).collect()
}

/// What we do for customers, who then decide (GDPR art. 28); nothing where we do nothing.
pub(super) fn customers(model: &Model, language: Language) -> Vec<Block> {
    let words = &texts(language).statement;
    let activities: Vec<ActivityId> = for_customers(model).collect();
    if activities.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::chapter("customers", words.customers),
        Block::paragraph(words.customers_text).own_words(),
        Block::paragraph(words.customers_requests).own_words(),
    ];
    for activity in activities {
        let kinds = capital(&named(model, &kinds(model, activity), language));
        let data = if kinds.is_empty() { data_lines(model, activity, language) } else { vec![format!("{kinds}.")] };
        let block = Block::definition(model[activity].purpose.get(language), data).enforced(Rule::Columns);
        blocks.push(Block { activity: Some(model[activity].key.clone()), ..block });
    }
    blocks
}

/// What the program does for security.
pub(super) fn security(model: &Model, language: Language) -> Vec<Block> {
    let texts = texts(language);
    let rules = [Rule::Roles, Rule::Sweep, Rule::Ledger, Rule::Scrub];
    let measures = texts.record.security_measures.iter().zip(rules).map(|(measure, rule)| {
        Block::definition(measure.name, vec![measure.text.to_owned()]).answering(&[Duty::Security]).enforced(rule)
    });
    let (name, text) = texts.statement.backups;
    let copies = vec![text(&span(Span::Days(model.backup.keep_days), language))];
    let copies = Block::definition(name, copies).answering(&[Duty::Security]).enforced(Rule::Backups);
    std::iter::once(Block::chapter("security", texts.statement.security)).chain(measures).chain([copies]).collect()
}

/// The recipients that an activity names, and the systems with its data, that are outside the European Economic Area, each
/// with what protects the data there.
pub(super) fn transfers(model: &Model, language: Language) -> Vec<Block> {
    let words = &texts(language).statement;
    let mut outside = named_by_activities(model, |_| true);
    outside.retain(|&id| !in_eea(&model[id].country));
    let recipients = outside.into_iter().map(|id| &model[id]);
    let recipients = recipients.map(|it| (&it.name, &it.country, it.transfer));
    let systems = model.systems.iter().filter(|system| !system.activities.is_empty());
    let systems = systems.filter_map(|it| Some((&it.name, it.country.as_ref()?, it.transfer)));
    let outside = recipients.chain(systems.filter(|(_, code, _)| !in_eea(code)));
    let line =
        |(name, code, transfer): (&String, &String, Option<Transfer>)| with_country(name, code, transfer, language);
    let lines: Vec<String> = outside.map(line).collect();
    let heading = Block::chapter("transfers", words.transfers);
    if lines.is_empty() {
        let none = Block::paragraph(words.no_transfers).answering(&[Duty::Transfers]);
        return vec![heading, none.enforced(Rule::Recipients)];
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let blocks = [Block::paragraph(words.some_transfers), Block::list(&lines)];
    let blocks = blocks.map(|block| block.answering(&[Duty::Transfers]).enforced(Rule::Recipients));
    std::iter::once(heading).chain(blocks).collect()
}

fn named_by_activities(model: &Model, fits: impl Fn(OurPart) -> bool) -> Vec<RecipientId> {
    let activities = model.activities.iter().filter(|it| fits(it.part));
    let mut ids: Vec<RecipientId> = activities.flat_map(|it| it.recipients.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
