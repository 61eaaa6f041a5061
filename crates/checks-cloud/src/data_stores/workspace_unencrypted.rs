//! Desktop keeps its volumes unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Desktop keeps its volumes unencrypted.
pub struct WorkspaceUnencrypted;

impl Check for WorkspaceUnencrypted {
    const META: Meta = Meta::new(
        "cloud/workspace-unencrypted",
        "Desktop keeps its volumes unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "89827c57-5a8a-49eb-9731-976a606d70db",
        "b9033580-6886-401a-8631-5f19f5bb24c7",
        "CKV_AWS_155",
        "CKV_AWS_156",
        "AWS-0109",
        "WORKSPACE_ENCRYPTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_workspaces_workspace"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let root = aws_settings::required(on, "root_volume_encryption_enabled", NOTE, || {
            format!("the root volume of desktop `{}` is unencrypted", on.name)
        });
        let user = aws_settings::required(on, "user_volume_encryption_enabled", NOTE, || {
            format!("the user volume of desktop `{}` is unencrypted", on.name)
        });
        keyed(root, "root").and(keyed(user, "user"))
    }
}

const NOTE: &str = "both volumes are encrypted";

/// The same verdict, its failures told apart by the volume.
fn keyed(verdict: Verdict, volume: &str) -> Verdict {
    match verdict {
        Verdict::Fail(all) => Verdict::Fail(all.into_iter().map(|f| f.key(volume)).collect()),
        other => other,
    }
}
