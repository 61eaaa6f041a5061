//! Azure rule lets everything out to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::Question;

/// Azure rule lets everything out to the Internet.
pub struct NsgOpenEgress;

impl Check for NsgOpenEgress {
    const META: Meta = Meta::new(
        "cloud/nsg-open-egress",
        "Azure rule lets everything out to the Internet",
        "cloud/egress-control",
        Severity::Low,
    )
    .aliases(&["AZU-0051"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::outbound();
        ASKED.judge(on, |port| format!("`{}` lets traffic out to everybody (port {port})", on.name))
    }
}
