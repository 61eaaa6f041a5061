//! Projected tokens.

use ringfort_check::Node;
use ringfort_check::model::kube::{Object, Workload};

/// The `serviceAccountToken` sources of the projected volumes of a workload's pods.
pub(crate) fn projected<'a>(workload: &Workload, object: &'a Object) -> Vec<&'a Node> {
    let volumes = workload.spec(object).map_or(&[][..], |spec| spec.at("volumes").list());
    let sources = volumes.iter().flat_map(|v| v.at("projected.sources").list());
    sources.filter_map(|s| s.at("serviceAccountToken").node()).collect()
}
