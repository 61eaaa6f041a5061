//! NetworkPolicy does not say which directions it governs.

use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// `policyTypes` is not written.
pub struct PolicyTypesImplicit;

impl Check for PolicyTypesImplicit {
    const META: Meta = Meta::new(
        "cluster/policy-types-implicit",
        "NetworkPolicy does not say which directions it governs",
        "cluster/network-policy-default-deny",
        Severity::Low,
    )
    .frameworks(&["K8s-SecChecklist-network"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        let Some(object) = traffic::object_of(scene, on) else { return Verdict::NotApplicable };
        let types = object.at("spec.policyTypes");
        if types.is_unknown() {
            return Verdict::unknown(types.span(), "policyTypes is not known");
        }
        if !types.is_absent() {
            return Verdict::pass(types.span(), "policyTypes is written");
        }
        let directions = if on.egress.is_some() { "ingress and egress" } else { "ingress only" };
        let message = format!("NetworkPolicy `{}` governs {directions}, by default", object.name);
        Verdict::fail(Failure::new(object.head, message))
    }
}
