//! Entities and fields, by their words.
//!
//! A path is the list of its fields' words: each but the last is a link, read on the entity that the one before leads to.

use super::{ground, span, words};
use model::{
    Access, Alternative, Clock, EntityId, Field, FieldId, FieldKind, Grant, Held, Keep, LabelPart, Model, Narrowing,
    Origin, Path, Reach, Requirement, RoleId, Sealed, Subject, Term, When,
};
use serde_json::{Map, Value, json};

pub(super) fn entity(model: &Model, id: EntityId) -> Value {
    let it = &model[id];
    let label = it.label.0.iter().map(|part| match part {
        LabelPart::Words(words) => json!({ "words": words }),
        LabelPart::Field(field) => json!({ "field": model[*field].key }),
    });
    let fields = it.fields.iter().chain(&it.links).map(|&id| field(model, &model[id]));
    json!({
        "key": it.key,
        "name": words(&it.name),
        "held": held(model, &it.held),
        "subject": subject(model, &it.subject),
        "subject_when": it.subject_when.as_ref().map(|it| when(model, it)),
        "own": it.own.iter().map(|path| keys(model, path)).collect::<Value>(),
        "access": narrowing(model, &it.access),
        "special": it.special.as_ref().map(|it| ground::special(model, it)),
        "label": label.collect::<Value>(),
        "list": keys(model, &it.list),
        "search": keys(model, &it.search),
        "keep": keep(model, &it.keep),
        "require": require(model, &it.require),
        "was": it.was,
        "fields": fields.collect::<Value>(),
    })
}

fn field(model: &Model, it: &Field) -> Value {
    let origin = match it.origin {
        Origin::Subject => "subject",
        Origin::Observed => "observed",
        Origin::Derived => "derived",
        Origin::ThirdParty => "third party",
    };
    let sealed = match it.sealed {
        Sealed::No => json!(false),
        Sealed::Yes => json!(true),
        Sealed::Searchable => json!("searchable"),
    };
    let activities = |ids: &Vec<model::ActivityId>| ids.iter().map(|&id| model[id].key.as_str()).collect::<Value>();
    let rest = json!({
        "key": it.key,
        "name": words(&it.name),
        "required": it.required,
        "unique": it.unique,
        "impersonal": it.impersonal,
        "category": it.category.map(|id| model[id].key.as_str()),
        "origin": origin,
        "sealed": sealed,
        "activities": it.activities.as_ref().map(activities),
        "access": narrowing(model, &it.access),
        "keep": it.keep.as_ref().map(|of| terms(model, of)),
        "with": it.with.map(|mention| model[mention].key.as_str()),
        "require": require(model, &it.require),
        "when": it.when.as_ref().map(|it| when(model, it)),
        "was": it.was,
        "need": it.need.as_ref().map(words),
    });
    let mut all = kind(model, &it.kind);
    if let Value::Object(rest) = rest {
        all.extend(rest);
    }
    Value::Object(all)
}

