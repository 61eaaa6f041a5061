//! Plans and states of Terraform: read, and joined with the code they were made from.

use ringfort_model::cloud::Resource;
use ringfort_source::SourceMap;
use ringfort_terraform::plan::{merged, origin, read};
use ringfort_vocab::FileState;

use crate::environment::Belongs;
use crate::parse::Parsed;
use crate::{Ledger, Options};

/// The format of plans and states.
pub(crate) const FORMAT: &str = "terraform-plan";

/// The resources of the code with those of the plans of the judged environment.
pub(crate) fn lower(
    sources: &SourceMap,
    parsed: &[Parsed],
    mut resources: Vec<Resource>,
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> Vec<Resource> {
    let mut judged: Vec<(Box<str>, Box<str>)> = vec![];
    let documents = parsed.iter().filter_map(|p| p.document.as_ref());
    for document in documents.filter(|d| d.format == FORMAT) {
        let path = document.path.strip_suffix(".json").unwrap_or(&document.path);
        if options.belongs(path) == Belongs::Other {
            let cause =
                format!("belongs to another environment than {}", options.environment.name());
            ledger.lower(&document.path, FileState::NotEvaluated, cause);
            continue;
        }
        let plan = read(&document.path, &document.root);
        for n in &plan.notices {
            ledger.notice_at(sources, n.span, n.kind, FileState::Partial, &n.message);
        }
        if let Some(root) = origin(&plan, &resources) {
            if let Some((_, first)) = judged.iter().find(|(of, _)| *of == root) {
                let cause =
                    format!("is of the same code as {first}, which is judged: scan one of them");
                ledger.lower(&document.path, FileState::NotEvaluated, cause);
                continue;
            }
            judged.push((root, document.path.clone()));
        }
        resources = merged(plan, resources);
    }
    resources
}
