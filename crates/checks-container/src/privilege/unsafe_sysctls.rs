//! Kernel parameters that reach beyond the pod.

use ringfort_check::facts::kube::pod_security::{is_safe_sysctl, version_in};
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod sets kernel parameters outside the safe set.
pub struct UnsafeSysctls;

impl Check for UnsafeSysctls {
    const META: Meta = Meta::new(
        "container/unsafe-sysctls",
        "Pod sets kernel parameters outside the safe set",
        "container/no-privilege-escalation",
        Severity::Medium,
    )
    .frameworks(&["PSS-baseline"])
    .aliases(&[
        "9127f0d9-2310-42e7-866f-5fd9d20dcbad",
        "a9174d31-d526-4ad9-ace4-ce7ddbf52e03",
        "KSV-0026",
        "unsafe-sysctls",
        "restrict-sysctls",
        "forbidden-sysctls",
        "baseline:sysctls",
        "AC_K8S_0074",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(spec) = pod::pod_spec(scene, on) else { return Verdict::NotApplicable };
        let list = spec.at("securityContext.sysctls");
        if list.is_unknown() {
            return Verdict::unknown(list.span(), "the list of sysctls is not known");
        }
        if list.list().is_empty() {
            return Verdict::default(on.pod.span, "no sysctl is set");
        }
        let Some(object) = pod::object(scene, on) else { return Verdict::NotApplicable };
        let version = version_in(object, scene.facts);
        let names = list.list().iter().filter_map(|s| s.at("name").node());
        let failures = names.filter_map(|node| {
            let name = node.as_str().filter(|n| !is_safe_sysctl(n, version))?;
            Some(
                Failure::new(node.span, format!("the pod sets the kernel parameter `{name}`"))
                    .key(name),
            )
        });
        Verdict::of(failures.collect(), list.span(), "only safe kernel parameters are set")
    }
}
