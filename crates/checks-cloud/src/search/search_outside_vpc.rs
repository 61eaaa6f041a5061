//! Search domain stands on the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Search domain stands on the Internet.
pub struct SearchOutsideVpc;

impl Check for SearchOutsideVpc {
    const META: Meta = Meta::new(
        "cloud/search-outside-vpc",
        "Search domain stands on the Internet",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&["CKV_AWS_137", "ELASTICSEARCH_IN_VPC_ONLY", "OPENSEARCH_IN_VPC_ONLY"]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::one_of(on, &["vpc_options.subnet_ids"], "only a network reaches it", || {
            format!("domain `{}` is in no VPC: its address is public", on.name)
        })
    }
}
