//! Notebook is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Notebook is not encrypted with a key of its own.
pub struct NotebookDefaultKey;

impl Check for NotebookDefaultKey {
    const META: Meta = Meta::new(
        "cloud/notebook-default-key",
        "Notebook is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "f3674e0c-f6be-43fa-b71c-bf346d1aed99",
        "CKV_AWS_187",
        "CKV_AWS_22",
        "AC_AWS_0499",
        "SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_sagemaker_notebook_instance", "aws_sagemaker_domain"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_id", || {
            format!("`{}` keeps notebooks without a key of its own", on.name)
        })
    }
}
