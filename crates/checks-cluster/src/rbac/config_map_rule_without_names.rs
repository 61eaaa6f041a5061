//! Read rules over all ConfigMaps.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, rbac};

/// A Role reads single ConfigMaps but does not say which.
pub struct ConfigMapRuleWithoutNames;

impl Check for ConfigMapRuleWithoutNames {
    const META: Meta = Meta::new(
        "cluster/config-map-rule-without-names",
        "Role reads ConfigMaps without naming them",
        "cluster/rbac-least-privilege",
        Severity::Info,
    )
    .frameworks(&["K8s-AppChecklist-RBAC"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        if rbac::is_built_in(object) || operators::is_known(object) {
            return Verdict::NotApplicable;
        }
        let reads = on.rules.iter().filter(|r| {
            rights::allows_named(r, "get", "", "configmaps")
                && r.resources.iter().all(|w| &**w != "*")
        });
        let rules: Vec<_> = reads.collect();
        if rules.is_empty() {
            return Verdict::NotApplicable;
        }
        let open =
            rules.into_iter().filter(|r| r.names.is_empty() && !rights::has(&r.verbs, "list"));
        let failures = open.take(1).map(|rule| {
            let at = rbac::place_of(object, rule, "resources", &["configmaps"]);
            let message = format!("{} `{}` may get any ConfigMap", object.kind, object.name);
            Failure::new(at, message)
        });
        Verdict::of(failures.collect(), object.head, "names its ConfigMaps or lists them")
    }
}
