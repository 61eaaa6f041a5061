//! Assessments to report on: a start (anonymous access voids what is inside), an end (all in
//! place), nothing at all, and one whose every string is hostile.

#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use ringfort_vocab::{
    Assessment, Assets, Basis, Confidence, ControlStatus, Counts, Coverage, Effect, Environment,
    FileCoverage, FileState, Finding, Layer, Location, NextStep, Notice, NoticeKind, Proof,
    Reference, Requirement, RootCause, SCHEMA_VERSION, Severity, Status, Summary, Suppressed,
    Undermined,
};

const ANONYMOUS: &str = "cluster/anonymous-auth-disabled";

pub(crate) fn at(file: &str, line: u32) -> Location {
    Location { file: file.into(), line, end_line: line }
}

/// One row: status letter (i, p, m, n = not assessed, x = not applicable, a, e), id, name, place.
type Row = (char, &'static str, &'static str, &'static str, u32);

const START: &[Row] = &[
    (
        'p',
        "cloud/iam-least-privilege",
        "Least-privilege cloud IAM policies",
        "terraform/iam.tf",
        14,
    ),
    (
        'n',
        "cloud/mfa-enforced",
        "Multi-factor authentication for cloud and platform accounts",
        "",
        0,
    ),
    ('n', "cloud/root-account-protection", "Root and owner account protection", "", 0),
    ('m', "cloud/network-segmentation", "Private network segmentation", "terraform/vpc.tf", 22),
    ('i', "cloud/firewall-rules", "Restrictive firewall rules", "terraform/vpc.tf", 51),
    (
        'm',
        "cloud/volume-encryption-at-rest",
        "Encryption at rest for volumes, databases and buckets",
        "k8s/base/pvc.yaml",
        1,
    ),
    (
        'x',
        "cloud/workstation-protection",
        "Developer workstation and Docker Desktop protection",
        "",
        0,
    ),
    ('m', ANONYMOUS, "No authorised anonymous API access", "k8s/base/anon.yaml", 12),
    (
        'i',
        "cluster/authorization-mode",
        "RBAC and Node authorisation enabled",
        "cluster/kube-apiserver.yaml",
        17,
    ),
    (
        'i',
        "cluster/rbac-least-privilege",
        "Least-privilege RBAC for workloads and people",
        "k8s/base/rbac.yaml",
        9,
    ),
    (
        'm',
        "cluster/network-policy-default-deny",
        "Default-deny NetworkPolicy in every namespace",
        "k8s/base/namespace.yaml",
        1,
    ),
    (
        'p',
        "cluster/service-account-hygiene",
        "Dedicated ServiceAccounts without unneeded tokens",
        "k8s/base/deployment.yaml",
        24,
    ),
    (
        'm',
        "cluster/audit-logging",
        "Kubernetes API audit logging",
        "cluster/kube-apiserver.yaml",
        12,
    ),
    ('n', "cluster/network-policy-enforcement", "A CNI that enforces NetworkPolicy", "", 0),
    ('n', "cluster/node-hardening", "Hardened and patched nodes", "", 0),
    ('i', "container/non-root-execution", "Non-root execution", "k8s/base/deployment.yaml", 30),
    (
        'p',
        "container/read-only-rootfs",
        "Read-only root filesystem",
        "k8s/base/deployment.yaml",
        33,
    ),
    (
        'm',
        "container/image-digest-pinning",
        "Images pinned by digest",
        "k8s/base/deployment.yaml",
        27,
    ),
    (
        'm',
        "container/image-vulnerability-scanning",
        "Image vulnerability scanning",
        ".github/workflows/ci.yml",
        20,
    ),
    ('i', "container/memory-limits", "Memory limits", "k8s/base/deployment.yaml", 41),
    ('i', "code/input-validation", "Input validation", "app/models.py", 8),
    ('i', "code/parameterized-queries", "Parameterised database queries", "app/storage.py", 31),
    (
        'm',
        "code/secrets-loading",
        "Secrets read from environment or files at run time",
        "app/settings.py",
        5,
    ),
    (
        'p',
        "code/dependency-scanning",
        "Dependency vulnerability scanning",
        ".github/workflows/ci.yml",
        31,
    ),
    ('e', "code/rate-limiting", "Application rate limiting", "", 0),
    ('a', "code/object-authorization", "Object and function level authorisation", "", 0),
];

fn layer(id: &str) -> Layer {
    Layer::parse(id.split('/').next().unwrap()).unwrap()
}

fn status(letter: char) -> Status {
    match letter {
        'i' => Status::Implemented,
        'p' => Status::Partial,
        'm' => Status::Missing,
        'n' => Status::NotAssessed,
        'x' => Status::NotApplicable,
        'a' => Status::Awareness,
        _ => Status::CoveredElsewhere,
    }
}

fn reason(status: Status) -> &'static str {
    match status {
        Status::Implemented => "every asset passes",
        Status::Partial => "one of two assets fails",
        Status::Missing => "no asset passes",
        Status::NotApplicable => "prod runs on EKS",
        Status::NotAssessed => "no input that could decide it was read",
        Status::Awareness => "left out by decision of the platform team, review 2027-01-01",
        Status::CoveredElsewhere => "limited at the API gateway (GATE-12), owner platform",
    }
}

