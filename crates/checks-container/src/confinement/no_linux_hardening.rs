//! Any of the kernel's confinements.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;
use crate::support::profile::{self, Profile};

/// Neither seccomp nor AppArmor nor `SELinux` nor dropped capabilities confine the container.
pub struct NoLinuxHardening;

impl Check for NoLinuxHardening {
    const META: Meta = Meta::new(
        "container/no-linux-hardening",
        "No kernel confinement is asked for",
        "container/seccomp-profile",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-Linux", "NSA-PodSecurity"])
    .aliases(&["C-0055", "linuxHardening"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let confined = |v| matches!(profile::read(v), Some(Profile::Confined | Profile::Legacy));
        let own = scene.facts.container_node(on).map(|n| n.at("securityContext.seLinuxOptions"));
        let of_pod = pod::spec(scene, on, "securityContext.seLinuxOptions");
        let labels = [own, of_pod].into_iter().flatten().find(|at| at.node().is_some());
        let drops = on.capabilities_drop.known().is_some_and(|d| !d.is_empty());
        let found = [
            confined(&on.seccomp).then(|| on.seccomp.span()),
            confined(&on.apparmor).then(|| on.apparmor.span()),
            labels.map(ringfort_check::At::span),
            drops.then(|| on.capabilities_drop.span()),
        ];
        if let Some(at) = found.into_iter().flatten().next() {
            return Verdict::pass(at, "a kernel confinement is written");
        }
        if on.seccomp.is_unknown() || on.apparmor.is_unknown() || on.capabilities_drop.is_unknown()
        {
            return Verdict::unknown(on.head, "part of the security context is not known");
        }
        let what = "asks for no seccomp, AppArmor or SELinux profile and drops no capability";
        Verdict::fail(pod::failure(on, on.head, what))
    }
}
