//! Outbound calls end.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::model::code::{Call, Expr};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::sites;

/// An outbound call may wait for ever.
pub struct OutboundCallWithoutTimeout;

impl Check for OutboundCallWithoutTimeout {
    const META: Meta = Meta::new(
        "code/outbound-call-without-timeout",
        "Outbound call has no timeout",
        "code/ssrf-and-path-traversal",
        Severity::Low,
    )
    .frameworks(&["CWE-400", "ASVS-5.0-13.2.6"])
    .aliases(&["B113", "S113"]);
    const TYPES: &'static [&'static str] = &["Url"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let Some(call) = sites::call(scene, on) else { return Verdict::NotApplicable };
        judge(on, scene, call)
    }
}

fn judge(site: &Site, scene: &Scene<'_>, call: &Call) -> Verdict {
    let fail = |message: String| {
        Verdict::fail(Failure::new(call.span, message).key(sites::site_key(scene, site)))
    };
    if let Some(value) = call.keyword("timeout") {
        return if value.is_none() {
            fail(format!("`{}` switches its timeout off", site.callee))
        } else {
            Verdict::pass(value.span, "a timeout is set")
        };
    }
    if call.spreads() {
        return Verdict::unknown(call.span, "options are passed on");
    }
    match site.callee.split('.').next().unwrap_or("") {
        "httpx" => Verdict::default(
            call.span,
            "httpx ends a call after 5 seconds without data, or as its client says",
        ),
        "aiohttp" => Verdict::default(
            call.span,
            "aiohttp ends a call after 5 minutes, or as its session says",
        ),
        "urllib3" => Verdict::unknown(call.span, "the timeout may stand on the pool"),
        "urllib" if site.callee.ends_with(".Request") => Verdict::NotApplicable,
        "urllib" => match call.args.get(2) {
            Some(value) if !Expr::is_none(value) => Verdict::pass(value.span, "a timeout is set"),
            _ => fail(format!("`{}` waits as long as the peer likes", site.callee)),
        },
        _ => fail(format!("`{}` waits as long as the peer likes", site.callee)),
    }
}
