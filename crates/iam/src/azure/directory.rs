//! Rights in the directory (Microsoft Entra ID): its roles, application permissions of Microsoft Graph, and ownership.
//!
//! Source: Microsoft Entra documentation, "Microsoft Entra built-in roles"; "Default user permissions", "Object ownership"
//! (owners of an application may add credentials to it, owners of a group members); "Elevate access" (a Global
//! Administrator takes User Access Administrator at the root).

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::principals::{People, nodes};
use crate::aws::Names;
use crate::scoped::{Grant, Role, Roles};
use crate::text::Text;
use crate::tri::Tri;

const ROLES: Roles = Roles(include_str!("../../data/entra_roles.txt"));

/// Writing the credentials of an application, and so acting as it.
pub(crate) const CREDENTIALS: &str = "microsoft.directory/applications/credentials/update";
/// Writing who is in a group.
pub(crate) const MEMBERS: &str = "microsoft.directory/groups/members/update";

/// The place above everything of the directory.
pub(crate) fn root() -> Text {
    Text::literal("/directory")
}

/// The chain of places of an application, service principal, group or user.
pub(crate) fn chain(names: &Names<'_>, resource: &Resource) -> Vec<Text> {
    let mut out = vec![own(resource)];
    for path in ["client_id", "application_id"] {
        let all = names.facts.targets(resource, path);
        out.extend(all.filter(|t| &*t.kind == "azuread_application").map(own));
    }
    out.push(root());
    out
}

fn own(resource: &Resource) -> Text {
    Text::literal(&format!("/directory/{}/{}", resource.root, resource.address))
}

/// Types that give a role of the directory: the attributes of the role and of the principal.
const GIVING: [(&str, &str, &str); 3] = [
    ("azuread_directory_role_assignment", "role_id", "principal_object_id"),
    ("azuread_directory_role_member", "role_object_id", "member_object_id"),
    ("azuread_directory_role_eligibility_schedule_request", "role_definition_id", "principal_id"),
];

/// Types whose owners act for them, and what they may do.
const OWNED: [(&str, &str); 3] = [
    ("azuread_application", CREDENTIALS),
    ("azuread_service_principal", CREDENTIALS),
    ("azuread_group", MEMBERS),
];

/// What the directory gives.
pub(crate) fn grants(names: &Names<'_>, people: &People) -> Vec<Grant> {
    let mut out = vec![];
    for (kind, role, who) in GIVING {
        for resource in names.facts.resources(kind) {
            for node in nodes(resource.at(who)) {
                out.extend(given(
                    names,
                    people,
                    resource,
                    node,
                    directory_role(names, resource, role),
                ));
            }
        }
    }
    for resource in names.facts.resources("azuread_app_role_assignment") {
        for node in nodes(resource.at("principal_object_id")) {
            out.extend(given(names, people, resource, node, permission(names, resource)));
        }
    }
    for (kind, action) in OWNED {
        for resource in names.facts.resources(kind) {
            out.extend(owners(names, people, resource, action));
        }
    }
    out
}

fn given(
    names: &Names<'_>,
    people: &People,
    resource: &Resource,
    node: &Node,
    role: Arc<Role>,
) -> Option<Grant> {
    let who = people.who(names, resource, node)?;
    let scope = match resource.at("directory_scope_id") {
        At::Set(scope) | At::Unknown(scope) if scope.as_str() != Some("/") => {
            names.pattern(resource, scope).text
        }
        _ => root(),
    };
    let sure = if resource.kind.contains("eligibility") {
        Tri::unknown(format!("{} is an eligibility that must be activated", resource.address))
    } else {
        Tri::Yes
    };
    Some(Grant {
        who,
        role,
        scope,
        sure,
        what: resource.address.as_str().into(),
        at: resource.header,
    })
}

/// The role that an assignment names: by a resource, by the id of its template.
fn directory_role(names: &Names<'_>, resource: &Resource, path: &str) -> Arc<Role> {
    let target = names.facts.targets(resource, path).next();
    if let Some(custom) = target.filter(|t| &*t.kind == "azuread_custom_directory_role") {
        return Arc::new(defined(names, custom));
    }
    let activated = target.and_then(|t| t.at("template_id").str().or(t.at("display_name").str()));
    let named = activated.or_else(|| resource.at(path).str());
    let known = named.and_then(|n| ROLES.find(n));
    known.unwrap_or_else(|| Arc::new(partly(named.unwrap_or("a role of the directory"))))
}

/// A role of which it is not known what it allows in the directory.
fn partly(name: &str) -> Role {
    Role {
        name: name.into(),
        perhaps: vec![Text::pattern("microsoft.directory/*")],
        ..Role::default()
    }
}

fn defined(names: &Names<'_>, custom: &Resource) -> Role {
    let blocks = custom.blocks("permissions").iter();
    let actions = blocks.filter_map(|b| b.get("allowed_resource_actions"));
    let has = actions.flat_map(|n| names.patterns(custom, n)).map(|p| p.text).collect();
    Role { name: custom.address.as_str().into(), has, at: Some(custom.header), ..Role::default() }
}

/// The application permission: `azuread_service_principal.graph.app_role_ids["User.Read.All"]`, or its id. Roles that
/// applications of one's own define give nothing in the directory.
fn permission(names: &Names<'_>, resource: &Resource) -> Arc<Role> {
    let node = match resource.at("app_role_id") {
        At::Set(node) | At::Unknown(node) => node,
        At::Absent(_) => return Arc::default(),
    };
    let source = names.facts.sources.text(node.span);
    let key = || source.split_once("app_role_ids[\"").and_then(|(_, rest)| rest.split_once("\"]"));
    match node.as_str().or_else(|| key().map(|(name, _)| name)) {
        Some(name) => ROLES
            .find(name)
            .unwrap_or_else(|| Arc::new(Role { name: name.into(), ..Role::default() })),
        None => Arc::new(partly("an application permission that is not known")),
    }
}

fn owners(names: &Names<'_>, people: &People, resource: &Resource, action: &str) -> Vec<Grant> {
    let role = Arc::new(Role {
        name: "ownership".into(),
        has: vec![Text::literal(action)],
        ..Role::default()
    });
    let grant = |node: &Node| {
        Some(Grant {
            who: people.who(names, resource, node)?,
            role: role.clone(),
            scope: own(resource),
            sure: Tri::Yes,
            what: resource.address.as_str().into(),
            at: node.span,
        })
    };
    nodes(resource.at("owners")).iter().filter_map(grant).collect()
}
