//! The rules that a role has in the end: its own, and those that it gathers (`aggregationRule`).

use ringfort_model::kube::{Object, Role, Rule};
use ringfort_source::Node;

use super::Access;
use crate::kube::{RoleRef, rights};

/// Where a rule comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A role that was read.
    Read(&'a Role),
    /// A ClusterRole that every cluster has.
    BuiltIn(&'a str),
}

/// The rules of a role, and why others may be missing.
#[derive(Clone, Debug, Default)]
pub struct Effective<'a> {
    /// The rules.
    pub rules: Vec<(Rule, Origin<'a>)>,
    /// What is not known of it.
    pub unknown: Vec<Box<str>>,
}

/// The label that gathers a ClusterRole into a built-in one.
const AGGREGATE: &str = "rbac.authorization.k8s.io/aggregate-to-";

/// More gathered roles than this are not followed.
const CHAIN: usize = 512;

impl<'a> Access<'a> {
    /// The rules that `role` has in the end.
    pub fn effective(&self, role: RoleRef<'a>) -> Effective<'a> {
        let mut found = Effective::default();
        self.gather(role, &mut vec![], &mut found);
        found
    }

    /// The names of the ClusterRoles that `role` gathers.
    pub fn gathered(&self, role: RoleRef<'a>) -> Vec<String> {
        let mut names = vec![];
        self.gather(role, &mut names, &mut Effective::default());
        names
    }

    /// Adds the rules of `role` and of those that it gathers; `seen` ends circles, and chains that are no one's.
    fn gather(&self, role: RoleRef<'a>, seen: &mut Vec<String>, found: &mut Effective<'a>) {
        match role {
            RoleRef::Missing("") => {
                found.unknown.push("the role of the binding is not known".into());
            }
            RoleRef::Missing(name) => {
                found.unknown.push(format!("role `{name}` is not in the files").into());
            }
            RoleRef::BuiltIn(name) => self.built_in(name, seen, found),
            RoleRef::Read(role) if role.aggregates => self.aggregated(role, seen, found),
            RoleRef::Read(role) => {
                let unknown = role.rules.is_empty() && role.unknown;
                found.unknown.extend(unknown.then(|| "the rules of the role are not known".into()));
                found.rules.extend(role.rules.iter().map(|r| (r.clone(), Origin::Read(role))));
            }
        }
    }

    /// A built-in role, with the ClusterRoles whose label adds them to it. `edit` goes into `admin`, `view` into
    /// `edit`, so that what is added to one is in those above it too.
    fn built_in(&self, name: &'a str, seen: &mut Vec<String>, found: &mut Effective<'a>) {
        match rights::built_in(name) {
            Some(rules) => {
                found.rules.extend(rules.into_iter().map(|r| (r, Origin::BuiltIn(name))));
            }
            None => {
                let why = format!(
                    "what the built-in role `{name}` allows depends on the cluster's version"
                );
                found.unknown.push(why.into());
            }
        }
        let below: &[&str] = match name {
            "admin" => &["admin", "edit", "view"],
            "edit" => &["edit", "view"],
            "view" => &["view"],
            _ => &[],
        };
        for name in below {
            let label = format!("{AGGREGATE}{name}");
            let wants = |object: &Object| Some(object.label(&label) == Some("true"));
            self.gather_where(&wants, seen, found);
        }
    }

    fn aggregated(&self, role: &'a Role, seen: &mut Vec<String>, found: &mut Effective<'a>) {
        let Some(object) = self.kube.object(role.object) else { return };
        let selectors = object.at("aggregationRule.clusterRoleSelectors");
        if selectors.is_unknown() {
            found.unknown.push("which roles it gathers is not known".into());
        }
        for selector in selectors.list() {
            self.gather_where(&|object| selects(selector, object), seen, found);
            // Built-in roles bear these labels too.
            for name in ["view", "edit"] {
                let above = if name == "view" { "edit" } else { "admin" };
                let label = format!("{AGGREGATE}{above}");
                let wanted = selector.at_keys(&["matchLabels", &label]);
                if wanted.str() == Some("true") {
                    self.built_in(name, seen, found);
                }
            }
        }
    }

    /// Adds the ClusterRoles that are `wanted`; `None`: that is not known.
    fn gather_where(
        &self,
        wanted: &dyn Fn(&Object) -> Option<bool>,
        seen: &mut Vec<String>,
        found: &mut Effective<'a>,
    ) {
        for role in self.kube.roles.iter().filter(|role| role.cluster) {
            let Some(object) = self.kube.object(role.object) else { continue };
            let here = object.scope == self.scope || object.scope.is_none() || self.scope.is_none();
            if seen.len() > CHAIN {
                found.unknown.push(format!("it gathers more than {CHAIN} roles").into());
                return;
            }
            if !here || seen.contains(&object.name.to_string()) {
                continue;
            }
            match wanted(object) {
                Some(false) => {}
                None => found
                    .unknown
                    .push(format!("whether it gathers `{}` is not known", object.name).into()),
                Some(true) => {
                    seen.push(object.name.to_string());
                    self.gather(RoleRef::Read(role), seen, found);
                }
            }
        }
    }
}

/// Does a label selector select `object`? `None` where part of it is not known.
fn selects(selector: &Node, object: &Object) -> Option<bool> {
    if selector.has_unknown() {
        return None;
    }
    let labels = selector.at("matchLabels").node().map_or(&[][..], Node::entries);
    let by_labels = labels.iter().all(|e| object.label(&e.key) == e.value.scalar().as_deref());
    let by_expressions = selector.at("matchExpressions").list().iter().all(|e| {
        let value = e.at("key").str().and_then(|key| object.label(key));
        let listed = e.at("values").list().iter().any(|v| v.as_str() == value);
        match e.at("operator").str() {
            Some("In") => value.is_some() && listed,
            Some("NotIn") => value.is_none() || !listed,
            Some("Exists") => value.is_some(),
            Some("DoesNotExist") => value.is_none(),
            _ => false,
        }
    });
    Some(by_labels && by_expressions)
}
