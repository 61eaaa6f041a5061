//! Kubewarden's own pod security policies, known by the names of their modules.

use ringfort_model::kube::{Object, Selector};
use ringfort_source::{At, Node};

use super::probe::{self, Refuses, Verdicts, certain};
use super::scope::Scope;
use super::{Action, Rule, native};

/// The rule of a policy; `None` for modules that are about other things or not known.
pub(super) fn rule(policy: &Object) -> Option<Rule> {
    let module = policy.at("spec.module");
    let refuses = match module {
        At::Unknown(_) => probe::unknown(),
        at => refuses(name(at)?, policy.at("spec.settings"))?,
    };
    Some(Rule {
        refuses,
        scope: scope(policy),
        action: action(policy),
        action_at: policy.at("spec.mode").span(),
        ..Rule::new(policy, policy.head)
    })
}

/// `mode`: protect unless monitor is written.
pub(super) fn action(policy: &Object) -> Action {
    match policy.at("spec.mode") {
        At::Absent(_) => Action::Deny,
        At::Unknown(_) => Action::Unknown,
        At::Set(node) => match node.as_str() {
            Some("protect") => Action::Deny,
            Some("monitor") => Action::Report,
            _ => Action::Unknown,
        },
    }
}

/// `registry://ghcr.io/kubewarden/policies/pod-privileged:v1.0.0` is `pod-privileged`.
fn name(module: At<'_>) -> Option<&str> {
    let reference = module.str()?;
    let (rest, name) = reference.rsplit_once('/')?;
    rest.ends_with("kubewarden/policies").then(|| name.split([':', '@']).next())?
}

fn scope(policy: &Object) -> Scope {
    let rules = policy.at("spec.rules");
    let mut scope = Scope::Or(rules.list().iter().map(native::pods).collect());
    if rules.is_unknown() {
        scope = Scope::Perhaps;
    }
    if &*policy.kind == "AdmissionPolicy" {
        scope = scope.and(Scope::Named(vec![policy.namespace_or_default().into()]));
    }
    scope = scope.and(native::selected(policy.at("spec.namespaceSelector")));
    let conditions = policy.at("spec.matchConditions");
    let is_partial = !Selector::read(policy.at("spec.objectSelector")).is_everything()
        || !conditions.list().is_empty()
        || conditions.is_unknown();
    if is_partial { scope.and(Scope::Perhaps) } else { scope }
}

fn refuses(module: &str, settings: At<'_>) -> Option<Verdicts> {
    let paths = settings.key("allowedHostPaths");
    let rule = settings.key("run_as_user").key("rule");
    let found = match module {
        "pod-privileged" => certain(&[Refuses::Privileged]),
        "host-namespaces-psp" => {
            let fields = [
                ("allow_host_network", Refuses::HostNetwork),
                ("allow_host_pid", Refuses::HostPid),
                ("allow_host_ipc", Refuses::HostIpc),
            ];
            let closed = |key: &str| settings.key(key).bool() != Some(true);
            let mut found: Verdicts = fields
                .iter()
                .filter(|(key, _)| closed(key))
                .map(|(_, what)| (*what, true))
                .collect();
            let ports = settings.key("allow_host_ports");
            found.push((Refuses::HostPorts, ports.list().is_empty() && !ports.is_unknown()));
            found
        }
        // An empty list restricts nothing; one with paths allows those.
        "hostpaths-psp" if paths.list().is_empty() && !paths.is_unknown() => vec![],
        "hostpaths-psp" => vec![(Refuses::HostPath, false)],
        "capabilities-psp" => {
            let allowed = settings.key("allowed_capabilities").list();
            let open = |n: &Node| matches!(n.as_str(), Some("*" | "SYS_ADMIN" | "NET_ADMIN"));
            if allowed.iter().any(open) {
                vec![]
            } else {
                vec![(Refuses::Capabilities, allowed.is_empty())]
            }
        }
        "allow-privilege-escalation-psp" => vec![(Refuses::PrivilegeEscalation, false)],
        "user-group-psp" if rule.is_unknown() => vec![(Refuses::RunAsRoot, false)],
        "user-group-psp" => match rule.str() {
            Some("MustRunAsNonRoot") => vec![(Refuses::RunAsRoot, false)],
            _ => vec![],
        },
        _ => return None,
    };
    let is_known = settings.node().is_none_or(|n| !n.has_unknown()) && !settings.is_unknown();
    Some(found.into_iter().map(|(what, is_certain)| (what, is_certain && is_known)).collect())
}
