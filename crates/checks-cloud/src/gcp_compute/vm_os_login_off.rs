//! Google machine switches OS Login off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google machine switches OS Login off.
pub struct VmOsLoginOff;

impl Check for VmOsLoginOff {
    const META: Meta = Meta::new(
        "cloud/vm-os-login-off",
        "Google machine switches OS Login off",
        "cloud/no-static-credentials",
        Severity::Medium,
    )
    .aliases(&[
        "d0b4d550-c001-46c3-bbdb-d5d75d33f05f",
        "e66e1b71-c810-4b4e-a737-0ab59e7f5e41",
        "CKV_GCP_34",
        "GCP-0036",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let login = gcp_vm::metadata(on, "enable-oslogin", true);
        Verdict::on(
            &login,
            |l| *l,
            "the machine does not go against the setting of the project",
            || {
                let message = format!("`{}` leaves shells to keys in metadata", on.name);
                Failure::new(login.span(), message)
            },
        )
    }
}
