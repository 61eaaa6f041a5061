//! Manifest uses an API version that is not served any more.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

const TABLE: &str = include_str!("../support/removed_apis.tsv");

/// Manifest uses an API version that is not served any more.
pub struct RemovedApiVersion;

impl Check for RemovedApiVersion {
    const META: Meta = Meta::new(
        "cluster/removed-api-version",
        "Manifest uses an API version that is not served any more",
        "cluster/version-currency",
        Severity::Low,
    )
    .aliases(&[
        "94b76ea5-e074-4ca2-8a03-c5a606e30645",
        "KSV-0107",
        "no-extensions-v1beta",
        "Stable_version",
        "DeprecatedAPIUsed",
        "check-deprecated-apis",
        "verifydeprecatedapi",
    ]);

    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let version = on.root.at("apiVersion");
        let kind = &*on.kind;
        let mut rows = TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(row);
        let Some((_, _, release)) =
            rows.find(|(v, k, _)| *v == &*on.api_version && (*k == "*" || *k == kind))
        else {
            return Verdict::NotApplicable;
        };
        let message =
            format!("{kind} of `{}` is not served since Kubernetes {release}", on.api_version);
        Verdict::fail(Failure::new(version.span(), message))
    }
}

/// API version, kind and release of a line.
fn row(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?))
}
