//! `StorageClass` makes volumes that are not encrypted.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// `StorageClass` makes volumes that are not encrypted.
pub struct StorageClassUnencrypted;

impl Check for StorageClassUnencrypted {
    const META: Meta = Meta::new(
        "cloud/storage-class-unencrypted",
        "StorageClass makes volumes that are not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .gate()
    .frameworks(&["CNCF-CNSWP-v2"]);
    const TYPES: &'static [&'static str] = &["StorageClass"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let provisioner = on.at("provisioner").str().unwrap_or("");
        if !matches!(
            provisioner,
            "ebs.csi.aws.com" | "kubernetes.io/aws-ebs" | "ebs.csi.eks.amazonaws.com"
        ) {
            return Verdict::NotApplicable;
        }
        let mut defaults = scene.facts.resources("aws_ebs_encryption_by_default");
        if let Some(on) = defaults.find(|d| d.bool("enabled", true).is(&true)) {
            return Verdict::pass(on.header, "the account encrypts every new volume");
        }
        let encrypted = Value::bool(on.at("parameters.encrypted"), false);
        Verdict::on(
            &encrypted,
            |e| *e,
            "volumes are encrypted",
            || {
                let message = format!("volumes of class `{}` are not encrypted", on.name);
                Failure::new(encrypted.span(), message)
            },
        )
    }
}
