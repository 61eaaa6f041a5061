//! Workload runs in the default namespace.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A workload names `default` as its namespace, or none.
pub struct DefaultNamespace;

impl Check for DefaultNamespace {
    const META: Meta = Meta::new(
        "cluster/default-namespace",
        "Workload runs in the default namespace",
        "cluster/namespace-isolation",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.6.4", "CIS-EKS-4.5.2"])
    .aliases(&[
        "611ab018-c4aa-4ba2-b0f6-a448337509a6",
        "abcb818b-5af7-4d72-aba9-6dd84956b451",
        "CKV_K8S_21",
        "KSV-0110",
        "C-0061",
        "C-0212",
        "use-namespace",
        "disallow-default-namespace",
        "FG_R00497",
        "AC_K8S_0086",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.object(on) else { return Verdict::NotApplicable };
        let at = object.at("metadata.namespace");
        if at.is_unknown() {
            return Verdict::unknown(at.span(), "the namespace is not known");
        }
        match object.namespace.as_deref() {
            Some("default") => {
                let message = format!("`{}` runs in the default namespace", object.name);
                Verdict::fail(Failure::new(at.span(), message))
            }
            Some(_) => Verdict::pass(at.span(), "runs in a namespace of its own"),
            None => {
                let message = format!(
                    "`{}` names no namespace, so it lands in `default` unless whoever applies it says otherwise",
                    object.name
                );
                Verdict::fail(Failure::new(object.head, message))
            }
        }
    }
}
