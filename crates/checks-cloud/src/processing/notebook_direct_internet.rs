//! Notebook reaches the Internet directly.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Notebook reaches the Internet directly.
pub struct NotebookDirectInternet;

impl Check for NotebookDirectInternet {
    const META: Meta = Meta::new(
        "cloud/notebook-direct-internet",
        "Notebook reaches the Internet directly",
        "cloud/egress-control",
        Severity::Medium,
    )
    .aliases(&[
        "88d55d94-315d-4564-beee-d2d725feab11",
        "CKV_AWS_122",
        "SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sagemaker_notebook_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let access = Choice {
            path: "direct_internet_access",
            good: &["Disabled"],
            default: "Enabled",
            note: "traffic takes the way through the network",
            safety: Some(Safety::Unsafe),
        };
        access.judge(on, |_| format!("notebook `{}` reaches the Internet directly", on.name))
    }
}
