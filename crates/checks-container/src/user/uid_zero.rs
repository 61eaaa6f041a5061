//! UID 0.

use ringfort_check::model::Value;
use ringfort_check::model::kube::{Container, Workload};
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::pod;

/// A container, or the pod for all of them, runs as UID 0.
pub struct UidZero;

impl Check for UidZero {
    const META: Meta = Meta::new(
        "container/uid-zero",
        "Container runs as UID 0",
        "container/non-root-execution",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.2.7", "CIS-Docker-4.1", "NSA-PodSecurity"])
    .aliases(&[
        "KSV-0105",
        "RunAsUserCSCRoot",
        "RunAsUserPSCRoot",
        "require-run-as-non-root-user",
        "restricted:runasuser",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        if on.pod.host_users.is(&false) {
            return Verdict::pass(
                on.pod.span,
                "hostUsers is false, so its root is nobody on the node",
            );
        }
        let of_pod = pod::pod_spec(scene, on).map(|s| s.at("securityContext.runAsUser"));
        let users = || on.containers.iter().map(|c| &c.run_as_user);
        let mut failures: Vec<Failure> = of_pod.and_then(root_of_pod).into_iter().collect();
        let inherited: Option<Span> = failures.first().map(|f| f.at);
        failures.extend(
            on.containers
                .iter()
                .filter(|c| Some(c.run_as_user.span()) != inherited)
                .filter_map(root),
        );
        if !failures.is_empty() {
            return Verdict::Fail(failures);
        }
        if let Some(Value::Unknown(at, cause)) = users().find(|u| u.is_unknown()) {
            return Verdict::unknown(*at, cause.to_string());
        }
        match users().find(|u| u.is_set()) {
            Some(user) => Verdict::pass(user.span(), "no container runs as UID 0"),
            None => Verdict::NotApplicable,
        }
    }
}

fn root(on: &Container) -> Option<Failure> {
    matches!(on.run_as_user, Value::Set(Some(0), _))
        .then(|| pod::failure(on, on.run_as_user.span(), "runs as UID 0"))
}

/// Containers that override it do not help those that are injected later.
fn root_of_pod(user: At<'_>) -> Option<Failure> {
    let node = user.node().filter(|n| n.as_i64() == Some(0))?;
    Some(Failure::new(node.span, "the pod gives UID 0 to every container that names no user"))
}
