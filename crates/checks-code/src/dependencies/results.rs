//! Results of dependency scanners: grave flaws for which a fixed version exists.

use ringfort_check::model::Document;
use ringfort_check::{Node, Span};

/// A flaw with a fix.
pub(super) struct Flaw {
    pub(super) package: String,
    pub(super) version: String,
    pub(super) advisory: String,
    pub(super) fixed: String,
    pub(super) span: Span,
}

/// What the scan found; `None` where the document is no result of a dependency scan.
pub(super) fn read(document: &Document) -> Option<Vec<Flaw>> {
    let root = &document.root;
    if document.format == "trivy-report" {
        return trivy(root);
    }
    pip_audit(root).or_else(|| osv(root))
}

fn text(node: &Node, path: &str) -> String {
    node.at(path).str().unwrap_or("").to_owned()
}

/// Trivy on a file system or repository; an image's packages are the image's matter.
fn trivy(root: &Node) -> Option<Vec<Flaw>> {
    root.at("ArtifactType").str().filter(|t| matches!(*t, "filesystem" | "repository"))?;
    let results = root.at("Results").list().iter();
    let packages = results.filter(|r| r.at("Class").str() == Some("lang-pkgs"));
    let flaws = packages.flat_map(|r| r.at("Vulnerabilities").list()).filter(|v| {
        let grave = matches!(v.at("Severity").str(), Some("HIGH" | "CRITICAL"));
        grave && v.at("FixedVersion").str().is_some_and(|f| !f.is_empty())
    });
    let flaw = |v: &Node| Flaw {
        package: text(v, "PkgName"),
        version: text(v, "InstalledVersion"),
        advisory: text(v, "VulnerabilityID"),
        fixed: text(v, "FixedVersion"),
        span: v.at("VulnerabilityID").span(),
    };
    Some(flaws.map(flaw).collect())
}

/// `pip-audit --format json`.
fn pip_audit(root: &Node) -> Option<Vec<Flaw>> {
    let packages = root.at("dependencies").node()?.items();
    packages.first().filter(|p| p.get("vulns").is_some() || p.get("skip_reason").is_some())?;
    let flaws = packages.iter().flat_map(|p| p.at("vulns").list().iter().map(move |v| (p, v)));
    let flaw = |(p, v): (&Node, &Node)| {
        let fixed = v.at("fix_versions").list().first()?.as_str()?.to_owned();
        let span = v.at("id").span();
        Some(Flaw {
            package: text(p, "name"),
            version: text(p, "version"),
            advisory: text(v, "id"),
            fixed,
            span,
        })
    };
    Some(flaws.filter_map(flaw).collect())
}

/// `osv-scanner --format json`: groups carry the severity as a CVSS score, flaws their fixed versions.
fn osv(root: &Node) -> Option<Vec<Flaw>> {
    let results = root.at("results").node()?.items();
    let packages: Vec<&Node> = results.iter().flat_map(|r| r.at("packages").list()).collect();
    let known = root.get("experimental_config").is_some()
        || results.iter().any(|r| r.get("source").is_some());
    if !known {
        return None;
    }
    let mut out = Vec::new();
    for package in packages {
        for flaw in package.at("vulnerabilities").list() {
            let id = flaw.at("id").str().unwrap_or("");
            if let (true, Some(fixed)) = (is_grave(package, id), fixed(flaw)) {
                out.push(Flaw {
                    package: text(package, "package.name"),
                    version: text(package, "package.version"),
                    advisory: id.to_owned(),
                    fixed: fixed.to_owned(),
                    span: flaw.at("id").span(),
                });
            }
        }
    }
    Some(out)
}

/// Is the group of `id` of a score of 7 or more, or without a score?
fn is_grave(package: &Node, id: &str) -> bool {
    let mut groups = package.at("groups").list().iter();
    let group = groups.find(|g| g.at("ids").list().iter().any(|i| i.as_str() == Some(id)));
    let score = group.and_then(|g| g.at("max_severity").str()).and_then(|s| s.parse::<f64>().ok());
    score.is_none_or(|s| s >= 7.0)
}

fn fixed(flaw: &Node) -> Option<&str> {
    let ranges = flaw.at("affected").list().iter().flat_map(|a| a.at("ranges").list());
    ranges.flat_map(|r| r.at("events").list()).find_map(|e| e.at("fixed").str())
}
