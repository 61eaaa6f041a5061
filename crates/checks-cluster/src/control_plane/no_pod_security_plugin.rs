//! Old releases without a plugin that limits pods.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::{flags, releases};

/// The API server is of a release before Pod Security admission and enables none of its predecessors.
pub struct NoPodSecurityPlugin;

/// From this minor release on `PodSecurity` is on by default (Kubernetes reference, Feature gates).
const POD_SECURITY: u32 = 23;

impl Check for NoPodSecurityPlugin {
    const META: Meta = Meta::new(
        "cluster/no-pod-security-plugin",
        "No admission plugin limits what pods may do",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.2.1"])
    .aliases(&[
        "6a68bebe-c021-492e-8ddb-55b0567fb768",
        "CKV_K8S_81",
        "KCV-0013",
        "C-0124",
        "afa36afb-39fe-4d94-b9b6-afb236f7a03d",
        "CKV_K8S_84",
    ]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, _: &Scene<'_>) -> Verdict {
        match releases::of(on) {
            None => return Verdict::NotApplicable,
            Some(minor) if minor >= POD_SECURITY => {
                return Verdict::default(on.head, "PodSecurity is on by default");
            }
            Some(_) => {}
        }
        let old = on.flag("admission-control").is_some();
        let value = on.value(if old { "admission-control" } else { "enable-admission-plugins" });
        if let Value::Unknown(span, cause) = &value {
            return Verdict::unknown(*span, cause.to_string());
        }
        let text = value.known().map_or("", String::as_str);
        let limits =
            |p: &str| matches!(p, "PodSecurity" | "PodSecurityPolicy" | "SecurityContextDeny");
        if flags::parts(text).any(limits) {
            return Verdict::pass(value.span(), "a plugin limits what pods may do");
        }
        let message = "the API server is older than 1.23 and enables neither PodSecurity nor \
                       PodSecurityPolicy nor SecurityContextDeny";
        Verdict::fail(Failure::new(value.span(), message))
    }
}