/// The type, and what a type has besides.
fn kind(model: &Model, kind: &FieldKind) -> Map<String, Value> {
    let (name, more) = match kind {
        FieldKind::Text { max } => ("text", Some(("max", json!(max)))),
        FieldKind::LongText { max } => ("long_text", Some(("max", json!(max)))),
        FieldKind::RichText { max } => ("rich_text", Some(("max", json!(max)))),
        FieldKind::Email => ("email", None),
        FieldKind::Phone => ("phone", None),
        FieldKind::Url => ("url", None),
        FieldKind::Address => ("address", None),
        FieldKind::OrgNumber => ("org_number", None),
        FieldKind::NationalId => ("national_id", None),
        FieldKind::AccountNumber => ("account_number", None),
        FieldKind::Integer => ("integer", None),
        FieldKind::Decimal => ("decimal", None),
        FieldKind::Money => ("money", None),
        FieldKind::Percent => ("percent", None),
        FieldKind::Duration => ("duration", None),
        FieldKind::Sequence => ("sequence", None),
        FieldKind::Boolean => ("boolean", None),
        FieldKind::Date => ("date", None),
        FieldKind::DateTime => ("datetime", None),
        FieldKind::Choice(of) => ("choice", Some(("of", alternatives(of)))),
        FieldKind::Listed(list) => ("choice", Some(("list", json!(model[*list].key)))),
        FieldKind::File => ("file", None),
        FieldKind::Link { to, mention: false } => ("link", Some(("to", json!(model[*to].key)))),
        FieldKind::Link { to, mention: true } => ("mention", Some(("to", json!(model[*to].key)))),
        FieldKind::Links { from } => {
            let it = &model[*from];
            ("links", Some(("from", json!(format!("{}.{}", model[it.entity].key, it.key)))))
        }
    };
    let named = std::iter::once(("type", json!(name))).chain(more);
    named.map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn alternatives(of: &[Alternative]) -> Value {
    of.iter().map(|it| json!({ "key": it.key, "name": words(&it.name) })).collect()
}

pub(super) fn keys(model: &Model, fields: &[FieldId]) -> Value {
    fields.iter().map(|&id| model[id].key.as_str()).collect()
}

fn path(model: &Model, it: &Path) -> Value {
    it.links.iter().chain([&it.field]).map(|&id| model[id].key.as_str()).collect()
}

fn held(model: &Model, held: &Held) -> Value {
    match held {
        Held::Impersonal => json!({ "kind": "impersonal" }),
        Held::AsClaimed => json!({ "kind": "as claimed" }),
        Held::By(activities) => {
            let activities: Vec<&str> = activities.iter().map(|&id| model[id].key.as_str()).collect();
            json!({ "kind": "by", "activities": activities })
        }
        Held::ByChoice { choice, of } => {
            let of: Map<String, Value> = of.iter().map(|(key, id)| (key.clone(), json!(model[*id].key))).collect();
            json!({ "kind": "by choice", "choice": path(model, choice), "of": of })
        }
    }
}

fn subject(model: &Model, subject: &Subject) -> Value {
    match subject {
        Subject::None => json!({ "kind": "none" }),
        Subject::Itself => json!({ "kind": "self" }),
        Subject::Path(links) => json!({ "kind": "path", "path": keys(model, links) }),
    }
}

fn when(model: &Model, it: &When) -> Value {
    json!({ "field": model[it.field].key, "among": it.among })
}

fn narrowing(model: &Model, it: &Narrowing) -> Value {
    match it {
        Narrowing::None => Value::Null,
        Narrowing::Engine => json!("engine"),
        Narrowing::To(of) => grants(model, of),
    }
}

pub(super) fn grants(model: &Model, of: &[(RoleId, Grant)]) -> Value {
    let one = |(role, Grant { access, reach }): &(RoleId, Grant)| {
        let access = match access {
            Access::Read => "read",
            Access::Write => "write",
        };
        let reach = match reach {
            Reach::Own => "own",
            Reach::Team => "team",
            Reach::All => "all",
        };
        json!({ "role": model[*role].key, "access": access, "reach": reach })
    };
    of.iter().map(one).collect()
}

fn keep(model: &Model, keep: &Keep) -> Value {
    match keep {
        Keep::Always => json!({ "kind": "always" }),
        Keep::WhileClaimed => json!({ "kind": "while claimed" }),
        Keep::Terms(of) => json!({ "kind": "terms", "terms": terms(model, of) }),
    }
}

fn terms(model: &Model, of: &[Term]) -> Value {
    of.iter().map(|it| term(model, it)).collect()
}

fn term(model: &Model, term: &Term) -> Value {
    match term {
        Term::With(link) => json!({ "with": model[*link].key }),
        Term::After { span: length, clock: Clock { of, fiscal_year }, ongoing } => json!({
            "after": span(*length),
            "latest_of": of.iter().map(|it| path(model, it)).collect::<Value>(),
            "fiscal_year": fiscal_year,
            "ongoing": ongoing,
        }),
    }
}

fn require(model: &Model, of: &[Requirement]) -> Value {
    of.iter().map(|it| json!({ "law": model[it.law].key, "from": path(model, &it.from) })).collect()
}
