//! Ingress does not redirect plain HTTP.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

/// `ssl-redirect` is switched off.
pub struct SslRedirectOff;

impl Check for SslRedirectOff {
    const META: Meta = Meta::new(
        "cluster/ssl-redirect-off",
        "Ingress does not redirect plain HTTP",
        "cluster/gateway-tls",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let at = on.annotation("nginx.ingress.kubernetes.io/ssl-redirect");
        let Some(node) = at.node() else { return Verdict::NotApplicable };
        if node.scalar().as_deref() != Some("false") {
            return Verdict::pass(node.span, "redirects to https");
        }
        let message = format!("Ingress `{}` answers on plain HTTP instead of redirecting", on.name);
        let edit = Edit { at: node.span, text: "\"true\"".to_owned() };
        Verdict::fail(Failure::new(node.span, message).fix(
            "redirect to https",
            vec![edit],
            Safety::Unsafe,
        ))
    }
}
