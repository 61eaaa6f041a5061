//! Search domain accepts old TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Search domain accepts old TLS.
pub struct SearchWeakTls;

impl Check for SearchWeakTls {
    const META: Meta = Meta::new(
        "cloud/search-weak-tls",
        "Search domain accepts old TLS",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.1.1"])
    .aliases(&["CKV_AWS_228", "AWS-0126"]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let default = "Policy-Min-TLS-1-0-2019-07";
        let policy = on.text("domain_endpoint_options.tls_security_policy", default);
        let good = |p: &String| p.starts_with("Policy-Min-TLS-1-2");
        Verdict::on(&policy, good, "TLS 1.2 or later only", || {
            let old = policy.known().map_or("", String::as_str);
            Failure::new(policy.span(), format!("domain `{}` accepts TLS 1.0 ({old})", on.name))
        })
    }
}
