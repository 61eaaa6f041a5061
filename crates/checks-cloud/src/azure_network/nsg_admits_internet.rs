//! Azure rule admits the whole Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::Question;

/// Azure rule admits the whole Internet.
pub struct NsgAdmitsInternet;

impl Check for NsgAdmitsInternet {
    const META: Meta = Meta::new(
        "cloud/nsg-admits-internet",
        "Azure rule admits the whole Internet",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .aliases(&["AZU-0047"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::inbound(&[]);
        ASKED.judge(on, |port| format!("`{}` admits the whole Internet to port {port}", on.name))
    }
}