fn control((letter, id, name, file, line): Row, voided: bool) -> ControlStatus {
    let status = status(letter);
    let there = matches!(status, Status::Implemented | Status::Partial);
    let hit = voided && there && layer(id) >= Layer::Cluster && id != "cluster/authorization-mode";
    let by = Undermined {
        rule: "N09",
        control: ANONYMOUS,
        degree: "full",
        reason: "Anyone can call the API without a login",
        location: Some(at("k8s/base/anon.yaml", 12)),
    };
    let verdict = if status == Status::Implemented { "pass" } else { "fail" };
    let proof = Proof {
        verdict,
        check: "cluster/anonymous-auth",
        resource: "Deployment/task-api/task-api".into(),
        note: "seen here".into(),
        location: at(file, line),
    };
    let (pass, fail) = match status {
        Status::Implemented => (2, 0),
        Status::Partial => (1, 1),
        Status::Missing => (0, 2),
        _ => (0, 0),
    };
    ControlStatus {
        control: id,
        name,
        layer: layer(id),
        status,
        basis: (!file.is_empty()).then_some(Basis::Declared),
        effect: match (there, hit) {
            (true, true) => Effect::Undermined,
            (true, false) => Effect::Effective,
            _ => Effect::None,
        },
        undermined_by: if hit { vec![by] } else { vec![] },
        requirement: Requirement::Required,
        reason: reason(status).into(),
        assets: Assets { pass, fail, unknown: 0 },
        evidence: if file.is_empty() { vec![] } else { vec![proof] },
    }
}

fn finding(row: &ControlStatus, severity: Severity, number: usize, message: &str) -> Finding {
    Finding {
        check: row.control,
        title: row.name,
        control: row.control,
        layer: row.layer,
        severity,
        confidence: Confidence::High,
        resource: "Deployment/task-api/task-api".into(),
        message: message.into(),
        location: row.evidence.first().map_or(at("a", 1), |p| p.location.clone()),
        related: vec![],
        fingerprint: format!("{:016x}", number + 1),
        fix: None,
        suppressed: None,
    }
}

/// The start of the Task API: anonymous access is bound to a role, so nothing inside holds.
pub(crate) fn start() -> Assessment {
    let map: Vec<ControlStatus> = START.iter().map(|row| control(*row, true)).collect();
    let mut findings = vec![];
    for row in map.iter().filter(|r| matches!(r.status, Status::Missing | Status::Partial)) {
        let (severity, copies) = match row.control {
            ANONYMOUS => (Severity::Critical, 2),
            "container/image-digest-pinning" => (Severity::Medium, 5),
            _ if row.status == Status::Missing => (Severity::High, 1),
            _ => (Severity::Medium, 1),
        };
        for copy in 0..copies {
            let message = match row.control {
                ANONYMOUS => "ClusterRoleBinding/anonymous-admin gives the group system:unauthenticated the role cluster-admin: whoever reaches the API server owns the cluster".to_owned(),
                _ => format!("container task-api in Deployment/task-api/task-api does not meet \"{}\" ({copy})", row.name),
            };
            findings.push(finding(row, severity, findings.len(), &message));
        }
    }
    findings[0].related.push(Reference {
        resource: Some("ClusterRole//cluster-admin".into()),
        message: "bound here".into(),
        location: at("k8s/base/rbac.yaml", 3),
    });
    let last = findings.len() - 1;
    findings[last].suppressed = Some(Suppressed {
        reason: "scanned by the platform pipeline".into(),
        until: Some("2027-01-01".into()),
        location: at(".github/workflows/ci.yml", 30),
    });
    assessment(map, findings, vec!["examples/task-api/start".into()])
}

/// The end of the Task API: what files can prove is in place.
pub(crate) fn secured() -> Assessment {
    let row = |&(letter, id, name, file, line): &Row| {
        let letter = if matches!(letter, 'p' | 'm') { 'i' } else { letter };
        control((letter, id, name, file, line), false)
    };
    let mut found = assessment(START.iter().map(row).collect(), vec![], vec![".".into()]);
    found.environment_declared = true;
    found.notices.truncate(1);
    found
}

/// Nothing was found to judge.
pub(crate) fn empty() -> Assessment {
    let row = |&(_, id, name, _, _): &Row| control(('n', id, name, "", 0), false);
    let mut found = assessment(START.iter().map(row).collect(), vec![], vec!["empty".into()]);
    (found.coverage, found.notices) = (Coverage::default(), vec![]);
    found.summary = Summary { checks: 180, ..Summary::default() };
    found
}

