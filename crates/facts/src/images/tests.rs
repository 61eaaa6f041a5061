//! Names, builds, links and gates from whole estates.

use std::collections::BTreeMap;

use ringfort_ingest::{Memory, Options, ingest};

use super::{ActKind, Gate, ImageFacts, ImageName, LinkBasis};

fn facts(files: &[(&str, &str)]) -> (ringfort_model::Model, ImageFacts) {
    let files: BTreeMap<String, String> =
        files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
    let ingested = ingest(&Memory::new(files), &Options::default());
    let facts = ImageFacts::derive(&ingested.model, &ingested.sources);
    (ingested.model, facts)
}

const DEPLOYMENT: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: api\n      image: ghcr.io/acme/task-api:1\n";

#[test]
fn names_match_by_full_name_or_by_last_part() {
    let table = [
        ("ghcr.io/acme/api:1", "ghcr.io/acme/api", true),
        ("ghcr.io/acme/api", "quay.io/acme/api", false),
        ("api:ci", "ghcr.io/acme/api:1", true),
        ("\u{1}/api:\u{1}", "ghcr.io/acme/api", true),
        ("\u{1}", "ghcr.io/acme/api", false),
    ];
    for (a, b, same) in table {
        assert_eq!(ImageName::parse(a).matches(&ImageName::parse(b)), same, "{a} {b}");
    }
}

type Files<'a> = &'a [(&'a str, &'a str)];

#[test]
fn builds_link_containers_to_dockerfiles() {
    let ci = "on: push\nenv:\n  IMAGE: ghcr.io/acme/task-api\njobs:\n  b:\n    runs-on: x\n    steps:\n      - run: docker build -t $IMAGE:${{ github.sha }} -f build/Dockerfile .\n";
    let table: &[(Files<'_>, Option<LinkBasis>)] = &[
        (
            &[
                ("p.yaml", DEPLOYMENT),
                ("build/Dockerfile", "FROM a\n"),
                (".github/workflows/ci.yml", ci),
            ],
            Some(LinkBasis::Declared),
        ),
        (
            &[("k8s/p.yaml", DEPLOYMENT), ("task-api/Dockerfile", "FROM a\n")],
            Some(LinkBasis::Assumed),
        ),
        (&[("k8s/p.yaml", DEPLOYMENT), ("Dockerfile", "FROM a\n")], Some(LinkBasis::Assumed)),
        (
            &[
                ("k8s/p.yaml", DEPLOYMENT),
                ("a/Dockerfile", "FROM a\n"),
                ("b/Dockerfile", "FROM a\n"),
            ],
            None,
        ),
    ];
    for (files, basis) in table {
        let (_, facts) = facts(files);
        assert_eq!(facts.links.first().map(|l| l.basis), *basis, "{:?}", files[0].0);
    }
}

#[test]
fn scans_gate_only_where_they_fail() {
    let table = [
        ("run: trivy image --exit-code 1 --severity HIGH,CRITICAL api", true),
        ("run: trivy image api", false),
        ("run: trivy image --exit-code 1 api || true", false),
        ("run: grype api --fail-on high", true),
        ("run: grype api --fail-on critical", false),
        ("run: snyk container test api", true),
        ("uses: anchore/scan-action@v6\n        with: {image: api}", true),
        ("uses: aquasecurity/trivy-action@v1\n        with: {image-ref: api}", false),
        (
            "uses: aquasecurity/trivy-action@v1\n        with: {image-ref: api, exit-code: 1}\n        continue-on-error: true",
            false,
        ),
    ];
    for (step, gates) in table {
        let ci = format!("on: push\njobs:\n  b:\n    runs-on: x\n    steps:\n      - {step}\n");
        let (_, facts) = facts(&[(".github/workflows/ci.yml", &ci)]);
        let kinds: Vec<bool> =
            facts.acts.iter().map(|a| a.kind == ActKind::Scan(Gate::Fails)).collect();
        assert_eq!(kinds, [gates], "{step}");
    }
}
