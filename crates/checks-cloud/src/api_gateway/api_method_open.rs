//! API method asks nobody who they are.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// API method asks nobody who they are.
pub struct ApiMethodOpen;

impl Check for ApiMethodOpen {
    const META: Meta = Meta::new(
        "cloud/api-method-open",
        "API method asks nobody who they are",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1190"])
    .aliases(&[
        "1056dfbb-5802-4762-bf2b-8b9b9684b1b0",
        "15ccec05-5476-4890-ad19-53991eba1db8",
        "CKV_AWS_59",
        "AWS-0004",
        "AC_AWS_0439",
        "API_GW_METHOD_AUTHORIZATION_TYPE_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_method"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let preflight = tri::is(&on.attrs, "http_method", "", &["OPTIONS"]);
        let authorization = on.text("authorization", "NONE");
        let open = authorization.known().map(|kind| kind.eq_ignore_ascii_case("NONE"));
        match tri::all([open, preflight.map(|p| !p)]) {
            Some(true) => {
                let who = if on.bool("api_key_required", false).is(&true) {
                    "whoever has an API key, which is no login"
                } else {
                    "everyone"
                };
                let message = format!("method `{}` can be called by {who}", on.name);
                Verdict::fail(Failure::new(authorization.span(), message))
            }
            Some(false) if preflight == Some(true) => Verdict::NotApplicable,
            Some(false) => Verdict::pass(authorization.span(), "callers must show who they are"),
            None => Verdict::unknown(authorization.span(), "who may call it is not known"),
        }
    }
}
