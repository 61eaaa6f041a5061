//! Model endpoint is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Model endpoint is not encrypted with a key of its own.
pub struct ModelEndpointDefaultKey;

impl Check for ModelEndpointDefaultKey {
    const META: Meta = Meta::new(
        "cloud/model-endpoint-default-key",
        "Model endpoint is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "44034eda-1c3f-486a-831d-e09a7dd94354",
        "58b35504-0287-4154-bf69-02c0573deab8",
        "CKV_AWS_98",
        "SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sagemaker_endpoint_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_arn", || {
            format!("endpoint configuration `{}` names no key of its own", on.name)
        })
    }
}
