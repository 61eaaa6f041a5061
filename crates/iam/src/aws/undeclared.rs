//! Rights that files give to principals that they do not declare: a role that is named and written elsewhere, or one
//! that is not even known by name (`role = var.role`).
//!
//! Such a principal counts, with what it is given; what else it may is not known. Where it may be one that is
//! declared, that one may hold the policies too.

use ringfort_facts::cloud::bare;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::Aws;
use super::holders::{GIVING, Held, Holding, MEMBERSHIPS, given};
use super::names::Names;
use super::policy::{Pattern, Policy};
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::text::{Case, Text};
use crate::tri::Tri;
use crate::undeclared::{in_words, is_of_variables, key};

/// The kinds of principals that policies are given to.
const KINDS: [(&str, PrincipalKind, &str); 4] = [
    ("aws_ssoadmin_permission_set", PrincipalKind::Role, "permission-set"),
    ("aws_iam_role", PrincipalKind::Role, "role"),
    ("aws_iam_user", PrincipalKind::User, "user"),
    ("aws_iam_group", PrincipalKind::Group, "group"),
];

/// Somebody whom an attribute names and no file declares.
struct Named<'a> {
    kind: PrincipalKind,
    /// `role`, `user`, `group`.
    word: &'static str,
    text: Text,
    by: &'a Resource,
    at: Span,
}

impl Aws {
    /// Adds whoever is given policies, or is put into groups, without being declared.
    pub(super) fn undeclared(&mut self, names: &Names<'_>, principals: &mut Vec<Principal>) {
        for (to, by, who, path) in GIVING {
            for giver in names.facts.resources(by) {
                for named in strangers(names, principals, giver, who, to) {
                    let policies = given(names, giver, path);
                    self.perhaps(names, principals, &named, &policies);
                    let id = self.add_stranger(principals, names, &named);
                    self.holdings.entry(id).or_default().identity.extend(policies);
                }
            }
        }
        for (kind, user, group) in MEMBERSHIPS {
            for membership in names.facts.resources(kind) {
                self.join(names, principals, membership, (user, group));
            }
        }
    }

    /// The number of whoever is named: one for each name, or for each value that is not known.
    fn add_stranger(
        &mut self,
        principals: &mut Vec<Principal>,
        names: &Names<'_>,
        named: &Named<'_>,
    ) -> PrincipalId {
        let account = names.account(named.by);
        let arn = Text::literal("arn:aws:iam::")
            .then(&account)
            .then(&Text::literal(&format!(":{}/", named.word)))
            .then(&Text::hole("?the path is not known"))
            .then(&named.text);
        let same = |p: &&Principal| {
            p.undeclared.is_some()
                && p.kind == named.kind
                && p.root == named.by.root
                && p.arn == arn
        };
        if let Some(known) = principals.iter().find(same) {
            return known.id;
        }
        let id = PrincipalId(principals.len() as u32);
        let name = named.text.known();
        let address = match &name {
            Some(name) => format!("{}/{name}", named.word),
            None => named.by.address.clone(),
        };
        let cause = match &name {
            Some(_) => {
                format!("no file declares {address}: what else it is given or denied is not known")
            }
            None => format!(
                "which {} {} names is not known: {}",
                named.word,
                named.by.address,
                in_words(&named.text)
            ),
        };
        let what = format!("the policies of {address} that no file holds");
        let policy = Policy::closed(&what, &cause, true, Some(named.at));
        let held = Held { policy: policy.into(), at: Some(named.at) };
        self.holdings.insert(id, Holding { identity: vec![held], ..Holding::default() });
        self.accounts.insert(id, account);
        principals.push(Principal {
            id,
            cloud: Cloud::Aws,
            kind: named.kind,
            address,
            root: named.by.root.clone(),
            name,
            arn,
            at: named.at,
            resource: None,
            undeclared: Some(cause.into()),
        });
        id
    }

    /// Gives `policies` to the declared principals that may be the one that is named.
    fn perhaps(
        &mut self,
        names: &Names<'_>,
        principals: &[Principal],
        named: &Named<'_>,
        policies: &[Held],
    ) {
        if named.text.known().is_some() {
            return;
        }
        let declared =
            principals.iter().filter(|p| p.kind == named.kind && p.root == named.by.root);
        for principal in declared {
            let Some(resource) =
                principal.resource.and_then(|i| names.facts.model.resources.get(i))
            else {
                continue;
            };
            if may_be(names, &named.text, resource).is_no() {
                continue;
            }
            let cause =
                format!("whether {} names {} is not known", named.by.address, principal.address);
            let holding = self.holdings.entry(principal.id).or_default();
            holding.identity.extend(policies.iter().map(|held| held.doubted(&cause)));
        }
    }

