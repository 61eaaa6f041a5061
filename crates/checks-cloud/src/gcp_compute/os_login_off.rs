//! Google project does not use OS Login.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google project does not use OS Login.
pub struct OsLoginOff;

impl Check for OsLoginOff {
    const META: Meta = Meta::new(
        "cloud/os-login-off",
        "Google project does not use OS Login",
        "cloud/no-static-credentials",
        Severity::Medium,
    )
    .aliases(&["32ecd6eb-0711-421f-9627-1a28d9eff217", "CKV_GCP_33", "GCP-0042"]);
    const TYPES: &'static [&'static str] =
        &["google_compute_project_metadata", "google_compute_project_metadata_item"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let message = format!("`{}` leaves shells to keys in metadata", on.name);
        if &*on.kind == "google_compute_project_metadata_item" {
            return item(on, message);
        }
        let login = gcp_vm::metadata(on, KEY, false);
        let mut items = scene.facts.resources("google_compute_project_metadata_item");
        let elsewhere = |i: &Resource| i.root == on.root && i.at("key").str() == Some(KEY);
        if !login.is_set() && !login.is_unknown() && items.any(elsewhere) {
            return Verdict::NotApplicable;
        }
        Verdict::on(&login, |l| *l, NOTE, || Failure::new(login.span(), message))
    }
}

const KEY: &str = "enable-oslogin";
const NOTE: &str = "IAM decides who gets a shell";

/// Judges one item of the metadata on its own.
fn item(on: &Resource, message: String) -> Verdict {
    match on.at("key") {
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(key) if key.as_str() == Some(KEY) => {
            let login = gcp_vm::metadata(on, KEY, false);
            Verdict::on(&login, |l| *l, NOTE, || Failure::new(login.span(), message))
        }
        _ => Verdict::NotApplicable,
    }
}
