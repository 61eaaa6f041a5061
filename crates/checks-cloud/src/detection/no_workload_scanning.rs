//! Images and instances are not scanned continuously.

use ringfort_check::{At, Check, Meta, Node, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// What scans images again and again: the type, its attribute, and what must be in it.
const SCANNERS: [(&str, &str, &str); 2] = [
    ("aws_inspector2_enabler", "resource_types", "ECR"),
    ("aws_ecr_registry_scanning_configuration", "scan_type", "ENHANCED"),
];

/// Images and instances are not scanned continuously.
pub struct NoWorkloadScanning;

impl Check for NoWorkloadScanning {
    const META: Meta = Meta::new(
        "cloud/no-workload-scanning",
        "Images and instances are not scanned continuously",
        "cloud/threat-detection",
        Severity::Low,
    );

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let Some(repository) = scene.facts.resources("aws_ecr_repository").next() else {
            return Verdict::NotApplicable;
        };
        let scanners = SCANNERS.iter().flat_map(|(kind, path, value)| {
            scene.facts.resources(kind).map(|r| (r.at(path), *value))
        });
        let scanners: Vec<(At<'_>, &str)> = scanners.collect();
        let covers =
            |(at, value): &&(At<'_>, &str)| at.list().iter().any(|n| n.as_str() == Some(value));
        let open =
            |(at, _): &&(At<'_>, &str)| at.is_unknown() || at.list().iter().any(Node::is_unknown);
        match (scanners.iter().find(covers), scanners.iter().find(open)) {
            (Some((at, _)), _) => {
                Verdict::pass(at.span(), "Inspector scans images as new flaws become known")
            }
            (None, Some((at, _))) => Verdict::unknown(at.span(), "what is scanned is not known"),
            (None, None) if estate::aws(scene).is_none() => Verdict::NotApplicable,
            (None, None) => estate::lacking(
                scene,
                repository.header,
                "images are scanned at push at most: flaws that become known later stay unseen",
            ),
        }
    }
}
