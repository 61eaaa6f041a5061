//! Service selects no pod.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// The selector of a Service matches none of the workloads of its namespace.
pub struct DanglingService;

impl Check for DanglingService {
    const META: Meta = Meta::new(
        "cluster/dangling-service",
        "Service selects no pod",
        "cluster/service-exposure",
        Severity::Info,
    )
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["K8s-SecChecklist-network"])
    .aliases(&[
        "3ca03a61-3249-4c16-8427-6f8e47dda729",
        "C-0293",
        "dangling-service",
        "Service_Targets_Pod",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let selector = on.at("spec.selector");
        let kube = &scene.facts.model.kube;
        let any = kube.workloads.iter().any(|w| kube.object(w.object).is_some_and(|o| o.sees(on)));
        match selector {
            At::Unknown(node) => Verdict::unknown(node.span, "the selector is not known"),
            At::Set(node) if !node.entries().is_empty() && any => {
                if scene.facts.kube.selected_by(kube, on).is_empty() {
                    let message = format!(
                        "Service `{}` selects none of the workloads that were read",
                        on.name
                    );
                    return Verdict::fail(Failure::new(node.span, message));
                }
                Verdict::pass(node.span, "selects a workload that was read")
            }
            _ => Verdict::NotApplicable,
        }
    }
}
