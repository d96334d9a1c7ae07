//! The names of a register's parts, in the order of their ids.

use crate::finding::{At, Findings};
use crate::rules::r003_unknown_name;
use crate::syntax::keys::Section;
use model::{ActivityId, CategoryId, EntityId, LawId, ListId, RecipientId, RoleId};

pub(super) struct Names {
    /// The file in which the company declares what is its own.
    pub(super) company: Option<usize>,
    pub(super) roles: Vec<String>,
    pub(super) recipients: Vec<String>,
    pub(super) laws: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) lists: Vec<String>,
    pub(super) activities: Vec<String>,
    pub(super) entities: Vec<String>,
}

impl Names {
    pub(super) fn role(&self, name: &At<String>, findings: &mut Findings) -> Option<RoleId> {
        declared(Section::Role, &self.roles, name, self.company, findings).map(RoleId::from_index)
    }

    pub(super) fn recipient(&self, name: &At<String>, findings: &mut Findings) -> Option<RecipientId> {
        declared(Section::Recipient, &self.recipients, name, self.company, findings).map(RecipientId::from_index)
    }

    pub(super) fn law(&self, name: &At<String>, findings: &mut Findings) -> Option<LawId> {
        find("law", &self.laws, name, findings).map(LawId::from_index)
    }

    pub(super) fn category(&self, name: &At<String>, findings: &mut Findings) -> Option<CategoryId> {
        find("category", &self.categories, name, findings).map(CategoryId::from_index)
    }

    pub(super) fn list(&self, name: &At<String>, findings: &mut Findings) -> Option<ListId> {
        find("list", &self.lists, name, findings).map(ListId::from_index)
    }

    pub(super) fn activity(&self, name: &At<String>, findings: &mut Findings) -> Option<ActivityId> {
        find("activity", &self.activities, name, findings).map(ActivityId::from_index)
    }

    pub(super) fn entity(&self, name: &At<String>, findings: &mut Findings) -> Option<EntityId> {
        find("entity", &self.entities, name, findings).map(EntityId::from_index)
    }
}

/// The same for what a company declares itself.
fn declared(
    section: Section,
    names: &[String],
    name: &At<String>,
    company: Option<usize>,
    findings: &mut Findings,
) -> Option<usize> {
    let found = names.iter().position(|known| *known == name.it);
    if found.is_none() {
        findings.push(r003_unknown_name::undeclared(section, name, names.iter().map(String::as_str), company));
    }
    found
}

fn find(kind: &str, names: &[String], name: &At<String>, findings: &mut Findings) -> Option<usize> {
    let found = names.iter().position(|known| *known == name.it);
    if found.is_none() {
        findings.push(r003_unknown_name::finding(kind, name, names.iter().map(String::as_str)));
    }
    found
}
