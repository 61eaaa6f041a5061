//! Declared namespaces that no policy acts in.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A declared namespace whose workloads are not shown here has no policy at all.
pub struct NamespaceWithoutPolicy;

impl Check for NamespaceWithoutPolicy {
    const META: Meta = Meta::new(
        "cluster/namespace-without-policy",
        "Namespace is declared without any policy",
        "cluster/network-policy-default-deny",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.3.2"])
    .aliases(&["C-0054", "C-0206"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        // With workloads in sight the check about the default deny speaks.
        let bare = on.object.is_some() && on.workloads.is_empty();
        if !bare || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        if scene.facts.kube.has_policy(&scene.facts.model.kube, on) {
            return Verdict::pass(on.at, "a policy acts in this namespace");
        }
        let message = format!("namespace `{}` is declared and no policy acts in it", on.name);
        Verdict::fail(Failure::new(on.at, message))
    }
}
