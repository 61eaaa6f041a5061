//! The logs that an EKS cluster sends.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Node, Verdict};

/// Fails with the first of `wanted` that `enabled_cluster_log_types` does not list. Nothing is sent by default.
pub(crate) fn sent(on: &Resource, wanted: &[&str]) -> Verdict {
    let types = on.at("enabled_cluster_log_types");
    if types.is_unknown() || types.node().is_some_and(Node::has_unknown) {
        return Verdict::unknown(types.span(), "the log types are not known");
    }
    match wanted.iter().find(|w| !types.list().iter().any(|t| t.as_str() == Some(w))) {
        None => Verdict::pass(types.span(), "the logs are sent"),
        Some(kind) => {
            let message = format!("EKS cluster `{}` does not send its `{kind}` log", on.name);
            Verdict::fail(Failure::new(types.span(), message))
        }
    }
}
