//! Bindings that name the group no policy can stop.

use ringfort_check::model::kube::{Binding, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// The role that every cluster has, and the name of its default binding.
const ADMIN: &str = "cluster-admin";

/// A binding other than the default one names `system:masters`.
pub struct SystemMastersBinding;

impl Check for SystemMastersBinding {
    const META: Meta = Meta::new(
        "cluster/system-masters-binding",
        "Binding names system:masters",
        "cluster/cluster-admin-usage",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.1.7", "K8s-SecChecklist-authn"])
    .aliases(&["KSV-0123"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let default = scene.facts.model.kube.object(on.object).is_some_and(|o| &*o.name == ADMIN);
        if default && on.cluster && on.role_is_cluster && &*on.role == ADMIN {
            return Verdict::NotApplicable;
        }
        let masters = |s: &&ringfort_check::model::kube::Subject| {
            s.kind == SubjectKind::Group && &*s.name == "system:masters"
        };
        let failures = on.subjects.iter().filter(masters).map(|s| {
            let message = format!(
                "role `{}` is bound to system:masters, which has every right already",
                on.role
            );
            Failure::new(s.span, message)
        });
        Verdict::of(failures.collect(), on.role_span, "does not name system:masters")
    }
}
