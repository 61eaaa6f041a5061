//! Warehouse accepts connections in clear.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Warehouse accepts connections in clear.
pub struct RedshiftPlainConnections;

impl Check for RedshiftPlainConnections {
    const META: Meta = Meta::new(
        "cloud/redshift-plain-connections",
        "Warehouse accepts connections in clear",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&["CKV_AWS_105"]);
    const TYPES: &'static [&'static str] = &["aws_redshift_parameter_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let demanded = tri::any(tri::each(on.at("parameter"), |p| {
            tri::all([
                tri::is(p, "name", "", &["require_ssl"]),
                p.at("value").node().map(|v| v.scalar().is_some_and(|t| is_on(&t))),
            ])
        }));
        let parameters = on.blocks("parameter");
        let own = parameters.iter().find(|p| p.at("name").str() == Some("require_ssl"));
        match (demanded, own) {
            (Some(false), Some(parameter)) => Verdict::fail(Failure::new(
                parameter.at("value").span(),
                format!("parameter group `{}` lets clients connect in clear", on.name),
            )),
            // Only of the first family it is documented that the default is false.
            (Some(false), None) if on.at("family").str().is_some_and(|f| f != "redshift-1.0") => {
                Verdict::unknown(on.header, "the default of the parameter family is not known")
            }
            (Some(false), None) => Verdict::fail(Failure::new(
                on.header,
                format!("parameter group `{}` does not demand TLS", on.name),
            )),
            _ => tri::verdict(demanded, on, "parameter", "TLS is demanded", String::new),
        }
    }
}

/// The spellings of true that parameters take.
fn is_on(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "true" | "on" | "1")
}
