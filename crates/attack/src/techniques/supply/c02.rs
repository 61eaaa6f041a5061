//! C02: a package of the image has a published flaw that the network reaches; without a scan of the image it is not known whether one has.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_source::{Node, Span};
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C02",
    title: "Vulnerable package",
    layer: Layer::Container,
    attack: &["T1190"],
    sentence: "The image has a known flaw that the network reaches ({detail}): the attacker {gain}",
    page: include_str!("c02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let Some(image) = container.image.known().filter(|i| !i.is_empty()) else { continue };
            let scan = scan(facts, image);
            let standing = match &scan {
                Some(Scan { flaw: None, at }) => {
                    Standing::InPlace(*at, "a scan of the image found no such flaw".into())
                }
                _ => Standing::Absent(Some(container.image.span())),
            };
            let scope = Arc::clone(&object.resource);
            let target: Arc<str> = image.as_str().into();
            let own = "container/image-vulnerability-scanning";
            let step = g
                .step(Position::Code(id))
                .from(Position::Net(workload.id))
                .proof(container.image.span(), "the image")
                .unless(Control { id: own, target, scope, standing })
                .cost(4);
            match scan.and_then(|s| s.flaw) {
                Some((flaw, at)) => step
                    .proof(at, "the scan")
                    .detail(flaw)
                    .doubt("whether the flaw can be exploited here: a scan matches versions only")
                    .add(),
                None => step
                    .say("The image may have a known flaw that the network reaches: the attacker {gain}")
                    .doubt(format!("whether image {image} has a flaw that the network reaches: no scan of it was read"))
                    .add(),
            }
        }
    }
}

/// What a scan of an image says.
struct Scan {
    /// The first bad flaw that the network reaches, with its place.
    flaw: Option<(String, Span)>,
    at: Span,
}

/// The scan report (Trivy's JSON) that is about `image`.
fn scan(facts: &Facts, image: &str) -> Option<Scan> {
    let reports = facts.model.documents.iter().filter(|d| d.format == "trivy-report");
    let report = reports.into_iter().find(|d| d.root.at("ArtifactName").str() == Some(image))?;
    let results = report.root.at("Results").list().iter();
    let mut flaws = results.flat_map(|r| r.at("Vulnerabilities").list());
    let flaw = flaws.find(|v| is_bad(v)).and_then(|v| {
        let id = v.at("VulnerabilityID").node()?;
        let package = v.at("PkgName").str().unwrap_or("a package");
        Some((format!("{} in {package}", id.as_str()?), id.span))
    });
    Some(Scan { flaw, at: report.root.at("ArtifactName").span() })
}

/// High or critical, and exploited over the network.
fn is_bad(flaw: &Node) -> bool {
    let severe = matches!(flaw.at("Severity").str(), Some("HIGH" | "CRITICAL"));
    let scores = flaw.at("CVSS").node().map_or(&[][..], Node::entries);
    let vector = scores.iter().find_map(|s| s.value.at("V3Vector").str());
    severe && vector.is_none_or(|v| v.contains("AV:N"))
}
