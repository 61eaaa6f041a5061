//! Search domain answers plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Search domain answers plain HTTP.
pub struct SearchPlainHttp;

impl Check for SearchPlainHttp {
    const META: Meta = Meta::new(
        "cloud/search-plain-http",
        "Search domain answers plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::High,
    )
    .frameworks(&["MITRE-T1557", "ASVS-5.0-V12.2.1"])
    .aliases(&[
        "00603add-7f72-448f-a6c0-9e456a7a3f94",
        "2e9e0729-66d5-4148-9d39-5e6fb4bf2a4e",
        "4cdc88e6-c0c8-4081-a639-bb3a557cbedf",
        "d6c2d06f-43c1-488a-9ba1-8d75b40fc62d",
        "CKV_AWS_83",
        "AWS-0046",
        "ELASTICSEARCH_HTTPS_REQUIRED",
        "OPENSEARCH_HTTPS_REQUIRED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("domain_endpoint_options").is_absent() {
            let message = format!("domain `{}` does not ask for HTTPS", on.name);
            return Verdict::fail(Failure::new(on.header, message));
        }
        aws_settings::kept(on, "domain_endpoint_options.enforce_https", "HTTPS is demanded", || {
            format!("domain `{}` answers plain HTTP", on.name)
        })
    }
}
