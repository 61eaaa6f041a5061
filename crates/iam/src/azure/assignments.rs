//! Role assignments, and the definitions of custom roles.

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::ROLES;
use super::principals::People;
use crate::aws::Names;
use crate::scoped::{Grant, Role};
use crate::text::Text;
use crate::tri::Tri;

/// What role assignments give.
pub(crate) fn grants(names: &Names<'_>, people: &People) -> Vec<Grant> {
    let kinds = [
        "azurerm_role_assignment",
        "azurerm_pim_active_role_assignment",
        "azurerm_pim_eligible_role_assignment",
    ];
    let all = kinds.iter().flat_map(|k| names.facts.resources(k));
    all.filter_map(|r| grant(names, people, r)).collect()
}

fn grant(names: &Names<'_>, people: &People, resource: &Resource) -> Option<Grant> {
    let (At::Set(who) | At::Unknown(who)) = resource.at("principal_id") else { return None };
    let who = people.who(names, resource, who)?;
    let scope = match resource.at("scope") {
        At::Set(node) | At::Unknown(node) => names.pattern(resource, node).text.without_wildcards(),
        At::Absent(_) => return None,
    };
    let conditioned = match resource.at("condition") {
        At::Absent(_) => Tri::Yes,
        _ => Tri::unknown(format!("{} has a condition", resource.address)),
    };
    let eligible = if resource.kind.contains("eligible") {
        Tri::unknown(format!("{} is an eligibility that must be activated", resource.address))
    } else {
        Tri::Yes
    };
    Some(Grant {
        who,
        role: role(names, resource),
        scope,
        sure: conditioned.and(|| eligible),
        what: resource.address.as_str().into(),
        at: resource.header,
    })
}

fn role(names: &Names<'_>, assignment: &Resource) -> Arc<Role> {
    let custom = names
        .facts
        .targets(assignment, "role_definition_id")
        .chain(names.facts.targets(assignment, "role_definition_name"));
    if let Some(definition) = custom.into_iter().find(|r| &*r.kind == "azurerm_role_definition") {
        return Arc::new(defined(names, definition));
    }
    let looked_up = names
        .facts
        .targets(assignment, "role_definition_id")
        .find(|r| &*r.kind == "data.azurerm_role_definition");
    let by_look_up =
        looked_up.and_then(|r| r.at("name").str().or_else(|| r.at("role_definition_id").str()));
    let by_name = assignment.at("role_definition_name").str();
    let by_id =
        assignment.at("role_definition_id").str().map(|id| id.rsplit('/').next().unwrap_or(id));
    let Some(name) = by_name.or(by_id).or(by_look_up) else {
        return Arc::new(Role::closed(
            "a role",
            format!("which role {} gives is not known", assignment.address),
        ));
    };
    let mut definitions =
        names.facts.resources("azurerm_role_definition").filter(|d| d.root == assignment.root);
    if let Some(definition) = definitions.find(|d| d.at("name").str() == Some(name)) {
        return Arc::new(defined(names, definition));
    }
    ROLES.find(name).unwrap_or_else(|| {
        Arc::new(Role::closed(name, format!("what the role {name} allows is not known")))
    })
}

fn defined(names: &Names<'_>, definition: &Resource) -> Role {
    let mut role = Role {
        name: definition.at("name").str().unwrap_or(&definition.address).into(),
        at: Some(definition.header),
        ..Role::default()
    };
    let list = |block: &Node, key: &str| -> Vec<Text> {
        block
            .get(key)
            .map(|n| names.patterns(definition, n))
            .unwrap_or_default()
            .into_iter()
            .map(|p| p.text)
            .collect()
    };
    for block in definition.blocks("permissions") {
        role.has.extend(list(block, "actions"));
        role.lacks.extend(list(block, "not_actions"));
        role.has_data.extend(list(block, "data_actions"));
        role.lacks_data.extend(list(block, "not_data_actions"));
    }
    if let At::Unknown(node) = definition.at("permissions") {
        role.open = Some(
            format!("what {} allows is not known: {}", definition.address, node.cause()).into(),
        );
    }
    role
}
