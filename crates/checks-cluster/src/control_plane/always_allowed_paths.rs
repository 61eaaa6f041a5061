//! More than health paths is served without authorisation.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so more than health is served to everybody";
const HEALTH: &[&str] = &["/healthz", "/readyz", "/livez"];

/// More than health paths is served without authorisation.
pub struct AlwaysAllowedPaths;

impl Check for AlwaysAllowedPaths {
    const META: Meta = Meta::new(
        "cluster/always-allowed-paths",
        "More than health paths is served without authorisation",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["K8s-SchedulerHardening"]);
    const TYPES: &'static [&'static str] = &["kube-scheduler", "kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("authorization-always-allow-paths", HARM), |text| {
            flags::parts(text).all(|path| HEALTH.contains(&path))
        })
    }
}
