//! Google machine has full access as the default service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::gcp_vm::{self, Account};

/// Google machine has full access as the default service account.
pub struct VmFullApiAccess;

impl Check for VmFullApiAccess {
    const META: Meta = Meta::new(
        "cloud/vm-full-api-access",
        "Google machine has full access as the default service account",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .aliases(&[
        "bc20bbc6-0697-4568-9a73-85af1dd97bdd",
        "bc280331-27b9-4acb-a010-018e8098aa5d",
        "CKV_GCP_31",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let scopes = on.at("service_account.scopes");
        let full = scopes.list().iter().find(|n| n.as_str().is_some_and(is_full));
        let unknown = scopes.node().is_some_and(Node::has_unknown) || scopes.is_unknown();
        match (gcp_vm::account(on), full) {
            (Account::Absent | Account::Inherited, _) => Verdict::NotApplicable,
            _ if gcp_vm::is_gke_node(on) => Verdict::NotApplicable,
            (Account::Own(span), _) => Verdict::pass(span, "the roles of its own account decide"),
            (Account::Default(_), Some(node)) => Verdict::fail(Failure::new(
                node.span,
                format!("`{}` may do all that the default service account may", on.name),
            )),
            (Account::Unknown(span, cause), Some(_)) => Verdict::unknown(span, cause.to_owned()),
            (_, None) if unknown => Verdict::unknown(scopes.span(), "the scopes are not known"),
            (_, None) => Verdict::pass(scopes.span(), "the scopes are narrow"),
        }
    }
}

/// Is it the scope of all APIs, by its short or its long name?
fn is_full(scope: &str) -> bool {
    scope == "cloud-platform" || scope == "https://www.googleapis.com/auth/cloud-platform"
}
