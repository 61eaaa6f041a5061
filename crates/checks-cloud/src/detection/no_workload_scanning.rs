//! Images and instances are not scanned continuously.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// Images and instances are not scanned continuously.
pub struct NoWorkloadScanning;

impl Check for NoWorkloadScanning {
    const META: Meta = Meta::new(
        "cloud/no-workload-scanning",
        "Images and instances are not scanned continuously",
        "cloud/threat-detection",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.16"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let Some(repository) = scene.facts.resources("aws_ecr_repository").next() else {
            return Verdict::NotApplicable;
        };
        let enabled = scene
            .facts
            .resources("aws_inspector2_enabler")
            .find(|e| e.at("resource_types").list().iter().any(|n| n.as_str() == Some("ECR")));
        let enhanced = scene
            .facts
            .resources("aws_ecr_registry_scanning_configuration")
            .find(|c| c.at("scan_type").str() == Some("ENHANCED"));
        match enabled.or(enhanced) {
            Some(found) => {
                Verdict::pass(found.header, "Inspector scans images as new flaws become known")
            }
            None if estate::aws(scene).is_none() => Verdict::NotApplicable,
            None => estate::lacking(
                scene,
                repository.header,
                "images are scanned at push at most: flaws that become known later stay unseen",
            ),
        }
    }
}
