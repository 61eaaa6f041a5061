//! Control plane runs a release without fixes.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::releases;
use ringfort_check::Value;

/// Control plane runs a release without fixes.
pub struct ControlPlaneRelease;

impl Check for ControlPlaneRelease {
    const META: Meta = Meta::new(
        "cluster/control-plane-release",
        "Control plane runs a release without fixes",
        "cluster/version-currency",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07", "NSA-Upgrading"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        let version = version_of(on, scene);
        if version.known().is_some_and(String::is_empty) {
            return Verdict::NotApplicable;
        }
        releases::judge(releases::UPSTREAM, &version)
    }
}

/// The version that the image or kubeadm names; empty where none does.
fn version_of(on: &Component, scene: &Scene<'_>) -> Value<String> {
    if let Some(object) = scene.facts.model.kube.object(on.object) {
        let at = object.at("kubernetesVersion");
        if !at.is_absent() {
            return Value::text(at, "");
        }
    }
    let tag = |image: &String| {
        let name = image.split('@').next().unwrap_or("");
        let tag = name.rsplit('/').next().and_then(|last| last.split_once(':'));
        tag.map_or_else(String::new, |(_, tag)| tag.to_owned())
    };
    match &on.image {
        Value::Set(image, span) => Value::Set(tag(image), *span),
        Value::Default(image, span) => Value::Default(tag(image), *span),
        Value::Unknown(span, cause) => Value::Unknown(*span, cause.clone()),
    }
}
