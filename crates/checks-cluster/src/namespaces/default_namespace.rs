//! Objects in the default namespace.

use ringfort_check::facts::kube::is_system_namespace;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A workload, or what belongs to one, names `default` as its namespace, or none.
pub struct DefaultNamespace;

/// Kinds that belong to an application beside its workloads.
const KINDS: &[&str] = &[
    "ConfigMap",
    "Ingress",
    "NetworkPolicy",
    "PersistentVolumeClaim",
    "Role",
    "RoleBinding",
    "Secret",
    "Service",
    "ServiceAccount",
];

impl Check for DefaultNamespace {
    const META: Meta = Meta::new(
        "cluster/default-namespace",
        "Object is in the default namespace",
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
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let facts = scene.facts;
        let workload = facts.kube.workload_of(&facts.model.kube, on.id).is_some();
        if !workload && (!KINDS.contains(&&*on.kind) || is_of_platform(on)) {
            return Verdict::NotApplicable;
        }
        let at = on.at("metadata.namespace");
        if at.is_unknown() {
            return Verdict::unknown(at.span(), "the namespace is not known");
        }
        let verb = if workload { "runs" } else { "is" };
        match on.namespace.as_deref() {
            Some("default") => {
                let message = format!("`{}` {verb} in the default namespace", on.name);
                Verdict::fail(Failure::new(at.span(), message))
            }
            // What the platform keeps for itself says nothing of how applications are kept apart.
            Some(own) if is_system_namespace(own) => Verdict::NotApplicable,
            Some(_) => Verdict::pass(at.span(), "has a namespace of its own"),
            // What a generator of an overlay makes goes where whoever applies it says.
            None if !workload && is_generated(on, scene) => Verdict::NotApplicable,
            None => {
                let message = format!(
                    "`{}` names no namespace, so it lands in `default` unless whoever applies it says otherwise",
                    on.name
                );
                Verdict::fail(Failure::new(on.head, message))
            }
        }
    }
}

/// Objects that the platform itself keeps in the default namespace.
fn is_of_platform(on: &Object) -> bool {
    matches!((&*on.kind, &*on.name), ("Service", "kubernetes") | ("ServiceAccount", "default"))
}

/// Does a generator make it, so that it stands in the file of the overlay?
fn is_generated(on: &Object, scene: &Scene<'_>) -> bool {
    let path = scene.facts.path(on.head);
    let file = path.rsplit('/').next().unwrap_or(path);
    matches!(file, "kustomization.yaml" | "kustomization.yml" | "Kustomization")
}
