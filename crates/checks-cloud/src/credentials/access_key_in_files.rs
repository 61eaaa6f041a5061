//! Cloud access key stands in a file.

use ringfort_check::facts::secrets;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// Cloud access key stands in a file.
pub struct AccessKeyInFiles;

impl Check for AccessKeyInFiles {
    const META: Meta = Meta::new(
        "cloud/access-key-in-files",
        "Cloud access key stands in a file",
        "cloud/no-static-credentials",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-AWS-2.16", "MITRE-T1552.001", "OWASP-K8s-2025-K08"])
    .aliases(&["CKV_AZURE_45", "AZU-0037"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        let mut seen = None;
        for (id, file) in scene.facts.sources.iter().filter(|(_, f)| is_asked(&f.path)) {
            seen.get_or_insert(Span::file(id));
            for hit in secrets::scan(&file.text).into_iter().filter(|h| CLOUD.contains(&h.kind)) {
                let shown = secrets::redact(file.text.get(hit.range.clone()).unwrap_or(""));
                let message = format!(
                    "{} holds a credential of the cloud ({}): {shown}",
                    file.path, hit.title
                );
                let failure = Failure::new(Span::of(id, hit.range), message).on(&*file.path);
                failures.push(failure.key(format!("{} {shown}", hit.kind)));
            }
        }
        match seen {
            Some(span) => {
                Verdict::of(failures, span, "no file that was read holds a key of a cloud")
            }
            None => Verdict::NotApplicable,
        }
    }
}

/// Kinds of credential that open a cloud account.
const CLOUD: [&str; 4] =
    ["aws-access-key-id", "azure-storage-key", "azure-shared-access-key", "azure-client-secret"];

/// Infrastructure code, values, manifests, workflows and scripts; source code is read by the checks of its layer.
fn is_asked(path: &str) -> bool {
    let kinds = [
        "tf",
        "tofu",
        "tfvars",
        "yaml",
        "yml",
        "json",
        "env",
        "sh",
        "ini",
        "cfg",
        "conf",
        "toml",
        "properties",
    ];
    path.rsplit_once('.').is_some_and(|(_, kind)| kinds.contains(&kind))
        || path.ends_with("credentials")
}
