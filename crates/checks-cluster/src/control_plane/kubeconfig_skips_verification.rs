//! Kubeconfig does not check the API server.

use ringfort_check::model::Document;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::open;

/// Kubeconfig does not check the API server.
pub struct KubeconfigSkipsVerification;

impl Check for KubeconfigSkipsVerification {
    const META: Meta = Meta::new(
        "cluster/kubeconfig-skips-verification",
        "Kubeconfig does not check the API server",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"]);
    const TYPES: &'static [&'static str] = &["kubeconfig"];
    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        let clusters = on.root.at("clusters").list().iter();
        let skipped = clusters.filter_map(|c| {
            let at = c.at("cluster.insecure-skip-tls-verify");
            let name = c.at("name").str().unwrap_or("");
            let message =
                format!("the kubeconfig does not check the certificate of cluster `{name}`");
            (at.bool() == Some(true)).then(|| Failure::new(at.span(), message).key(name))
        });
        let verdict =
            Verdict::of(skipped.collect(), Span::file(on.source), "certificates are checked");
        let fields = ["clusters.cluster.insecure-skip-tls-verify"];
        open::or_unknown(verdict, At::Set(&on.root), &fields)
    }
}
