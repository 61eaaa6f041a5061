//! The application answers to its own names only.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, calls};

/// The application answers to any host name.
pub struct AllowedHostsMissing;

impl Check for AllowedHostsMissing {
    const META: Meta = Meta::new(
        "code/allowed-hosts-missing",
        "Application answers to any host name",
        "code/http-hardening",
        Severity::Low,
    )
    .frameworks(&["CWE-644", "CWE-346"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        match on.framework {
            Framework::Django => match apps::setting(scene, on, "ALLOWED_HOSTS") {
                Some((module, hosts)) => judge(module, hosts),
                None => Verdict::default(
                    on.span,
                    "without ALLOWED_HOSTS and debug, Django answers to no name",
                ),
            },
            Framework::Flask => match apps::setting(scene, on, "TRUSTED_HOSTS") {
                Some((module, hosts)) => judge(module, hosts),
                None => Verdict::NotApplicable,
            },
            Framework::FastApi | Framework::Starlette => {
                let Some(middleware) = apps::middleware(on, &["trustedhost"]) else {
                    return apps::absent(
                        on,
                        "no TrustedHostMiddleware lists the names that the application answers to",
                    );
                };
                let hosts = middleware.call.as_ref().and_then(|c| c.keyword("allowed_hosts"));
                let module = apps::modules(scene, on)
                    .into_iter()
                    .find(|m| m.source == middleware.span.source);
                match hosts.zip(module) {
                    Some((hosts, module)) => judge(module, hosts),
                    None => Verdict::fail(Failure::new(
                        middleware.span,
                        "without allowed_hosts every name is answered",
                    )),
                }
            }
        }
    }
}

fn judge(module: &Module, hosts: &Expr) -> Verdict {
    let value = calls::value(module, hosts);
    if value.items().iter().any(|h| h.as_str() == Some("*")) || value.as_str() == Some("*") {
        return Verdict::fail(Failure::new(hosts.span, "every host name is answered (`*`)"));
    }
    Verdict::pass(hosts.span, "the names are listed")
}
