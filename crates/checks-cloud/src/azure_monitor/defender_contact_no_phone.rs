//! Defender contact has no telephone number.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{azure, tri};

/// Defender contact has no telephone number.
pub struct DefenderContactNoPhone;

impl Check for DefenderContactNoPhone {
    const META: Meta = Meta::new(
        "cloud/defender-contact-no-phone",
        "Defender contact has no telephone number",
        "cloud/threat-detection",
        Severity::Info,
    )
    .aliases(&["CKV_AZURE_20", "AZU-0046"]);
    const TYPES: &'static [&'static str] = &["azurerm_security_center_contact"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "phone";
        let named = azure::given(on.at(path));
        tri::verdict(named, on, path, "a telephone number is named", || {
            format!("contact `{}` has no telephone number", on.name)
        })
    }
}
