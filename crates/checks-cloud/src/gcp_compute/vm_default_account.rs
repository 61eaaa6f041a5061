//! Google machine runs as the default service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm::{self, Account};

/// Google machine runs as the default service account.
pub struct VmDefaultAccount;

impl Check for VmDefaultAccount {
    const META: Meta = Meta::new(
        "cloud/vm-default-account",
        "Google machine runs as the default service account",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GCP-4.1"])
    .aliases(&[
        "2775e169-e708-42a9-9305-b58aadd2c4dd",
        "3cb4af0b-056d-4fb1-8b95-fdc4593625ff",
        "CKV_GCP_30",
        "GCP-0044",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_vm::is_gke_node(on) {
            return Verdict::NotApplicable;
        }
        match gcp_vm::account(on) {
            Account::Inherited => Verdict::NotApplicable,
            Account::Absent => Verdict::default(on.header, "the machine has no service account"),
            Account::Own(span) => Verdict::pass(span, "an account of its own"),
            Account::Unknown(span, cause) => Verdict::unknown(span, cause.to_owned()),
            Account::Default(span) => Verdict::fail(Failure::new(
                span,
                format!("`{}` runs as the default service account of the project", on.name),
            )),
        }
    }
}
