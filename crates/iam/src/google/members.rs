//! Members of Google Cloud: service accounts, and whoever bindings name.

use std::collections::BTreeMap;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, Span};

use super::places;
use crate::aws::Names;
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::text::{Case, Text};
use crate::tri::Tri;
use crate::undeclared::{in_words, is_of_variables, key};

/// Who there is.
#[derive(Debug, Default)]
pub(crate) struct People {
    declared: BTreeMap<(Box<str>, Box<str>), PrincipalId>,
    /// By the member's text: `user:a@example.com`.
    named: BTreeMap<Text, PrincipalId>,
    members: BTreeMap<PrincipalId, Text>,
}

impl People {
    pub(crate) fn derive(names: &Names<'_>, all: &mut Vec<Principal>) -> Self {
        let mut people = Self::default();
        for (index, resource) in names.facts.model.resources.iter().enumerate() {
            let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
            let listed = [
                "google_service_account",
                "google_compute_default_service_account",
                "google_app_engine_default_service_account",
            ];
            if listed.contains(&kind) {
                people.declare(names, all, resource, index);
            }
        }
        let mut found = vec![];
        for resource in names.facts.model.resources.iter().filter(|r| is_binding(&r.kind)) {
            found.extend(rows(names, resource).into_iter().map(|row| (resource, row)));
        }
        for (resource, row) in found {
            if people.who(row.of.as_ref(), &row.member).is_none() {
                people.stranger(all, resource, row);
            }
        }
        people
    }

    fn declare(
        &mut self,
        names: &Names<'_>,
        all: &mut Vec<Principal>,
        resource: &Resource,
        index: usize,
    ) {
        let id = PrincipalId(all.len() as u32);
        let email = places::email(names, resource);
        let member = Text::literal("serviceAccount:").then(&email);
        self.declared.insert((resource.root.clone(), resource.address.as_str().into()), id);
        self.named.entry(member.clone()).or_insert(id);
        self.members.insert(id, member);
        all.push(Principal {
            id,
            cloud: Cloud::Google,
            kind: PrincipalKind::ServiceAccount,
            address: resource.address.clone(),
            root: resource.root.clone(),
            name: email.known().or_else(|| resource.at("account_id").str().map(str::to_owned)),
            arn: email,
            at: resource.header,
            resource: Some(index),
            undeclared: None,
        });
    }

    fn stranger(&mut self, all: &mut Vec<Principal>, owner: &Resource, row: Row) {
        let id = PrincipalId(all.len() as u32);
        let name = row.member.to_string();
        let kind = match name.split(':').next().unwrap_or("") {
            "allUsers" | "allAuthenticatedUsers" => PrincipalKind::Anyone,
            "user" => PrincipalKind::User,
            "group" => PrincipalKind::Group,
            "serviceAccount" => PrincipalKind::ServiceAccount,
            _ => PrincipalKind::External,
        };
        let known = row.member.known().is_some();
        let bare = name.split_once(':').map_or(&*name, |(_, rest)| rest).to_owned();
        let cause = format!("whom {} names is not known: {}", owner.address, in_words(&row.member));
        all.push(Principal {
            id,
            cloud: Cloud::Google,
            kind,
            address: if known { name } else { owner.address.clone() },
            root: if known { "".into() } else { owner.root.clone() },
            name: Some(bare).filter(|_| known),
            arn: row.member.clone(),
            at: row.at,
            resource: None,
            undeclared: (!known).then(|| cause.into()),
        });
        self.named.insert(row.member.clone(), id);
        self.members.insert(id, row.member);
    }

    /// The number of the member `text`, or of the service account that it is made from.
    pub(crate) fn who(
        &self,
        of: Option<&(Box<str>, Box<str>)>,
        text: &Text,
    ) -> Option<PrincipalId> {
        let declared = of
            .and_then(|key| self.declared.get(key))
            .filter(|id| self.members.get(id) == Some(text));
        declared.or_else(|| self.named.get(text)).copied()
    }

    /// How bindings name `principal`.
    pub(crate) fn member(&self, principal: &Principal) -> Text {
        self.members.get(&principal.id).cloned().unwrap_or_default()
    }

    /// The service account that a resource declares.
    pub(crate) fn account(&self, resource: &Resource) -> Option<PrincipalId> {
        self.declared.get(&(resource.root.clone(), resource.address.as_str().into())).copied()
    }

