//! Search nodes talk to each other in clear.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings};

/// Search nodes talk to each other in clear.
pub struct SearchPlainNodeTraffic;

impl Check for SearchPlainNodeTraffic {
    const META: Meta = Meta::new(
        "cloud/search-plain-node-traffic",
        "Search nodes talk to each other in clear",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&[
        "967eb3e6-26fc-497d-8895-6428beb6e8e2",
        "CKV_AWS_6",
        "AWS-0043",
        "AC_AWS_0468",
        "ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK",
        "OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK",
    ]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = "node_to_node_encryption.enabled";
        // Terraform documents one node as its default, templates document none.
        let default = if settings::is_template(on) { 2 } else { 1 };
        let nodes = on.int("cluster_config.instance_count", default);
        if on.at(flag).is_absent() && nodes.known().is_some_and(|n| *n <= 1) {
            return Verdict::NotApplicable;
        }
        aws_settings::required(on, flag, "nodes talk TLS", || {
            format!("nodes of `{}` talk to each other in clear", on.name)
        })
    }
}
