//! The whole register as JSON: all that somebody outside needs to work out the record, the due dates and the erasures
//! for themselves, and so to check ours.
//!
//! It must not know the rows. Everything is named by its word in the register, so that no position means anything; the
//! shape is described in `docs/register/export.md`.

mod entity;
mod ground;

use crate::dates::iso_day;
use model::{
    Activity, Body, Category, CategoryId, CategoryKind, Confidence, Controller, Day, Deadline, Law, List, Marketing,
    Model, OurPart, Recipient, RecipientId, RecipientKind, Right, Role, Span, System, Transfer, Use, Words,
};
use serde_json::{Value, json};

/// The number of this shape; another shape has another number.
const FORMAT: u32 = 1;

/// The register as one JSON object.
pub fn export(model: &Model) -> Value {
    json!({
        "format": FORMAT,
        "fingerprint": model.fingerprint,
        "controller": controller(&model.controller),
        "roles": each(&model.roles, role),
        "recipients": each(&model.recipients, |it| recipient(model, it)),
        "systems": each(&model.systems, |it| system(model, it)),
        "laws": each(&model.laws, law),
        "rights": each(&model.rights, right),
        "categories": each(&model.categories, category),
        "lists": each(&model.lists, list),
        "activities": each(&model.activities, |it| activity(model, it)),
        "entities": model.entity_ids().map(|id| entity::entity(model, id)).collect::<Value>(),
    })
}

fn each<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    items.iter().map(write).collect()
}

fn words(words: &Words) -> Value {
    json!({ "nb": words.nb, "en": words.en })
}

fn day(day: Day) -> Value {
    iso_day(day).into()
}

fn span(span: Span) -> Value {
    let (count, unit) = match span {
        Span::Days(count) => (count, "days"),
        Span::Months(count) => (count, "months"),
        Span::Years(count) => (count, "years"),
    };
    json!({ "count": count, "unit": unit })
}

fn controller(it: &Controller) -> Value {
    json!({
        "name": it.name,
        "organisation_number": it.organisation_number,
        "address": it.address,
        "contact": it.contact,
        "contact_title": words(&it.contact_title),
        "email": it.email,
        "phone": it.phone,
        "authority": words(&it.authority),
        "fiscal_year_end": { "month": it.fiscal_year_end.month, "day": it.fiscal_year_end.day },
    })
}

fn role(it: &Role) -> Value {
    let (second_factor, break_glass) = (it.second_factor, it.break_glass);
    json!({
        "key": it.key,
        "name": words(&it.name),
        "rights": it.rights,
        "second_factor": second_factor,
        "break_glass": break_glass,
    })
}

fn recipient(model: &Model, it: &Recipient) -> Value {
    let kind = match it.kind {
        RecipientKind::Processor => "processor",
        RecipientKind::Controller => "controller",
        RecipientKind::Authority => "authority",
    };
    json!({
        "key": it.key,
        "name": it.name,
        "kind": kind,
        "task": words(&it.task),
        "categories": categories(model, &it.categories),
        "country": it.country,
        "agreement": it.agreement.map(|it| json!({ "dated": day(it.dated), "expires": it.expires.map(day) })),
        "transfer": it.transfer.map(transfer),
    })
}

fn system(model: &Model, it: &System) -> Value {
    let activities: Vec<&str> = it.activities.iter().map(|&id| model[id].key.as_str()).collect();
    json!({
        "key": it.key,
        "name": it.name,
        "holds": words(&it.holds),
        "activities": activities,
        "categories": categories(model, &it.categories),
        "routine": it.routine.as_ref().map(words),
        "keep": words(&it.keep),
        "owner": model[it.owner].key,
        "country": it.country,
        "transfer": it.transfer.map(transfer),
    })
}

fn categories(model: &Model, ids: &[CategoryId]) -> Value {
    ids.iter().map(|&id| model[id].key.as_str()).collect()
}

fn transfer(it: Transfer) -> &'static str {
    match it {
        Transfer::Adequacy => "adequacy",
        Transfer::StandardClauses => "standard-clauses",
        Transfer::BindingRules => "binding-rules",
        Transfer::Consent => "consent",
    }
}

fn confidence(it: Confidence) -> &'static str {
    match it {
        Confidence::Read => "read",
        Confidence::Excerpt => "excerpt",
        Confidence::Memory => "memory",
    }
}

fn law(it: &Law) -> Value {
    let body = |body: &Body| match body {
        Body::Company => "company",
        Body::PublicBody => "public-body",
    };
    let minimum = it.minimum.map(|it| json!({ "span": span(it.span), "after_fiscal_year": it.after_fiscal_year }));
    json!({
        "key": it.key,
        "title": words(&it.title),
        "source": it.source,
        "valid_from": day(it.valid_from),
        "valid_to": it.valid_to.map(day),
        "checked_on": day(it.checked_on),
        "confidence": confidence(it.confidence),
        "applies_to": it.applies_to.iter().map(body).collect::<Vec<_>>(),
        "minimum": minimum,
    })
}

fn right(it: &Right) -> Value {
    json!({
        "key": it.key,
        "name": words(&it.name),
        "article": it.article,
        "deadline": deadline(it.deadline),
        "extension": it.extension.map(deadline),
        "source": it.source,
        "checked_on": day(it.checked_on),
        "confidence": confidence(it.confidence),
    })
}

fn deadline(it: Deadline) -> Value {
    match it {
        Deadline::Hours(count) => json!({ "count": count, "unit": "hours" }),
        Deadline::Within(length) => span(length),
    }
}

fn category(it: &Category) -> Value {
    let kind = match it.kind {
        CategoryKind::Ordinary => "ordinary",
        CategoryKind::Special => "special",
        CategoryKind::Criminal => "criminal",
        CategoryKind::Identity => "identity",
    };
    json!({ "key": it.key, "name": words(&it.name), "dpv": it.dpv, "kind": kind })
}

fn list(it: &List) -> Value {
    json!({ "key": it.key, "name": words(&it.name), "of": entity::alternatives(&it.of) })
}

fn activity(model: &Model, it: &Activity) -> Value {
    let used = |one: &Use| json!({ "entity": model[one.entity].key, "fields": entity::keys(model, &one.fields) });
    let recipients: Vec<&str> = it.recipients.iter().map(|&id: &RecipientId| model[id].key.as_str()).collect();
    let part = match it.part {
        OurPart::Controller => "controller",
        OurPart::Processor => "processor",
    };
    json!({
        "key": it.key,
        "purpose": words(&it.purpose),
        "subjects": words(&it.subjects),
        "part": part,
        "ground": ground::ground(model, &it.ground),
        "special": it.special.as_ref().map(|it| ground::special(model, it)),
        "marketing": it.marketing.map(|it| marketing(model, it)),
        "source": ground::source(it.source),
        "notice": it.notice.as_ref().map(words),
        "uses": each(&it.uses, used),
        "responsible": model[it.responsible].key,
        "access": entity::grants(model, &it.access),
        "longest": it.longest.map(span),
        "recipients": recipients,
    })
}

fn marketing(model: &Model, it: Marketing) -> Value {
    match it {
        Marketing::Consent => json!({ "to": "consent" }),
        Marketing::ExistingCustomer { sale } => {
            let field = &model[sale];
            json!({ "to": "existing customer", "sale": format!("{}.{}", model[field.entity].key, field.key) })
        }
        Marketing::ImpersonalAddress => json!({ "to": "impersonal address" }),
    }
}

#[cfg(test)]
mod tests;
