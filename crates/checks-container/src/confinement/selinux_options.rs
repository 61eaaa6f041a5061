//! `SELinux` labels.

use ringfort_check::facts::kube::pod_security::{Version, is_safe_selinux_type};
use ringfort_check::model::kube::Container;
use ringfort_check::{At, Check, Meta, Node, Scene, Severity, Verdict};

use crate::support::pod;

/// `seLinuxOptions` sets a user, a role or a type outside the confined ones.
pub struct SelinuxOptions;

impl Check for SelinuxOptions {
    const META: Meta = Meta::new(
        "container/selinux-options",
        "Container asks for an SELinux label of its own",
        "container/seccomp-profile",
        Severity::Medium,
    )
    .frameworks(&["PSS-baseline", "CIS-Docker-5.3"])
    .aliases(&["KSV-0025", "disallow-selinux", "selinux", "baseline:selinuxoptions"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let own = scene.facts.container_node(on).map(|n| n.at("securityContext.seLinuxOptions"));
        let of_pod = pod::spec(scene, on, "securityContext.seLinuxOptions");
        let written: Vec<At<'_>> =
            own.into_iter().chain(of_pod).filter(|at| !at.is_absent()).collect();
        if let Some(at) = written.iter().find(|at| at.is_unknown()) {
            return Verdict::unknown(at.span(), "the SELinux options are not known");
        }
        let bad = written.iter().filter_map(|at| at.node()).find_map(offending);
        match (bad, written.first()) {
            (Some(node), _) => {
                let what = format!("sets the SELinux label part `{}`", node.as_str().unwrap_or(""));
                Verdict::fail(pod::failure(on, node.span, &what))
            }
            (None, Some(at)) => Verdict::pass(at.span(), "the SELinux type is a confined one"),
            (None, None) => Verdict::default(on.head, "the runtime labels the container"),
        }
    }
}

/// The value that is not allowed.
fn offending(options: &Node) -> Option<&Node> {
    let bad_type = |n: &&Node| !is_safe_selinux_type(n.as_str().unwrap_or(""), Version::LATEST);
    let set = |n: &&Node| n.as_str().is_some_and(|s| !s.is_empty());
    let kind = options.at("type").node().filter(bad_type);
    let user = || options.at("user").node().filter(set);
    let role = || options.at("role").node().filter(set);
    kind.or_else(user).or_else(role)
}
