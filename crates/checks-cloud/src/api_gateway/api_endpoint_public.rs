//! API can be reached from the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// API can be reached from the Internet.
pub struct ApiEndpointPublic;

impl Check for ApiEndpointPublic {
    const META: Meta = Meta::new(
        "cloud/api-endpoint-public",
        "API can be reached from the Internet",
        "cloud/public-resource-exposure",
        Severity::Info,
    )
    .aliases(&[
        "4a8daf95-709d-4a36-9132-d3e19878fa34",
        "559439b2-3e9c-4739-ac46-17e3b24ec215",
        "6b2739db-9c49-4db7-b980-7816e0c248c1",
        "AC_AWS_0011",
        "API_GW_ENDPOINT_TYPE_CHECK",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_rest_api"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let at = on.at("endpoint_configuration.types");
        let private = tri::lists(at, &["PRIVATE"]);
        match private {
            Some(false) => {
                let place = at.list().first().map_or(at.span(), |n| n.span);
                let message = format!("API `{}` can be reached from the Internet", on.name);
                Verdict::fail(Failure::new(place, message))
            }
            Some(true) => Verdict::pass(at.span(), "only a network of yours reaches it"),
            None => Verdict::unknown(at.span(), "the types of the endpoint are not known"),
        }
    }
}
