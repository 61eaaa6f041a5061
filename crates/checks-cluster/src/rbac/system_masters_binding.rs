//! Bindings that name the group no policy can stop.

use ringfort_check::model::kube::{Binding, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

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

    fn run(on: &Binding, _: &Scene<'_>) -> Verdict {
        if on.cluster && on.role_is_cluster && &*on.role == "cluster-admin" {
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
