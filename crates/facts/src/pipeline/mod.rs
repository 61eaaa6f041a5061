//! Facts about CI pipelines: what their steps do, which expressions they expand, whom they trust.

mod activity;
mod command;
mod condition;
mod expression;
mod stops;
#[cfg(test)]
mod tests;
mod tool;
mod untrusted;

pub use activity::{Activity, ActivityKind};
pub use command::{flag, words};
pub use expression::{Expression, Trust, expressions, trust};
pub use stops::Stops;
pub use untrusted::{Untrusted, admits_no_forks, privileged_event, untrusted};

use ringfort_model::pipeline::{Job, Workflow};

/// Everything derived from workflows.
#[derive(Clone, Debug, Default)]
pub struct PipelineFacts {
    /// What the steps do, in the order of workflows, jobs and steps.
    pub activities: Vec<Activity>,
}

impl PipelineFacts {
    /// Derives everything.
    pub fn derive(workflows: &[Workflow]) -> Self {
        Self { activities: activity::all(workflows) }
    }

    /// What is done of `kind`, in any workflow.
    pub fn of(&self, kind: ActivityKind) -> impl Iterator<Item = &Activity> {
        self.activities.iter().filter(move |a| a.kind == kind)
    }

    /// What `job` does of `kind`.
    pub fn in_job<'a>(
        &'a self,
        job: &'a Job,
        kind: ActivityKind,
    ) -> impl Iterator<Item = &'a Activity> {
        self.of(kind).filter(move |a| job.root.span.contains(a.span))
    }

    /// What `workflow` does of `kind`.
    pub fn in_workflow<'a>(
        &'a self,
        workflow: &'a Workflow,
        kind: ActivityKind,
    ) -> impl Iterator<Item = &'a Activity> {
        self.of(kind).filter(move |a| workflow.root.span.contains(a.span))
    }
}
