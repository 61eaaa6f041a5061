//! Clusters of Google Kubernetes Engine.

use ringfort_check::Verdict;
use ringfort_check::model::cloud::Resource;

/// A verdict that passes where the API server has no address that the Internet could reach, or where it is not
/// known whether it has.
pub(crate) fn closed(on: &Resource) -> Option<Verdict> {
    let private = on.bool("private_cluster_config.enable_private_endpoint", false);
    let addresses = on.bool("control_plane_endpoints_config.ip_endpoints_config.enabled", true);
    for (value, closed) in [(&private, true), (&addresses, false)] {
        if value.is(&closed) {
            return Some(Verdict::pass(value.span(), "the endpoint is private"));
        }
        if value.is_unknown() {
            return Some(Verdict::unknown(
                value.span(),
                "whether the endpoint is private is not known",
            ));
        }
    }
    None
}
