//! Resolving paths: a field, or one over links with dots between.

use super::entity::Resolver;
use crate::finding::{At, Findings};
use crate::rules::{r003_unknown_name, r005_wrong_value};
use model::{EntityId, FieldId, FieldKind};

/// Where a path has come to.
pub(super) struct End {
    pub(super) links: Vec<FieldId>,
    /// The entity at the end of the links.
    pub(super) entity: EntityId,
    /// The last word, which the links lead to.
    pub(super) last: At<String>,
}

/// Follows all words but the last, each a link or a `links` field.
pub(super) fn walk(
    resolver: &Resolver<'_>,
    start: EntityId,
    path: &At<String>,
    findings: &mut Findings,
) -> Option<End> {
    let mut pieces = path.pieces(0..path.it.len(), |c| c == '.');
    let last = path.cut(pieces.pop()?);
    let (mut links, mut entity) = (Vec::new(), start);
    for piece in pieces {
        let segment = path.cut(piece);
        let field = resolver.named(entity, &segment, findings)?;
        entity = match field.kind.get()? {
            FieldKind::Link { to, .. } => *to,
            FieldKind::Links { from } => resolver.entity_of(*from),
            _ => {
                findings.push(r005_wrong_value::no_way(&segment, field.key.place));
                return None;
            }
        };
        links.push(field.id);
    }
    Some(End { links, entity, last })
}

/// Links all the way, to the entity at the end.
pub(super) fn links(
    resolver: &Resolver<'_>,
    start: EntityId,
    path: &At<String>,
    findings: &mut Findings,
) -> Option<(Vec<FieldId>, EntityId)> {
    let End { mut links, entity, last } = walk(resolver, start, path, findings)?;
    let field = resolver.named(entity, &last, findings)?;
    let FieldKind::Link { to, .. } = field.kind.get()? else {
        findings.push(r005_wrong_value::no_way(&last, field.key.place));
        return None;
    };
    links.push(field.id);
    Some((links, *to))
}

/// The field that `entity.field` names.
pub(super) fn of_any_entity(resolver: &Resolver<'_>, name: &At<String>, findings: &mut Findings) -> Option<FieldId> {
    let (entity, field) = halves(name, findings)?;
    let id = resolver.names.entity(&entity, findings)?;
    resolver.named(id, &field, findings).map(|field| field.id)
}

/// The two words of `entity.field`.
pub(super) fn halves(name: &At<String>, findings: &mut Findings) -> Option<(At<String>, At<String>)> {
    let pieces = name.pieces(0..name.it.len(), |c| c == '.');
    if let [entity, field] = pieces.as_slice() {
        return Some((name.cut(entity.clone()), name.cut(field.clone())));
    }
    findings.push(r003_unknown_name::not_a_field(name));
    None
}
