//! The administrator's kubeconfig of k3s and RKE2.

use ringfort_check::model::Document;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// k3s or RKE2 writes the administrator's kubeconfig for others to read.
pub struct DistributionKubeconfigMode;

impl Check for DistributionKubeconfigMode {
    const META: Meta = Meta::new(
        "cluster/distribution-kubeconfig-mode",
        "Administrator's kubeconfig of k3s or RKE2 can be read by others",
        "cluster/control-plane-components",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.1.13"]);
    const TYPES: &'static [&'static str] = &["k3s"];
    type On = Document;

    fn run(on: &Document, scene: &Scene<'_>) -> Verdict {
        let node = match on.root.at("write-kubeconfig-mode") {
            At::Absent(span) => return Verdict::default(span, "the default mode is 600"),
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node,
        };
        let text = scene.facts.sources.text(node.span).trim_matches(['"', '\'']);
        match u32::from_str_radix(text.strip_prefix("0o").unwrap_or(text), 8) {
            Err(_) => Verdict::unknown(node.span, "the mode is not a number"),
            Ok(bits) if bits.trailing_zeros() >= 6 => {
                Verdict::pass(node.span, "only its owner reads it")
            }
            Ok(bits) => {
                let message = format!("the administrator's kubeconfig gets the mode {bits:o}");
                Verdict::fail(Failure::new(node.span, message))
            }
        }
    }
}
