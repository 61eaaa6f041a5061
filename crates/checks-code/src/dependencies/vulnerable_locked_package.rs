//! Does a scan result name a fixable flaw?

use super::results;
use ringfort_check::model::Document;
use ringfort_check::{Check, Evidence, Failure, Meta, Scene, Severity, Verdict};

/// Does a scan result name a fixable flaw? See the page beside this file.
pub struct VulnerableLockedPackage;

impl Check for VulnerableLockedPackage {
    const META: Meta = Meta::new(
        "code/vulnerable-locked-package",
        "Dependency has a flaw that a newer version fixes",
        "code/dependency-scanning",
        Severity::High,
    )
    .gate()
    .frameworks(&["Scorecard-Vulnerabilities", "OWASP-Top10-2025-A03"]);
    const TYPES: &'static [&'static str] = &["trivy-report", "tree"];

    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        let Some(found) = results::read(on) else { return Verdict::NotApplicable };
        let failures: Vec<Failure> = found
            .iter()
            .map(|f| {
                let said = format!(
                    "`{}` {} has {}, fixed in {}",
                    f.package, f.version, f.advisory, f.fixed
                );
                Failure::new(f.span, said).key(format!("{} {}", f.package, f.advisory))
            })
            .collect();
        if failures.is_empty() {
            return Verdict::Pass(Evidence::observed(
                on.root.span,
                "the scan found no grave flaw that a newer version fixes",
            ));
        }
        Verdict::Fail(failures)
    }
}
