//! Does a workflow or job ask for every right?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Edit, Failure, Meta, Node, Safety, Scene, Severity, Verdict};

/// Does a workflow or job ask for every right? See the page beside this file.
pub struct WorkflowPermissionsWriteAll;

impl Check for WorkflowPermissionsWriteAll {
    const META: Meta = Meta::new(
        "code/workflow-permissions-write-all",
        "Workflow gives its token every right",
        "code/delivery-pipeline-security",
        Severity::High,
    )
    .gate()
    .frameworks(&["Scorecard-TokenPermissions", "CIS-GitHub-2.3.6"])
    .aliases(&["CKV2_GHA_1"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let jobs = on.jobs.iter().map(|j| (format!("job `{}`", j.id), j.root.at("permissions")));
        let all = std::iter::once(("the workflow".to_owned(), on.at("permissions"))).chain(jobs);
        let written: Vec<_> = all.filter_map(|(whose, at)| Some((whose, at.node()?))).collect();
        let Some((_, first)) = written.first() else { return Verdict::NotApplicable };
        let open = |(whose, node): &(String, &Node)| {
            (node.as_str() == Some("write-all")).then(|| {
                let edit = Edit { at: node.span, text: "{ contents: read }".into() };
                Failure::new(node.span, format!("{whose} asks for write access to everything"))
                    .key(whose.as_str())
                    .fix("limit the token to reading the source", vec![edit], Safety::Unsafe)
            })
        };
        Verdict::of(
            written.iter().filter_map(open).collect(),
            first.span,
            "rights are named one by one",
        )
    }
}