/// A start with as many controls as a real catalogue: more than a narrow bar has cells.
pub(crate) fn large() -> Assessment {
    let mut found = start();
    let rows = std::mem::take(&mut found.map);
    found.map = rows.iter().flat_map(|row| std::iter::repeat_n(row.clone(), 5)).collect();
    found
}

/// A start whose every string from a file tries to break out of the report.
pub(crate) fn hostile() -> Assessment {
    let evil = "\u{1b}[2J\u{202e}|`x`<script>alert(1)</script>&\u{0}]]>\r\n\u{9b}31m# h\u{2028}";
    let mut found = start();
    for finding in &mut found.findings {
        finding.message = evil.into();
        finding.resource = evil.into();
        finding.location = at(evil, 0);
    }
    for row in &mut found.map {
        row.reason = evil.into();
        for proof in &mut row.evidence {
            (proof.note, proof.resource, proof.location) = (evil.into(), evil.into(), at(evil, 0));
        }
        for by in &mut row.undermined_by {
            by.location = Some(at(evil, 0));
        }
    }
    for step in &mut found.next_steps {
        (step.action, step.reason, step.location) = (evil.into(), evil.into(), Some(at(evil, 0)));
    }
    for notice in &mut found.notices {
        (notice.message, notice.location) = (evil.into(), Some(at(evil, 0)));
    }
    for file in &mut found.coverage.files {
        (file.file, file.cause) = (evil.into(), evil.into());
    }
    found.roots = vec![evil.into()];
    found.summary.weakest_reason = evil.into();
    found
}

fn assessment(map: Vec<ControlStatus>, findings: Vec<Finding>, roots: Vec<String>) -> Assessment {
    let mut counts = Counts::default();
    for finding in findings.iter().filter(|f| f.suppressed.is_none()) {
        counts.add(finding.severity);
    }
    let suppressed = findings.len() - counts.total();
    Assessment {
        schema_version: SCHEMA_VERSION,
        tool_version: "0.1.0",
        environment: Environment::Prod,
        environment_declared: false,
        roots,
        summary: Summary {
            findings: counts,
            suppressed,
            checks: 180,
            verdicts: 412,
            unknown: 9,
            weakest_layer: (!findings.is_empty()).then_some(Layer::Cluster),
            weakest_reason: "anonymous requests are let in, which voids every layer inside".into(),
        },
        root_causes: causes(&map, &findings),
        next_steps: steps(&map),
        attack: None,
        map,
        findings,
        coverage: coverage(),
        notices: notices(),
    }
}

fn causes(map: &[ControlStatus], findings: &[Finding]) -> Vec<RootCause> {
    let mut causes: Vec<RootCause> = vec![];
    for row in map {
        let own: Vec<&Finding> = findings.iter().filter(|f| f.control == row.control).collect();
        let Some(worst) = own.iter().map(|f| f.severity).max() else { continue };
        causes.push(RootCause {
            control: row.control,
            name: row.name,
            layer: row.layer,
            severity: worst,
            findings: own.iter().map(|f| f.fingerprint.clone()).collect(),
            voids: if row.control == ANONYMOUS { 9 } else { 0 },
        });
    }
    causes
}

fn steps(map: &[ControlStatus]) -> Vec<NextStep> {
    let open = map.iter().filter(|r| r.status == Status::Missing);
    let step = |row: &ControlStatus| NextStep {
        control: row.control,
        layer: row.layer,
        action: format!("Bring about \"{}\" for every asset in scope", row.name),
        reason: "required in prod, and the controls inside rest on it".into(),
        location: row.evidence.first().map(|p| p.location.clone()),
    };
    open.map(step).collect()
}

fn coverage() -> Coverage {
    use FileState::{Evaluated, NotEvaluated, Partial};
    let file = |file: &str, format, state, cause: &str| FileCoverage {
        file: file.into(),
        format,
        state,
        cause: cause.into(),
        gap: !cause.is_empty(),
    };
    Coverage::new(vec![
        file("app/models.py", "python", Evaluated, ""),
        file("k8s/base/deployment.yaml", "kubernetes", Evaluated, ""),
        file("terraform/vpc.tf", "terraform", Partial, "module source is remote"),
        file(
            "charts/api/templates/deploy.yaml",
            "helm",
            NotEvaluated,
            "a template that is not rendered",
        ),
        file("README.md", "other", NotEvaluated, "no input format that is known"),
        file("docs/notes.md", "other", NotEvaluated, "no input format that is known"),
    ])
}

fn notices() -> Vec<Notice> {
    let notice = |kind, message: &str, location| Notice { kind, message: message.into(), location };
    vec![
        notice(
            NoticeKind::Assumption,
            "terraform/ is taken for the cluster that k8s/ is deployed on; declare it in ringfort.toml",
            None,
        ),
        notice(
            NoticeKind::NotRendered,
            "a Helm template is judged only when rendered: run helm template and scan the result",
            Some(at("charts/api/templates/deploy.yaml", 1)),
        ),
    ]
}
