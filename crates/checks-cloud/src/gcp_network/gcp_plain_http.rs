//! Google load balancer serves plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Google load balancer serves plain HTTP.
pub struct GcpPlainHttp;

impl Check for GcpPlainHttp {
    const META: Meta = Meta::new(
        "cloud/gcp-plain-http",
        "Google load balancer serves plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .gate();
    const TYPES: &'static [&'static str] =
        &["google_compute_target_http_proxy", "google_compute_region_target_http_proxy"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(map) = scene.facts.targets(on, "url_map").next() else {
            return Verdict::unknown(on.header, "its URL map was not read");
        };
        let redirect = map.bool("default_url_redirect.https_redirect", false);
        Verdict::on(
            &redirect,
            |r| *r,
            "it only redirects to HTTPS",
            || {
                let message = format!("`{}` serves plain HTTP", on.name);
                Failure::new(on.header, message).related_to(
                    map.header,
                    "does not redirect",
                    &*map.address,
                )
            },
        )
    }
}
