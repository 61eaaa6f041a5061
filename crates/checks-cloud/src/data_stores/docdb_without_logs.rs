//! Document database exports no log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Document database exports no log.
pub struct DocdbWithoutLogs;

impl Check for DocdbWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/docdb-without-logs",
        "Document database exports no log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "1bf3b3d4-f373-4d7c-afbb-7d85948a67a5",
        "2ca87964-fe7e-4cdc-899c-427f0f3525f8",
        "56f6a008-1b14-4af4-b9b2-ab7cf7e27641",
        "e6cd49ba-77ed-417f-9bca-4f5303554308",
        "CKV_AWS_85",
        "AWS-0020",
        "AC_AWS_0456",
    ]);
    const TYPES: &'static [&'static str] = &["aws_docdb_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "enabled_cloudwatch_logs_exports";
        let kept = tri::lists(on.at(path), &["audit", "profiler"]);
        match kept {
            Some(false) => Verdict::fail(Failure::new(
                on.at(path).span(),
                format!("database `{}` exports no log", on.name),
            )),
            _ => tri::verdict(kept, on, path, "logs are exported", String::new),
        }
    }
}
