//! Forwarded headers are believed from the proxy only.

use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// Forwarded headers are believed from anybody.
pub struct ForwardedHeadersTrusted;

impl Check for ForwardedHeadersTrusted {
    const META: Meta = Meta::new(
        "code/forwarded-headers-trusted",
        "Forwarded headers are believed from anybody",
        "code/http-hardening",
        Severity::Medium,
    )
    .frameworks(&["CWE-348", "CWE-290"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found =
            calls::named(on, &["run", "Config", "ProxyHeadersMiddleware", "add_middleware"])
                .into_iter();
        calls::all(found.filter_map(|(_, call)| {
            let value =
                call.keyword("forwarded_allow_ips").or_else(|| call.keyword("trusted_hosts"))?;
            let hosts = calls::value(on, value);
            let any = hosts.as_str() == Some("*")
                || hosts.items().iter().any(|h| Expr::as_str(h) == Some("*"));
            Some(if any {
                let message = "X-Forwarded-For and the like are believed whoever sends them";
                Verdict::fail(Failure::new(value.span, message).key(calls::key(on, value.span)))
            } else if hosts.is_constant() {
                Verdict::pass(value.span, "the proxies are listed")
            } else {
                Verdict::unknown(value.span, "which proxies are trusted is decided at run time")
            })
        }))
    }
}
