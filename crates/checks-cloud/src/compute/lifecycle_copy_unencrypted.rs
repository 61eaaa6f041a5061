//! Copies of snapshots in other regions are not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Copies of snapshots in other regions are not encrypted.
pub struct LifecycleCopyUnencrypted;

impl Check for LifecycleCopyUnencrypted {
    const META: Meta = Meta::new(
        "cloud/lifecycle-copy-unencrypted",
        "Copies of snapshots in other regions are not encrypted",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .aliases(&["CKV_AWS_253", "DLM_LIFECYCLE_POLICY_CROSS_REGION_ENCRYPTION_RULE"]);
    const TYPES: &'static [&'static str] = &["aws_dlm_lifecycle_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (path, flag) in COPIES {
            let (outer, inner) = path.split_once('.').unwrap_or((path, ""));
            for block in on.at("policy_details").key(outer).list() {
                for copy in block.at(inner).list() {
                    if copy.is_unknown() {
                        verdict = verdict.and(Verdict::unknown(copy.span, copy.cause().to_owned()));
                        continue;
                    }
                    verdict = verdict.and(aws_settings::flag(
                        copy,
                        flag,
                        false,
                        "the copy is encrypted",
                        |at| {
                            let message = format!(
                                "policy `{}` copies snapshots to another region unencrypted",
                                on.name
                            );
                            Failure::new(at, message)
                                .key(format!("copy {}", copy.span.start - on.span.start))
                        },
                    ));
                }
            }
        }
        verdict
    }
}

/// Blocks that copy, below `policy_details`, with the flag of each.
const COPIES: [(&str, &str); 2] = [
    ("schedule.cross_region_copy_rule", "encrypted"),
    ("action.cross_region_copy", "encryption_configuration.encrypted"),
];
