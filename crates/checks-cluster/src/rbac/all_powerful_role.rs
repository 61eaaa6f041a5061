//! Roles that are cluster-admin under another name.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, rbac};

/// A ClusterRole that nobody holds yet allows everything.
pub struct AllPowerfulRole;

impl Check for AllPowerfulRole {
    const META: Meta = Meta::new(
        "cluster/all-powerful-role",
        "ClusterRole equals cluster-admin",
        "cluster/cluster-admin-usage",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.1", "CIS-EKS-4.1.1", "OWASP-K8s-2025-K02"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        if !on.cluster || rbac::is_built_in(object) || operators::expects(object, "wildcard") {
            return Verdict::NotApplicable;
        }
        let everything = on.rules.iter().find(|r| rights::is_everything(r));
        match everything {
            None if on.unknown => Verdict::unknown(object.head, "part of the rules is not known"),
            None => Verdict::pass(object.head, "does not allow everything"),
            // Its bindings are judged as those of cluster-admin are.
            Some(_) if !rbac::bindings_of(scene, on).is_empty() => Verdict::NotApplicable,
            Some(rule) => {
                let at = rbac::place_of(object, rule, "verbs", &["*"]);
                let message =
                    format!("ClusterRole `{}` allows every verb on every resource", object.name);
                Verdict::fail(Failure::new(at, message))
            }
        }
    }
}
