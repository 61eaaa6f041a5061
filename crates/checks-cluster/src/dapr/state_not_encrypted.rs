//! Dapr state is stored in clear text.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A state store sets no encryption key in production.
pub struct StateNotEncrypted;

impl Check for StateNotEncrypted {
    const META: Meta = Meta::new(
        "cluster/state-not-encrypted",
        "Dapr state is stored in clear text",
        "cluster/dapr-component-scoping",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-StateEncryption"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        let kind = on.at("spec.type");
        if !scene.is_prod() || !kind.str().is_some_and(|k| k.starts_with("state.")) {
            return Verdict::NotApplicable;
        }
        match dapr::item(on, "primaryEncryptionKey") {
            Some(item) => Verdict::pass(item.span, "encrypts its state"),
            None => Verdict::fail(Failure::new(
                on.head,
                format!("state store `{}` keeps its values in clear text", on.name),
            )),
        }
    }
}
