//! BigQuery dataset is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// BigQuery dataset is open to everyone.
pub struct BqDatasetPublic;

impl Check for BqDatasetPublic {
    const META: Meta = Meta::new(
        "cloud/bq-dataset-public",
        "BigQuery dataset is open to everyone",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .aliases(&[
        "2263b286-2fe9-4747-a0ae-8b4768a2bbd2",
        "e576ce44-dd03-4022-a8c0-3906acca2ab4",
        "CKV_GCP_15",
        "GCP-0046",
    ]);
    const TYPES: &'static [&'static str] = &[
        "google_bigquery_dataset",
        "google_bigquery_dataset_access",
        "google_bigquery_dataset_iam_member",
        "google_bigquery_dataset_iam_binding",
        "google_bigquery_dataset_iam_policy",
        "google_bigquery_table_iam_member",
        "google_bigquery_table_iam_binding",
        "google_bigquery_table_iam_policy",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        match &*on.kind {
            "google_bigquery_dataset" => match on.at("access") {
                At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
                at => at.list().iter().map(|a| entry(on, a)).fold(owners(on), Verdict::and),
            },
            "google_bigquery_dataset_access" => entry(on, &on.attrs),
            _ => gcp_iam::public(on, scene, "dataset"),
        }
    }
}

/// Without entries the owners, writers and readers of the project have access.
fn owners(on: &Resource) -> Verdict {
    Verdict::default(on.header, "only members of the project have access")
}

/// Fields that name who an entry is for, besides `special_group` and `iam_member`.
const NAMED: [&str; 7] = [
    "user_by_email",
    "group_by_email",
    "domain",
    "view",
    "routine",
    "dataset",
    "authorized_dataset",
];

/// Judges one entry of an access list. An entry for nobody in particular is for everyone.
fn entry(on: &Resource, access: &Node) -> Verdict {
    if access.is_unknown() {
        return Verdict::unknown(access.span, access.cause().to_owned());
    }
    let mut written = false;
    for at in ["special_group", "iam_member"].map(|name| access.at(name)) {
        written |= is_written(at);
        match at {
            At::Unknown(node) if !node.cause().starts_with("known after apply") => {
                return Verdict::unknown(node.span, node.cause().to_owned());
            }
            At::Set(node) if node.as_str().is_some_and(is_everyone) => {
                let who = node.as_str().unwrap_or("");
                let message = format!("dataset `{}` is open to {who}", on.name);
                return Verdict::fail(Failure::new(node.span, message).key(who));
            }
            _ => {}
        }
    }
    if written || NAMED.iter().any(|name| is_written(access.at(name))) {
        return Verdict::pass(access.span, "names who may read");
    }
    let message = format!("an access entry of dataset `{}` names nobody", on.name);
    Verdict::fail(Failure::new(access.span, message).key("nobody"))
}

/// Is it there, and neither an empty text nor an empty list?
fn is_written(at: At<'_>) -> bool {
    at.is_unknown() || at.list().iter().any(|n| n.as_str() != Some(""))
}

fn is_everyone(who: &str) -> bool {
    who == "allUsers" || who == "allAuthenticatedUsers"
}
