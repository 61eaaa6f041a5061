//! Google machine admits the SSH keys of the whole project.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google machine admits the SSH keys of the whole project.
pub struct VmProjectSshKeys;

impl Check for VmProjectSshKeys {
    const META: Meta = Meta::new(
        "cloud/vm-project-ssh-keys",
        "Google machine admits the SSH keys of the whole project",
        "cloud/no-static-credentials",
        Severity::Low,
    )
    .aliases(&[
        "099b4411-d11e-4537-a0fc-146b19762a79",
        "3e4d5ce6-3280-4027-8010-c26eeea1ec01",
        "6e2b1ec1-1eca-4eb7-9d4d-2882680b4811",
        "CKV_GCP_32",
        "GCP-0030",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let blocked = gcp_vm::metadata(on, "block-project-ssh-keys", false);
        if gcp_vm::inherits(on) && !blocked.is_set() {
            return Verdict::NotApplicable;
        }
        let login = gcp_vm::metadata(on, "enable-oslogin", false);
        if login.is(&true) {
            return Verdict::pass(login.span(), "OS Login takes no keys from metadata");
        }
        Verdict::on(
            &blocked,
            |b| *b,
            "keys of the project are turned away",
            || {
                let message = format!("every key of the project opens `{}`", on.name);
                Failure::new(blocked.span(), message)
            },
        )
    }
}
