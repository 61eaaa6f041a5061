//! Pod Security admission: the labels of a namespace and the defaults of the cluster; the standards themselves, and
//! what each namespace could carry of them.

mod container;
mod judge;
mod modes;
mod outlook;
mod pod;
mod rules;
#[cfg(test)]
mod tests;
mod version;

use ringfort_source::Node;

pub use judge::{Breach, Found, judge};
pub use modes::{Level, Mode, Setting, asks_for_restricted, enforced, label, setting, version_in};
pub use outlook::{Carried, Exemption, Judged, Offer, Outlook, outlooks};
pub use rules::{
    CAPABILITIES, PROBES, Profile, Rule, is_safe_selinux_type, is_safe_sysctl, is_safe_volume,
};
pub use version::Version;

use crate::Facts;

/// The configurations of the PodSecurity plugin.
pub fn pod_security(admission: &Node) -> Vec<&Node> {
    let plugins = admission.at("plugins").list().iter();
    let ours = plugins.filter(|p| p.at("name").str() == Some("PodSecurity"));
    ours.filter_map(|p| p.at("configuration").node()).collect()
}

/// The configurations of the PodSecurity plugin in all files: within an AdmissionConfiguration, or in a file of
/// their own.
pub fn configurations(facts: &Facts) -> impl Iterator<Item = &Node> {
    let inline = facts.objects("AdmissionConfiguration").flat_map(|o| pod_security(&o.root));
    inline.chain(facts.objects("PodSecurityConfiguration").map(|o| &o.root))
}

/// Does the level refuse pods that reach for the host (`baseline` and `restricted`)?
pub fn is_strict(level: &str) -> bool {
    matches!(level, "baseline" | "restricted")
}
