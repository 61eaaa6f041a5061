//! Does a job hand all secrets to the workflow it calls?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does a job hand all secrets to the workflow it calls? See the page beside this file.
pub struct SecretsInherited;

impl Check for SecretsInherited {
    const META: Meta = Meta::new(
        "code/secrets-inherited",
        "All secrets are handed to a called workflow",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A08"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let calls: Vec<_> = on.jobs.iter().filter(|j| j.root.get("uses").is_some()).collect();
        let Some(first) = calls.first() else { return Verdict::NotApplicable };
        let inherits = calls.iter().filter_map(|j| {
            let node = j.root.at("secrets").node().filter(|n| n.as_str() == Some("inherit"))?;
            let said = format!(
                "job `{}` hands every secret to `{}`",
                j.id,
                j.root.at("uses").str().unwrap_or("")
            );
            Some(Failure::new(node.span, said).key(&*j.id))
        });
        Verdict::of(inherits.collect(), first.head, "secrets are handed over by name")
    }
}
