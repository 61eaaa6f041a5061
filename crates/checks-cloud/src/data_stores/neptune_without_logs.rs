//! Graph database exports no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Graph database exports no audit log.
pub struct NeptuneWithoutLogs;

impl Check for NeptuneWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/neptune-without-logs",
        "Graph database exports no audit log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "45cff7b6-3b80-40c1-ba7b-2cf480678bb8",
        "CKV_AWS_101",
        "AWS-0075",
        "AC_AWS_0494",
    ]);
    const TYPES: &'static [&'static str] = &["aws_neptune_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let paths = ["enable_cloudwatch_logs_exports", "enabled_cloudwatch_logs_exports"];
        let kept = tri::any(paths.iter().map(|p| tri::lists(on.at(p), &["audit"])));
        let written = paths.iter().find(|p| !on.at(p).is_absent());
        match kept {
            Some(true) => Verdict::pass(on.header, "the audit log is exported"),
            Some(false) => Verdict::fail(Failure::new(
                written.map_or(on.header, |p| on.at(p).span()),
                format!("graph database `{}` exports no audit log", on.name),
            )),
            None => Verdict::unknown(on.header, "which logs are exported is not known"),
        }
    }
}
