//! Constraints of the templates in Gatekeeper's library of pod security policies.

use ringfort_model::kube::{Kube, Object};
use ringfort_source::{At, Node};

use super::probe::{Refuses, Verdicts, certain};
use super::scope::Scope;
use super::{Action, Rule, lists, native};
use crate::kube::KubeFacts;

/// The rule of a constraint; `None` for templates that are about other things or not known.
pub(super) fn rule(constraint: &Object, kube: &Kube, facts: &KubeFacts) -> Option<Rule> {
    let mut refuses = refuses(constraint)?;
    let parameters = constraint.at("spec.parameters");
    // Images that a rule leaves out are a way around it.
    let is_open = parameters.is_unknown()
        || parameters.node().is_some_and(Node::has_unknown)
        || !parameters.key("exemptImages").list().is_empty();
    if is_open {
        for (_, is_certain) in &mut refuses {
            *is_certain = false;
        }
    }
    Some(Rule {
        refuses,
        scope: scope(constraint).and(configured(kube, facts)),
        action: action(constraint),
        action_at: constraint.at("spec.enforcementAction").span(),
        ..Rule::new(constraint, constraint.head)
    })
}

/// `enforcementAction`, by default deny; `scoped` by the actions at the webhook.
pub(super) fn action(constraint: &Object) -> Action {
    match constraint.at("spec.enforcementAction") {
        At::Absent(_) => Action::Deny,
        At::Unknown(_) => Action::Unknown,
        At::Set(node) => match node.as_str() {
            Some("deny") => Action::Deny,
            Some("scoped") => scoped(constraint),
            Some("warn" | "dryrun") => Action::Report,
            _ => Action::Unknown,
        },
    }
}

fn scoped(constraint: &Object) -> Action {
    let actions = constraint.at("spec.scopedEnforcementActions");
    if actions.node().is_none_or(Node::has_unknown) {
        return Action::Unknown;
    }
    let denies = actions.list().iter().any(|entry| {
        let points = entry.at("enforcementPoints").list();
        let here = |p: &Node| matches!(p.at("name").str(), Some("*" | "validation.gatekeeper.sh"));
        entry.at("action").str() == Some("deny") && points.iter().any(here)
    });
    if denies { Action::Deny } else { Action::Report }
}

fn scope(constraint: &Object) -> Scope {
    let matched = match constraint.at("spec.match") {
        At::Set(node) if !node.has_unknown() => node,
        At::Absent(_) => return Scope::All,
        _ => return Scope::Perhaps,
    };
    let conditions = matched.entries().iter().map(|entry| match &*entry.key {
        "kinds" => {
            let is_pod = |k: &Node| lists(k.at("apiGroups"), "") && lists(k.at("kinds"), "Pod");
            if entry.value.items().iter().any(is_pod) { Scope::All } else { Scope::Never }
        }
        "namespaces" => Scope::named(At::Set(&entry.value)),
        "excludedNamespaces" => Scope::not(Scope::named(At::Set(&entry.value))),
        "namespaceSelector" => native::selected(At::Set(&entry.value)),
        "scope" if matches!(entry.value.as_str(), Some("*" | "Namespaced")) => Scope::All,
        // Resources that a controller makes, or all of them.
        "source" if matches!(entry.value.as_str(), Some("All" | "Original")) => Scope::All,
        "labelSelector" if entry.value.entries().is_empty() => Scope::All,
        _ => Scope::Perhaps,
    });
    Scope::And(conditions.collect())
}

/// Where Gatekeeper's own configuration does not leave namespaces out.
fn configured(kube: &Kube, facts: &KubeFacts) -> Scope {
    let configurations = facts.of_kind(kube, "Config");
    let ours = configurations.filter(|o| o.group() == "config.gatekeeper.sh");
    let mut scope = Scope::All;
    for matched in ours.map(|o| o.at("spec.match")) {
        if matched.is_unknown() {
            scope = scope.and(Scope::Perhaps);
        }
        for entry in matched.list() {
            let processes = entry.at("processes");
            let is_known = processes.node().is_none_or(|n| !n.has_unknown());
            if lists(processes, "webhook") || processes.is_unknown() || !is_known {
                let names = Scope::not(Scope::named(entry.at("excludedNamespaces")));
                let certain = lists(processes, "webhook");
                scope =
                    scope.and(if certain { names } else { Scope::Or(vec![names, Scope::Perhaps]) });
            }
        }
    }
    scope
}

fn refuses(constraint: &Object) -> Option<Verdicts> {
    let parameter = |key: &str| constraint.at("spec.parameters").key(key);
    let rule = parameter("runAsUser").key("rule");
    Some(match &*constraint.kind {
        "K8sPSPPrivilegedContainer" => certain(&[Refuses::Privileged]),
        "K8sPSPHostNamespace" => certain(&[Refuses::HostPid, Refuses::HostIpc]),
        "K8sPSPHostNetworkingPorts" if parameter("hostNetwork").bool() == Some(true) => {
            vec![(Refuses::HostPorts, false)]
        }
        "K8sPSPHostNetworkingPorts" => {
            // The range of ports that are allowed is not compared.
            vec![(Refuses::HostNetwork, true), (Refuses::HostPorts, false)]
        }
        // An empty list allows none; one with paths allows those.
        "K8sPSPHostFilesystem" => {
            vec![(Refuses::HostPath, parameter("allowedHostPaths").list().is_empty())]
        }
        "K8sPSPVolumeTypes" if lists(parameter("volumes"), "hostPath") => vec![],
        "K8sPSPVolumeTypes" => certain(&[Refuses::HostPath]),
        "K8sPSPCapabilities" => capabilities(parameter("allowedCapabilities")),
        "K8sPSPAllowPrivilegeEscalationContainer" => certain(&[Refuses::PrivilegeEscalation]),
        "K8sPSPAllowedUsers" if rule.is_unknown() => vec![(Refuses::RunAsRoot, false)],
        "K8sPSPAllowedUsers" => match rule.str() {
            Some("MustRunAsNonRoot") => certain(&[Refuses::RunAsRoot]),
            Some("RunAsAny") | None => vec![],
            Some(_) => vec![(Refuses::RunAsRoot, false)],
        },
        "K8sPSPProcMount" => {
            vec![(Refuses::ProcMount, parameter("procMount").str() == Some("Default"))]
        }
        "K8sPSPSeccomp" | "K8sPSPSeccompV2" => vec![(Refuses::Seccomp, false)],
        "K8sPSPForbiddenSysctls" => {
            vec![(Refuses::Sysctls, lists(parameter("forbiddenSysctls"), "*"))]
        }
        "K8sPSPSELinuxV2" => vec![(Refuses::Selinux, false)],
        "K8sPSPAppArmor" => vec![(Refuses::AppArmor, false)],
        _ => return None,
    })
}

/// Capabilities that may be added: none unless they are listed.
fn capabilities(allowed: At<'_>) -> Verdicts {
    let names: Vec<String> =
        allowed.list().iter().filter_map(Node::scalar).map(|n| n.to_ascii_uppercase()).collect();
    let is = |name: &str| names.iter().any(|n| n.trim_start_matches("CAP_") == name);
    if is("*") || is("ALL") || is("SYS_ADMIN") || is("NET_ADMIN") {
        return vec![];
    }
    vec![(Refuses::Capabilities, names.is_empty() && !allowed.is_unknown())]
}
