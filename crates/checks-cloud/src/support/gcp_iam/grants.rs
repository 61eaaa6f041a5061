//! What a resource grants, whether by itself or through a document of roles.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Scene, Span};

use super::{DOCUMENT, Who};

/// Does `on` grant roles of Google IAM?
pub(crate) fn grants_roles(on: &Resource) -> bool {
    let google = on.kind.starts_with("google_");
    google && ["_iam_member", "_iam_binding", "_iam_policy"].iter().any(|e| on.kind.ends_with(e))
}

/// Does `on` grant roles, or is it a document of roles that no resource here takes in, judged by itself then?
pub(crate) fn is_grant(on: &Resource, scene: &Scene<'_>) -> bool {
    grants_roles(on) || (&*on.kind == DOCUMENT && !scene.facts.is_used(on))
}

/// A role and those who get it.
pub(crate) struct Grant<'a> {
    /// The role.
    pub(crate) role: At<'a>,
    /// Its members.
    pub(crate) members: Vec<Member<'a>>,
}

/// One who gets a role.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    /// Who.
    pub(crate) who: Who<'a>,
    /// Where it is written.
    pub(crate) span: Span,
}

/// What `on` grants: a member or binding resource itself, a policy resource through its document. `Err` says
/// where and why the list of grants is not known.
pub(crate) fn grants<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    if on.kind.ends_with("_iam_policy") && &*on.kind != DOCUMENT {
        return policy(on, scene);
    }
    if &*on.kind == DOCUMENT {
        return bindings(on.at("binding"), on);
    }
    let one = on.at("member");
    let members = if one.is_absent() { on.at("members") } else { one };
    Ok(vec![Grant { role: on.at("role"), members: read(members, on) }])
}

fn policy<'a>(on: &'a Resource, scene: &Scene<'a>) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    let data = on.at("policy_data");
    let documents: Vec<&Resource> =
        scene.facts.targets(on, "policy_data").filter(|d| &*d.kind == DOCUMENT).collect();
    if documents.is_empty() {
        return match data {
            At::Set(node) if node.entry("bindings").is_some() => bindings(node.at("bindings"), on),
            _ => Err((data.span(), "the policy is not known")),
        };
    }
    let mut all = vec![];
    for document in documents {
        all.extend(bindings(document.at("binding"), document)?);
    }
    Ok(all)
}

fn bindings<'a>(at: At<'a>, on: &'a Resource) -> Result<Vec<Grant<'a>>, (Span, &'a str)> {
    if let At::Unknown(node) = at {
        return Err((node.span, node.cause()));
    }
    let mut all = vec![];
    for node in at.list() {
        if node.is_unknown() {
            return Err((node.span, node.cause()));
        }
        all.push(Grant { role: node.at("role"), members: read(node.at("members"), on) });
    }
    Ok(all)
}

fn read<'a>(members: At<'a>, on: &'a Resource) -> Vec<Member<'a>> {
    if let At::Unknown(node) = members {
        return vec![Member { who: Who::read(node, on), span: node.span }];
    }
    members.list().iter().map(|n| Member { who: Who::read(n, on), span: n.span }).collect()
}
