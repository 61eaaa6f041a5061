//! Ports that cannot exist.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `EXPOSE` lists a port above 65535, or a range that ends before it begins.
pub struct PortOutOfRange;

impl Check for PortOutOfRange {
    const META: Meta = Meta::new(
        "container/port-out-of-range",
        "EXPOSE lists a port that cannot exist",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e",
        "DS-0008",
        "DL3011",
        "invalid-port",
        "AC_DOCKER_0011",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Expose(ports) = &step.instruction else { continue };
            for port in ports {
                verdict = verdict.and(Verdict::on(
                    port,
                    |text| is_port(text),
                    "the port exists",
                    || {
                        let shown = port.known().map_or("", String::as_str);
                        dockerfile::failure(port.span(), format!("`{shown}` is no port"))
                    },
                ));
            }
        }
        verdict
    }
}

/// `8080`, `8000-9000`, either with a protocol.
fn is_port(text: &str) -> bool {
    let range = text.split('/').next().unwrap_or(text);
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(first), Ok(last)) => first <= last,
        _ => false,
    }
}
