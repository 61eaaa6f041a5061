//! Kubeconfig with a credential lies among the files.

use ringfort_check::model::Document;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

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
        let failures = on.root.at("users").list().iter().filter_map(credential).collect();
        let verdict =
            Verdict::of(failures, Span::file(on.source), "no credential is written in it");
        let fields = ["users.user.client-key-data", "users.user.token", "users.user.password"];
        open::or_unknown(verdict, At::Set(&on.root), &fields)
    }
}

/// The first credential that the entry of a user holds. Its text is never shown.
fn credential(entry: &Node) -> Option<Failure> {
    const FIELDS: &[&str] =
        &["client-key-data", "token", "password", "auth-provider.config.access-token"];
    let user = entry.at("user").node()?;
    let name = entry.at("name").str().unwrap_or("");
    let (field, at) = FIELDS.iter().find_map(|field| {
        let at = user.at(field);
        at.str().is_some_and(is_real).then_some((field, at.span()))
    })?;
    let message = format!("user `{name}` of a kubeconfig has its `{field}` in the file");
    Some(Failure::new(at, message).key(name))
}

/// Not empty, not a variable and not a placeholder.
fn is_real(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.starts_with(['<', '$', '{'])
        && !matches!(text, "REDACTED" | "DATA+OMITTED")
}
