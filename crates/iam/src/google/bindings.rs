//! Bindings: who has which role where, and which resources take others away.
//!
//! `_iam_member` adds one member, `_iam_binding` is the whole list of a role, `_iam_policy` the whole policy of a
//! resource. Beside a list or a policy, what another resource adds may be taken away again.

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::At;

use super::members::{self, People, Row};
use super::{ROLES, places};
use crate::aws::Names;
use crate::scoped::{Grant, Role};
use crate::text::Text;
use crate::tri::Tri;

/// What bindings give.
pub(crate) fn grants(names: &Names<'_>, people: &People) -> Vec<Grant> {
    let all: Vec<(&Resource, Text, Vec<Row>)> = names
        .facts
        .model
        .resources
        .iter()
        .filter(|r| members::is_binding(&r.kind))
        .map(|r| (r, places::target(names, r), members::rows(names, r)))
        .collect();
    let mut out = vec![];
    for (resource, scope, rows) in &all {
        for row in rows {
            let Some(who) = people.who(row.of.as_ref(), &row.member) else { continue };
            let kept = || kept(resource, scope, row, &all);
            let sure: Tri = if row.conditioned {
                Tri::unknown(format!("{} has a condition", resource.address))
            } else {
                Tri::Yes
            };
            out.push(Grant {
                who,
                role: role(names, resource, row),
                scope: scope.clone(),
                sure: sure.and(kept),
                what: resource.address.as_str().into(),
                at: row.at,
            });
        }
    }
    out
}

/// Does nothing take the row away?
fn kept(own: &Resource, scope: &Text, row: &Row, all: &[(&Resource, Text, Vec<Row>)]) -> Tri {
    let rival = all.iter().find(|(other, at, rows)| {
        let policy = other.kind.ends_with("_iam_policy");
        let list = other.kind.ends_with("_iam_binding") && rows.iter().any(|r| r.role == row.role);
        other.address != own.address && other.root == own.root && at == scope && (policy || list)
    });
    match rival {
        Some((other, ..)) if !own.kind.ends_with("_iam_policy") => {
            Tri::unknown(format!("{} is authoritative and may take it away", other.address))
        }
        _ => Tri::Yes,
    }
}

fn role(names: &Names<'_>, owner: &Resource, row: &Row) -> Arc<Role> {
    if let Some((root, address)) = &row.role_of
        && let Some((_, custom)) = names.find(root, address)
        && custom.kind.ends_with("_iam_custom_role")
    {
        return Arc::new(defined(names, custom));
    }
    let Some(name) = row.role.known() else {
        return Arc::new(Role::closed(
            "a role",
            format!("which role {} gives is not known", owner.address),
        ));
    };
    let last = name.rsplit('/').next().unwrap_or(&name);
    if !name.starts_with("roles/") {
        for kind in ["google_project_iam_custom_role", "google_organization_iam_custom_role"] {
            let mut all = names.facts.resources(kind).filter(|r| r.root == owner.root);
            if let Some(custom) = all.find(|r| r.at("role_id").str() == Some(last)) {
                return Arc::new(defined(names, custom));
            }
        }
    }
    ROLES.find(&name).unwrap_or_else(|| {
        Arc::new(Role::closed(&name, format!("what {name} allows is not known")))
    })
}

fn defined(names: &Names<'_>, custom: &Resource) -> Role {
    let (has, open) = match custom.at("permissions") {
        At::Set(list) => (names.patterns(custom, list).into_iter().map(|p| p.text).collect(), None),
        At::Unknown(node) => (vec![], Some(node.cause().into())),
        At::Absent(_) => (vec![], None),
    };
    Role {
        name: custom.address.as_str().into(),
        has,
        open,
        at: Some(custom.header),
        ..Role::default()
    }
}
