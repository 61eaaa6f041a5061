//! Kubeconfig with a credential lies among the files.

use ringfort_check::facts::kube::kubeconfig::{Login, logins};
use ringfort_check::model::Document;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::open;

/// Kubeconfig with a credential lies among the files.
pub struct KubeconfigCredentials;

impl Check for KubeconfigCredentials {
    const META: Meta = Meta::new(
        "cluster/kubeconfig-credentials",
        "Kubeconfig with a credential lies among the files",
        "cluster/user-authentication",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-3.1.1", "MITRE-T1552.001"]);
    const TYPES: &'static [&'static str] = &["kubeconfig"];
    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        let failures = logins(&on.root).map(|login| failure(&login)).collect();
        let verdict =
            Verdict::of(failures, Span::file(on.source), "no credential is written in it");
        let fields = ["users.user.client-key-data", "users.user.token", "users.user.password"];
        open::or_unknown(verdict, At::Set(&on.root), &fields)
    }
}

/// The text of the credential is never shown.
fn failure(login: &Login<'_>) -> Failure {
    let Login { name, field, at, .. } = login;
    let message = format!("user `{name}` of a kubeconfig has its `{field}` in the file");
    Failure::new(*at, message).key(*name)
}
