//! Nothing reports what outsiders can reach.

use ringfort_check::model::cloud::{Mode, Resource};
use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// Nothing reports what outsiders can reach.
pub struct NoAccessAnalyzer;

impl Check for NoAccessAnalyzer {
    const META: Meta = Meta::new(
        "cloud/no-access-analyzer",
        "Nothing reports what outsiders can reach",
        "cloud/public-resource-exposure",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-2.18"])
    .aliases(&[
        "8d29754a-2a18-460d-a1ba-9509f8d359da",
        "e592a0c5-5bdb-414c-9066-5dba7cdea370",
        "AWS-0175",
    ]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let estate = estate::aws(scene).map(|e| e.provider);
        let Some(at) = estate.or_else(|| watched(scene)) else { return Verdict::NotApplicable };
        match scene.facts.resources("aws_accessanalyzer_analyzer").next() {
            Some(analyzer) => {
                Verdict::pass(analyzer.header, "an analyzer reports access from outside")
            }
            None => estate::lacking(
                scene,
                at.header,
                "no access analyzer is declared: nobody is told when a resource opens to outsiders",
            ),
        }
    }
}

/// Types whose policies the analyzer reads (IAM user guide, Access Analyzer resource types).
const WATCHED: [&str; 13] = [
    "aws_s3_bucket",
    "aws_iam_role",
    "aws_kms_key",
    "aws_lambda_function",
    "aws_lambda_layer_version",
    "aws_sqs_queue",
    "aws_secretsmanager_secret",
    "aws_sns_topic",
    "aws_ebs_snapshot",
    "aws_db_snapshot",
    "aws_ecr_repository",
    "aws_efs_file_system",
    "aws_dynamodb_table",
];

/// The first resource of the files that an analyzer would watch.
fn watched<'a>(scene: &Scene<'a>) -> Option<&'a Resource> {
    let mut all = WATCHED.iter().flat_map(|kind| scene.facts.resources(kind));
    all.find(|r| r.mode == Mode::Managed)
}
