//! Instance shares its bandwidth between network and disks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Instance shares its bandwidth between network and disks.
pub struct InstanceNotEbsOptimized;

impl Check for InstanceNotEbsOptimized {
    const META: Meta = Meta::new(
        "cloud/instance-not-ebs-optimized",
        "Instance shares its bandwidth between network and disks",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&[
        "338b6cab-961d-4998-bb49-e5b6a11c9a5c",
        "60224630-175a-472a-9e23-133827040766",
        "8dd0ff1f-0da4-48df-9bb3-7f338ae36a40",
        "d991e4ae-42ab-429b-ab43-d5e5fa9ca633",
        "CKV_AWS_135",
        "AC_AWS_0449",
        "EBS_OPTIMIZED_INSTANCE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let optimized = on.bool("ebs_optimized", false);
        let kind = on.at("instance_type");
        if !optimized.is_set() && kind.is_unknown() {
            return Verdict::unknown(kind.span(), "the type of the instance is not known");
        }
        if !optimized.is_set() && kind.str().is_some_and(by_default) {
            return Verdict::default(kind.span(), "this type has bandwidth of its own for disks");
        }
        aws_settings::required(on, "ebs_optimized", "disks have bandwidth of their own", || {
            format!("instance `{}` shares its bandwidth between network and disks", on.name)
        })
    }
}

/// Families of older generations, which are optimised on request or not at all; every later one always is.
const OLD: [&str; 14] =
    ["t1", "t2", "m1", "m2", "m3", "c1", "c3", "cc1", "cc2", "cg1", "cr1", "g2", "r3", "i2"];

fn by_default(kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or(kind);
    !OLD.contains(&family) && family != "hi1" && family != "hs1"
}
