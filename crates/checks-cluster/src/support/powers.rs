//! Rights that lead further than they look: one judgement, many powers.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::{Object, Role, Rule};
use ringfort_check::{Failure, Scene, Verdict};

use super::{operators, rbac};

/// Resources that run pods, by API group.
pub(crate) const WORKLOADS: &[(&str, &str)] = &[
    ("", "pods"),
    ("", "replicationcontrollers"),
    ("apps", "deployments"),
    ("apps", "daemonsets"),
    ("apps", "statefulsets"),
    ("apps", "replicasets"),
    ("batch", "jobs"),
    ("batch", "cronjobs"),
];

/// A right that a role may give.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Power {
    /// Its name in the table of known operators.
    pub(crate) key: &'static str,
    /// What its holder can do: "read every Secret".
    pub(crate) what: &'static str,
    /// The verbs of it, any of which is enough.
    pub(crate) verbs: &'static [&'static str],
    /// API group and resource, any of which is enough.
    pub(crate) on: &'static [(&'static str, &'static str)],
    /// Who speaks of a rule with all verbs on all resources.
    pub(crate) wildcards: Wildcards,
}

/// A rule with all verbs on all resources gives many powers at once. One check of each control says it;
/// the others are silent about it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wildcards {
    /// The check of this power.
    Said,
    /// The check about wildcards, which carries the promise of least privilege.
    LeftToWildcardRole,
    /// The check of that power, where the rule gives it too.
    LeftTo(&'static Power),
    /// The check of this power, which speaks of nothing else.
    Only,
}

/// Verb, API group and resource that a rule allows.
type Hit = (&'static str, &'static str, &'static str);

impl Power {
    fn of(&self, rule: &Rule) -> Option<Hit> {
        let pairs = self.on.iter().flat_map(|on| self.verbs.iter().map(move |verb| (verb, on)));
        let mut hits = pairs.filter(|(verb, on)| rights::allows(rule, verb, on.0, on.1));
        hits.next().map(|(verb, on)| (*verb, on.0, on.1))
    }

    /// Is `rule` one that another check speaks of?
    fn leaves(&self, rule: &Rule) -> bool {
        let wide = rights::is_wide(rule);
        match self.wildcards {
            Wildcards::Said => false,
            Wildcards::LeftToWildcardRole => wide,
            Wildcards::LeftTo(other) => wide && other.of(rule).is_some(),
            Wildcards::Only => !wide,
        }
    }
}

/// Does `role` give `power` to anyone but the platform and operators that are known to need it?
pub(crate) fn judge(role: &Role, scene: &Scene<'_>, power: &Power) -> Verdict {
    let Some(object) = scene.facts.model.kube.object(role.object) else {
        return Verdict::NotApplicable;
    };
    if rbac::is_built_in(object) || (role.aggregates && role.rules.is_empty()) {
        return Verdict::NotApplicable;
    }
    let mut hits = role.rules.iter().filter_map(|rule| Some((rule, power.of(rule)?))).peekable();
    let any = hits.peek().is_some();
    match hits.find(|(rule, _)| !power.leaves(rule)) {
        None if any => Verdict::NotApplicable,
        None if role.unknown => Verdict::unknown(object.head, "part of the rules is not known"),
        None => Verdict::pass(object.head, "no rule gives this right"),
        Some(_) if operators::expects(object, power.key) => {
            Verdict::pass(object.head, "a right that this operator is known to need")
        }
        Some((rule, hit)) => rbac::excuse(scene, role, object)
            .unwrap_or_else(|| Verdict::fail(failure(role, object, scene, rule, hit, power))),
    }
}

fn failure(
    role: &Role,
    object: &Object,
    scene: &Scene<'_>,
    rule: &Rule,
    (verb, _, resource): Hit,
    power: &Power,
) -> Failure {
    let sub = resource.split_once('/').map_or(String::new(), |(_, sub)| format!("*/{sub}"));
    let at = rbac::place_of(object, rule, "resources", &[resource, "*", &sub]);
    let right = if rights::is_wide(rule) {
        "do everything with every resource".to_owned()
    } else {
        format!("{verb} {resource}")
    };
    let message =
        format!("{} `{}` may {right}: its holders can {}", object.kind, object.name, power.what);
    rbac::with_holders(Failure::new(at, message), scene, role)
}
