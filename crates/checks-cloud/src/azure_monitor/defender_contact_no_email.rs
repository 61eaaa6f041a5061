//! Defender contact has no mail address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{azure, tri};

/// Defender contact has no mail address.
pub struct DefenderContactNoEmail;

impl Check for DefenderContactNoEmail {
    const META: Meta = Meta::new(
        "cloud/defender-contact-no-email",
        "Defender contact has no mail address",
        "cloud/threat-detection",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-8.1.13"])
    .aliases(&["34664094-59e0-4524-b69f-deaa1a68cce3", "CKV_AZURE_131", "AZU-0062"]);
    const TYPES: &'static [&'static str] = &["azurerm_security_center_contact"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "email";
        let named = azure::given(on.at(path));
        tri::verdict(named, on, path, "a mail address is named", || {
            format!("contact `{}` has no mail address", on.name)
        })
    }
}
