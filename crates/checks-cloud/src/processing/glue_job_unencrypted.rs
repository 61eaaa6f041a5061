//! Jobs leave output, logs or bookmarks unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Jobs leave output, logs or bookmarks unencrypted.
pub struct GlueJobUnencrypted;

impl Check for GlueJobUnencrypted {
    const META: Meta = Meta::new(
        "cloud/glue-job-unencrypted",
        "Jobs leave output, logs or bookmarks unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["ad5b4e97-2850-4adf-be17-1d293e0b85ee", "CKV_AWS_99"]);
    const TYPES: &'static [&'static str] = &["aws_glue_security_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let verdicts = PARTS.iter().map(|(path, good, what)| {
            let mode = on.text(path, "DISABLED");
            let key =
                path.rsplit_once('.').map_or(String::new(), |(b, _)| format!("{b}.kms_key_arn"));
            let keyless = |m: &str| m.ends_with("-KMS") && on.at(&key).is_absent();
            let good = |m: &String| good.contains(&m.as_str()) && !keyless(m);
            Verdict::on(&mode, good, "all three are encrypted", || {
                let message = match mode.known().filter(|m| keyless(m)) {
                    Some(_) => format!("`{}` names no key for {what}", on.name),
                    None => format!("`{}` leaves {what} unencrypted", on.name),
                };
                Failure::new(mode.span(), message).key(*what)
            })
        });
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// The parts, the modes that encrypt, and what they are in words.
const PARTS: [(&str, &[&str], &str); 3] = [
    (
        "encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode",
        &["SSE-KMS"],
        "the log",
    ),
    (
        "encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode",
        &["CSE-KMS"],
        "bookmarks",
    ),
    ("encryption_configuration.s3_encryption.s3_encryption_mode", &["SSE-KMS", "SSE-S3"], "output"),
];