    /// Is `principal` the member `who`, or one of those it stands for?
    pub(crate) fn includes(&self, who: PrincipalId, principal: &Principal) -> Tri {
        if who == principal.id {
            return Tri::Yes;
        }
        let (Some(member), Some(own)) = (self.members.get(&who), self.members.get(&principal.id))
        else {
            return Tri::No;
        };
        let own_text = own.known().unwrap_or_default();
        if member.known().is_none() && principal.resource.is_some() && is_of_variables(member) {
            return member.covers(own, Case::Ignored);
        }
        match member.known().unwrap_or_default() {
            m if m == "allUsers" => Tri::Yes,
            m if m == "allAuthenticatedUsers" => (principal.kind != PrincipalKind::Anyone).into(),
            m if m.starts_with("domain:") => {
                let domain = m.trim_start_matches("domain:").to_ascii_lowercase();
                own_text.to_ascii_lowercase().ends_with(&format!("@{domain}")).into()
            }
            m if m.starts_with("group:") && principal.kind == PrincipalKind::User => {
                Tri::unknown(format!("whether {own_text} is a member of {m} is not known"))
            }
            m if m.starts_with("serviceAccount:")
                && principal.kind == PrincipalKind::ServiceAccount =>
            {
                // The same account, written once as text and once by what it is made from.
                member.covers(own, Case::Ignored)
            }
            _ => Tri::No,
        }
    }

    /// The service accounts that code in `resource` runs as.
    pub(crate) fn runs_as(&self, names: &Names<'_>, resource: &Resource) -> Vec<PrincipalId> {
        const PATHS: [&str; 6] = [
            "service_account",
            "service_account_email",
            "service_config",
            "template",
            "node_config",
            "boot_disk_service_account",
        ];
        let mut out = vec![];
        for path in PATHS {
            let targets = names
                .facts
                .targets(resource, path)
                .filter(|t| t.kind.ends_with("google_service_account"));
            out.extend(targets.filter_map(|t| self.account(t)));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Does a type give roles?
pub(crate) fn is_binding(kind: &str) -> bool {
    kind.starts_with("google_")
        && ["_iam_member", "_iam_binding", "_iam_policy"].iter().any(|end| kind.ends_with(end))
}

/// One member of one role.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) role: Text,
    pub(crate) role_of: Option<(Box<str>, Box<str>)>,
    pub(crate) member: Text,
    pub(crate) of: Option<(Box<str>, Box<str>)>,
    pub(crate) conditioned: bool,
    pub(crate) at: Span,
}

/// What the binding `resource` says. What cannot be read is a row too: a role that is not known, for somebody who is
/// not known.
pub(crate) fn rows(names: &Names<'_>, resource: &Resource) -> Vec<Row> {
    if !resource.kind.ends_with("_iam_policy") {
        let path = if resource.kind.ends_with("_iam_member") { "member" } else { "members" };
        return rows_of(names, resource, &resource.attrs, path);
    }
    let node = match resource.at("policy_data") {
        At::Set(data) => match data.at("bindings") {
            At::Set(bindings) => {
                let all = bindings.one_or_many().iter();
                return all.flat_map(|b| rows_of(names, resource, b, "members")).collect();
            }
            At::Unknown(node) => node,
            At::Absent(_) if matches!(data.kind, Kind::Str(_)) => data,
            At::Absent(_) => return vec![],
        },
        At::Unknown(node) => node,
        At::Absent(_) => return vec![],
    };
    let cause = if node.is_unknown() { node.cause() } else { "it is not JSON that could be read" };
    let hole = || Text::hole(format!("?{cause}"));
    let (role, member) = (hole(), key(hole(), resource));
    vec![Row { role, role_of: None, member, of: None, conditioned: false, at: node.span }]
}

fn rows_of(names: &Names<'_>, owner: &Resource, node: &Node, path: &str) -> Vec<Row> {
    let (Some(role), Some(list)) = (node.get("role"), node.get(path)) else { return vec![] };
    let role = names.pattern(owner, role);
    let conditioned = node.get("condition").is_some_and(|c| {
        !matches!(&c.kind, Kind::Null) && !matches!(&c.kind, Kind::Seq(s) if s.is_empty())
    });
    let row = |p: crate::aws::Pattern| Row {
        role: role.text.clone(),
        role_of: role.of.clone(),
        at: p.at.unwrap_or(owner.header),
        member: key(p.text.without_wildcards(), owner),
        of: p.of,
        conditioned,
    };
    names.patterns(owner, list).into_iter().map(row).collect()
}
