//! R33: OpenShift admits a pod if an SCC (`SecurityContextConstraints`) allows what it asks for and its ServiceAccount, or
//! whoever creates it, may use that object: by RBAC (`use`), or by the lists of users and groups in the object itself.
//! Source: OpenShift documentation, "Managing security context constraints".

use ringfort_facts::Facts;
use ringfort_model::kube::{Object, Rule};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::grants::{Granted, Hit};
use crate::ground::{Ground, Step};
use crate::position::{Pool, Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::account_of;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R33",
    title: "Use a privileged SCC",
    layer: Layer::Cluster,
    attack: &["T1611"],
    sentence: "Pods of {detail} may use a privileged SCC: {from} leads to {to}",
    page: include_str!("r33.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        if let Some((hit, doubt)) = used(g.facts, granted) {
            let give = Give {
                holder: &granted.subject,
                scope: &granted.scope,
                at: granted.at,
                rule: hit.at,
                control: Control::missing_for(CONTROL, granted.binding.clone(), granted.at),
                doubt,
            };
            give.add(g);
        }
    }
    let facts = g.facts;
    for scc in facts.objects(KIND).filter(|scc| opens(scc).is_some()) {
        for (holder, at) in listed(scc) {
            let control = Control::missing_for(CONTROL, scc.resource.to_string(), at);
            let (scope, rule, doubt) = ("*", opens(scc), "");
            Give { holder: &holder, scope, at, rule, control, doubt }.add(g);
        }
    }
}

const CONTROL: &str = "cluster/rbac-escalation-paths";
const KIND: &str = "SecurityContextConstraints";

/// The SCCs that every OpenShift cluster has and that give the node: any setting, or any path of the host as any user.
const PRIVILEGED: &[&str] = &["privileged", "hostmount-anyuid"];

/// Does the SCC let a pod take its node? The place that says so.
fn opens(scc: &Object) -> Option<Span> {
    let on =
        |field: &str| scc.at(field).node().filter(|n| n.as_bool() == Some(true)).map(|n| n.span);
    let any_user = scc.at("runAsUser.type").str() == Some("RunAsAny");
    let capabilities = scc.at("allowedCapabilities").list();
    let strong = |name: &str| matches!(name, "*" | "SYS_ADMIN" | "SYS_PTRACE" | "SYS_MODULE");
    let capability = capabilities.iter().find(|n| n.as_str().is_some_and(strong)).map(|n| n.span);
    on("allowPrivilegedContainer")
        .or_else(|| on("allowHostDirVolumePlugin").filter(|_| any_user))
        .or_else(|| capability.filter(|_| any_user && on("allowHostPID").is_some()))
}

/// The rule by which `granted` may use such an SCC, and what is not known about it.
fn used(facts: &Facts, granted: &Granted) -> Option<(Hit, &'static str)> {
    if let Some(name) = granted.role.strip_prefix("system:openshift:scc:") {
        let hit = Hit { what: String::new(), at: None, names: vec![] };
        return (granted.rules.is_none() && PRIVILEGED.contains(&name)).then_some((hit, ""));
    }
    let allows = |rule: &&Rule| {
        use ringfort_facts::kube::rights::{allows_named, is_everything};
        !is_everything(rule)
            && allows_named(rule, "use", "security.openshift.io", "securitycontextconstraints")
    };
    granted.rules.iter().flatten().filter(allows).find_map(|rule| {
        let hit = Hit { what: String::new(), at: rule.span, names: vec![] };
        if rule.names.is_empty() {
            return Some((hit, ""));
        }
        let strength = |name: &str| strength(facts, name);
        let best =
            rule.names.iter().filter_map(|name| strength(name)).min_by_key(|doubt| doubt.len())?;
        Some((hit, best))
    })
}

/// Does the SCC `name` open the node: with a doubt where it was not read and is none of OpenShift's own.
fn strength(facts: &Facts, name: &str) -> Option<&'static str> {
    match facts.objects(KIND).find(|o| &*o.name == name) {
        Some(scc) => opens(scc).map(|_| ""),
        None if PRIVILEGED.contains(&name) => Some(""),
        None if OWN.contains(&name) => None,
        None => Some("what the SCC allows: it was not read"),
    }
}

/// OpenShift's other ones.
const OWN: &[&str] = &[
    "anyuid",
    "hostaccess",
    "hostnetwork",
    "hostnetwork-v2",
    "nonroot",
    "nonroot-v2",
    "restricted",
    "restricted-v2",
    "restricted-v3",
    "nested-container",
];

/// The users and groups that the SCC itself lists.
fn listed(scc: &Object) -> Vec<(Position, Span)> {
    let users = scc.at("users").list().iter();
    let users = users.filter_map(|n| Some((Position::Identity(n.as_str()?.into()), n.span)));
    let groups = scc.at("groups").list().iter();
    // Administrators and kubelets have it by default, and are no step.
    let own =
        |name: &&str| !matches!(*name, "system:cluster-admins" | "system:nodes" | "system:masters");
    let groups = groups.filter_map(|n| {
        let name = n.as_str().filter(own)?;
        Some((Position::Group(name.into()), n.span))
    });
    users.chain(groups).collect()
}

/// Someone who may use a privileged SCC, in a scope.
struct Give<'a> {
    holder: &'a Position,
    scope: &'a str,
    at: Span,
    rule: Option<Span>,
    control: Control,
    doubt: &'static str,
}

impl Give<'_> {
    fn add(self, g: &mut Ground<'_>) {
        // Pods of a ServiceAccount may use what it may; what a user may use holds for the pods that they create.
        let (namespaces, whose, own) = match self.holder {
            Position::Identity(user) => match account_of(user) {
                Some((namespace, _)) if self.covers(namespace) => {
                    (vec![Box::from(namespace)], user.to_string(), false)
                }
                Some(_) => return,
                None => (self.everywhere(g), user.to_string(), true),
            },
            Position::Group(group) => match group.strip_prefix("system:serviceaccounts:") {
                Some(namespace) if self.covers(namespace) => {
                    (vec![Box::from(namespace)], group.to_string(), false)
                }
                Some(_) => return,
                None => {
                    let all = matches!(&**group, "system:serviceaccounts" | "system:authenticated");
                    (self.everywhere(g), group.to_string(), !all)
                }
            },
            _ => return,
        };
        for namespace in namespaces {
            let step = self.step(g, &namespace).detail(whose.clone());
            if own { step.from(self.holder.clone()).add() } else { step.add() }
        }
    }

    fn covers(&self, namespace: &str) -> bool {
        self.scope == "*" || self.scope == namespace
    }

    fn everywhere(&self, g: &Ground<'_>) -> Vec<Box<str>> {
        if self.scope == "*" {
            let mut all = support::namespaces(g);
            all.push("*".into());
            return all;
        }
        vec![self.scope.into()]
    }

    fn step<'g, 'a>(&self, g: &'g mut Ground<'a>, namespace: &str) -> Step<'g, 'a> {
        let admission = g.controls.pod_security_in(namespace);
        let step = g
            .step(Position::Node(Pool::Worker))
            .from(Position::Right(Right::RunPods, namespace.into()))
            .proof(self.at, "may use the SCC")
            .unless(admission)
            .unless(self.control.clone());
        let step = step.doubt(self.doubt);
        match self.rule {
            Some(at) => step.proof(at, "what lets a pod take its node"),
            None => step,
        }
    }
}
