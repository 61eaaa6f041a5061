//! User namespaces, where root is unavoidable.

use ringfort_check::model::Value;
use ringfort_check::model::kube::{Container, Workload};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod that runs as root shares the node's users.
pub struct NoUserNamespace;

impl Check for NoUserNamespace {
    const META: Meta = Meta::new(
        "container/no-user-namespace",
        "Root of the pod is root of the node",
        "container/non-root-execution",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-PodSC"])
    .aliases(&["HostUsers"]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let value = &on.pod.host_users;
        let root = on.containers.iter().find(|c| may_be_root(c));
        match (value, root) {
            (Value::Unknown(at, cause), _) => Verdict::unknown(*at, cause.to_string()),
            (Value::Set(false, at), _) => Verdict::pass(*at, "hostUsers is false"),
            (Value::Set(..), _) => {
                let failure = Failure::new(value.span(), "the pod asks for the node's users");
                Verdict::fail(pod::replacing(failure, value, "false"))
            }
            (_, Some(container)) => {
                let what = "may run as root without a user namespace (hostUsers is not false)";
                Verdict::fail(pod::failure(container, container.run_as_user.span(), what))
            }
            (_, None) => Verdict::NotApplicable,
        }
    }
}

/// Does nothing keep the container from root? Where no user is named, the image decides.
fn may_be_root(container: &Container) -> bool {
    let user = container.run_as_user.known();
    let named = user.is_some_and(|u| u.is_some_and(|uid| uid != 0));
    !named && (container.run_as_user.is(&Some(0)) || container.run_as_non_root.is(&false))
}