    /// Memberships of which the user or the group is not declared.
    fn join(
        &mut self,
        names: &Names<'_>,
        principals: &mut Vec<Principal>,
        membership: &Resource,
        (user, group): (&str, &str),
    ) {
        let mut members = self.ids(names, principals, membership, (user, "aws_iam_user"));
        let mut groups = self.ids(names, principals, membership, (group, "aws_iam_group"));
        let strangers = members.iter().chain(&groups).any(|id| is_undeclared(principals, *id));
        if !strangers {
            return;
        }
        members.dedup();
        groups.dedup();
        for group in groups {
            let held = self.holdings.get(&group).map(|h| h.identity.clone()).unwrap_or_default();
            for member in &members {
                let known = self.groups.entry(*member).or_default();
                if !known.contains(&group) {
                    known.push(group);
                    self.holdings.entry(*member).or_default().identity.extend(held.iter().cloned());
                }
            }
        }
    }

    /// Everyone whom an attribute names, declared or not.
    fn ids(
        &mut self,
        names: &Names<'_>,
        principals: &mut Vec<Principal>,
        owner: &Resource,
        (path, to): (&str, &str),
    ) -> Vec<PrincipalId> {
        let strangers = strangers(names, principals, owner, path, to);
        let kind = KINDS.iter().find(|(k, ..)| *k == to).map(|(_, kind, _)| *kind);
        let listed = owner.at(path).list();
        let is_named = |p: &&Principal| {
            Some(p.kind) == kind
                && p.root == owner.root
                && p.resource.is_some()
                && (names.facts.targets(owner, path).any(|t| t.address == p.address)
                    || p.name
                        .as_deref()
                        .is_some_and(|n| listed.iter().any(|l| l.as_str() == Some(n))))
        };
        let mut out: Vec<PrincipalId> = principals.iter().filter(is_named).map(|p| p.id).collect();
        for named in strangers {
            out.push(self.add_stranger(principals, names, &named));
        }
        out
    }
}

fn is_undeclared(principals: &[Principal], id: PrincipalId) -> bool {
    principals.get(id.0 as usize).is_some_and(|p| p.undeclared.is_some())
}

/// Is `pattern` one of the principals that files declare: by what it is made from, or by its name?
fn is_declared(
    pattern: &Pattern,
    principals: &[Principal],
    owner: &Resource,
    kind: PrincipalKind,
) -> bool {
    let name = pattern.text.known();
    principals.iter().filter(|p| p.kind == kind && p.resource.is_some()).any(|p| {
        let referred = pattern.of.as_ref().is_some_and(|(root, address)| {
            // A permission set is a principal for each of its accounts.
            let own = p.address.split(" in ").next().unwrap_or_default();
            *root == p.root && bare(address) == bare(own)
        });
        referred || (name.is_some() && p.name == name && p.root == owner.root)
    })
}

/// May the principal that `resource` declares be the one that `text` names? One whose name is made at apply is not: nobody
/// can have written it elsewhere.
fn may_be(names: &Names<'_>, text: &Text, resource: &Resource) -> Tri {
    let own = match resource.at("name") {
        At::Set(node) | At::Unknown(node) => names.pattern(resource, node).text,
        At::Absent(_) => return Tri::No,
    };
    if is_of_variables(text) { text.covers(&own, Case::Exact) } else { Tri::No }
}

/// Whom the attribute `who` of `giver` names without there being a principal of the type `to`.
fn strangers<'a>(
    names: &Names<'_>,
    principals: &[Principal],
    giver: &'a Resource,
    who: &str,
    to: &str,
) -> Vec<Named<'a>> {
    let Some((_, kind, word)) = KINDS.iter().find(|(k, ..)| *k == to) else { return vec![] };
    let (At::Set(node) | At::Unknown(node)) = giver.at(who) else { return vec![] };
    // A whole that is not known but refers to principals means these.
    let referred = node.is_unknown()
        && names.facts.targets(giver, who).any(|t| t.kind.trim_start_matches("data.") == to);
    if referred {
        return vec![];
    }
    let all = names.patterns(giver, node).into_iter();
    let unknown = all.filter(|p| !p.text.0.is_empty() && !is_declared(p, principals, giver, *kind));
    unknown
        .map(|p| Named {
            kind: *kind,
            word,
            at: p.at.unwrap_or(giver.header),
            text: key(p.text, giver),
            by: giver,
        })
        .collect()
}
