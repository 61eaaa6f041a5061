//! The host of an outbound request is chosen by the program.

use ringfort_check::facts::code::taint::{Built, Site};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::{sites, urls};

/// A request goes to a host that input chooses.
pub struct Ssrf;

impl Check for Ssrf {
    const META: Meta = Meta::new(
        "code/ssrf",
        "Outbound request goes where input says",
        "code/ssrf-and-path-traversal",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-918", "OWASP-Top10-2021-A10", "ASVS-5.0-1.3.6"]);
    const TYPES: &'static [&'static str] = &["Url"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let argument = sites::argument(scene, on).zip(sites::module(scene, on));
        if on.built == Built::Constant {
            return Verdict::pass(on.argument, "the address is a constant");
        }
        if argument.is_some_and(|(expr, module)| urls::host_is_fixed(module, expr)) {
            return Verdict::pass(on.argument, "the host is fixed, whatever follows in the path");
        }
        let (open, closed) = sites::flows(scene, on);
        if let Some(flow) = open.first() {
            return Verdict::fail(sites::by_flow(scene, on, flow, " and chooses the host"));
        }
        if let Some(sanitizer) = closed.iter().find_map(|f| f.sanitized.as_ref()) {
            return Verdict::pass(sanitizer.span, format!("the address passes {}", sanitizer.what));
        }
        Verdict::unknown(on.argument, "where the address comes from was not seen")
    }
}
