//! Graph database does not ask who is calling.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Graph database does not ask who is calling.
pub struct NeptuneWithoutIam;

impl Check for NeptuneWithoutIam {
    const META: Meta = Meta::new(
        "cloud/neptune-without-iam",
        "Graph database does not ask who is calling",
        "cloud/no-static-credentials",
        Severity::Medium,
    )
    .aliases(&[
        "a3aa0087-8228-4e7e-b202-dc9036972d02",
        "c91d7ea0-d4d1-403b-8fe1-c9961ac082c5",
        "CKV_AWS_359",
    ]);
    const TYPES: &'static [&'static str] = &["aws_neptune_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "iam_database_authentication_enabled";
        aws_settings::required(on, path, "callers log in by IAM", || {
            format!("graph database `{}` answers everyone who reaches it", on.name)
        })
    }
}
