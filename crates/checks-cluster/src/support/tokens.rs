//! Projected tokens.

use ringfort_check::model::kube::{Object, Workload};
use ringfort_check::{At, Node, Verdict};

use super::open;

/// The `serviceAccountToken` sources of the projected volumes of a workload's pods.
pub(crate) fn projected<'a>(workload: &Workload, object: &'a Object) -> Vec<&'a Node> {
    let volumes = workload.spec(object).map_or(&[][..], |spec| spec.at("volumes").list());
    let sources = volumes.iter().flat_map(|v| v.at("projected.sources").list());
    sources.filter_map(|s| s.at("serviceAccountToken").node()).collect()
}

/// `verdict`; but open where the volumes, or the sources of one, are not known.
pub(crate) fn or_unknown(verdict: Verdict, workload: &Workload, object: &Object) -> Verdict {
    match workload.spec(object) {
        Some(spec) => open::or_unknown(verdict, At::Set(spec), &["volumes.projected.sources"]),
        None => verdict,
    }
}
