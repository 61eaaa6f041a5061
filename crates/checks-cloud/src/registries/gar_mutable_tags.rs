//! Google registry lets tags be moved.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::settings::Switch;

/// Google registry lets tags be moved.
pub struct GarMutableTags;

impl Check for GarMutableTags {
    const META: Meta = Meta::new(
        "cloud/gar-mutable-tags",
        "Google registry lets tags be moved",
        "cloud/registry-access-control",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["google_artifact_registry_repository"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let format = on.text("format", "");
        if let Value::Unknown(span, cause) = format {
            return Verdict::unknown(span, cause.to_string());
        }
        let remote = on.text("mode", "STANDARD_REPOSITORY");
        if !format.is(&"DOCKER".to_owned()) || !remote.is(&"STANDARD_REPOSITORY".to_owned()) {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "docker_config.immutable_tags",
            want: true,
            default: false,
            note: "a tag means one image for good",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("a tag in `{}` can be moved to another image", on.name))
    }
}
