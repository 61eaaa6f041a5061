//! Results of image scans.

use ringfort_check::model::Document;
use ringfort_check::{Check, Evidence, Failure, Meta, Node, Scene, Severity, Verdict};

/// A scan report lists serious vulnerabilities that could be mended.
pub struct ScanReportFindings;

impl Check for ScanReportFindings {
    const META: Meta = Meta::new(
        "container/scan-report-findings",
        "Scan found serious vulnerabilities with a fix",
        "container/image-vulnerability-scanning",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.4", "SP800-190-4.1.1", "MITRE-T1190"]);
    const TYPES: &'static [&'static str] = &["trivy-report"];
    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        if on.root.at("ArtifactType").str() != Some("container_image") {
            return Verdict::NotApplicable;
        }
        let image = on.root.at("ArtifactName").str().unwrap_or("the image");
        let results = on.root.at("Results").list().iter();
        let found: Vec<&Node> = results
            .flat_map(|r| r.at("Vulnerabilities").list())
            .filter(|v| is_serious(v))
            .collect();
        match found.first() {
            None => {
                let note = "the scan found nothing serious that could be mended";
                Verdict::Pass(Evidence::observed(on.root.at("ArtifactName").span(), note))
            }
            Some(first) => {
                let text = |key: &str| first.at(key).str().unwrap_or("");
                let message = format!(
                    "`{image}` has {} serious vulnerabilities with a fix, such as {} in {} (mended in {})",
                    found.len(),
                    text("VulnerabilityID"),
                    text("PkgName"),
                    text("FixedVersion"),
                );
                let at = first.at("VulnerabilityID").span();
                Verdict::fail(Failure::new(at, message).key(image))
            }
        }
    }
}

fn is_serious(vulnerability: &Node) -> bool {
    let text = |key: &str| vulnerability.at(key).str().unwrap_or("");
    matches!(text("Severity"), "HIGH" | "CRITICAL")
        && !text("FixedVersion").is_empty()
        && !text("PkgName").starts_with("linux-libc-dev")
        && !text("PkgName").starts_with("linux-headers")
}
