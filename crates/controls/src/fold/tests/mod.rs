//! Tables over the rules of the fold.

mod given;

use ringfort_vocab::{Basis, Effect, Environment, Requirement, Status, Suppressed};

use super::*;
use crate::catalogue::catalogue;
use given::*;

#[test]
fn rulings_stay_small() {
    assert!(std::mem::size_of::<Ruling<'_>>() <= 64);
}

#[test]
fn assets_decide_over_gate_checks() {
    use Status::{Implemented, Missing, NotAssessed, Partial};
    let control = "container/non-root-execution";
    let cases = [
        ("all pass", vec![pass(&ROOT, "a"), pass(&ROOT, "b")], Implemented),
        ("both gates on one asset", vec![pass(&ROOT, "a"), fail(&ROOT_USER, "a")], Missing),
        ("one of two assets", vec![pass(&ROOT, "a"), fail(&ROOT, "b")], Partial),
        ("none passes", vec![fail(&ROOT, "a"), unknown(&ROOT, "b")], Missing),
        ("unknown beside pass", vec![pass(&ROOT, "a"), unknown(&ROOT, "b")], Partial),
        (
            "unknown gate on the asset",
            vec![pass(&ROOT, "a"), unknown(&ROOT_USER, "a")],
            NotAssessed,
        ),
        ("all unknown", vec![unknown(&ROOT, "a")], NotAssessed),
        ("a medium other check fails", vec![pass(&ROOT, "a"), fail(&GROUP, "a")], Partial),
        ("a low other check fails", vec![pass(&ROOT, "a"), fail(&LOW, "a")], Implemented),
        ("only another check ran", vec![pass(&GROUP, "a")], NotAssessed),
        ("nothing ran", vec![], NotAssessed),
    ];
    for (case, rulings, expected) in cases {
        let got = Run::default().row(control, &rulings);
        assert_eq!(got.status, expected, "{case}: {}", got.reason);
        assert!(!got.reason.is_empty(), "{case}");
    }
}

#[test]
fn a_gate_that_voids_others_is_missing_on_one_asset() {
    let rulings = [pass(&PRIVILEGED, "a"), pass(&PRIVILEGED, "b"), fail(&PRIVILEGED, "c")];
    let got = Run::default().row("container/no-privileged-mode", &rulings);
    assert_eq!(got.status, Status::Missing);
    assert!(got.reason.contains("N22"), "{}", got.reason);
    assert_eq!((got.assets.pass, got.assets.fail), (2, 1));
    assert_eq!(got.evidence.first().map(|p| p.verdict), Some("fail"));
}

#[test]
fn not_applicable_needs_a_platform_or_a_complete_inventory() {
    use Status::{Missing, NotApplicable, NotAssessed};
    let dev =
        || Run { environment: Environment::Dev, platform: "docker-desktop", ..Run::default() };
    let nothing = || Run { governed: Governed::Nothing, ..Run::default() };
    let partly = Run { incomplete: Some("chart not rendered"), ..nothing() };
    let mut accepted = nothing();
    accepted.settings.accepted_risks.insert("code/rate-limiting".into(), decision("2027-01-01"));
    let cases = [
        ("dev has no use", dev(), "cloud/iam-least-privilege", NotApplicable),
        (
            "dev on EKS has",
            Run { platform: "eks", ..dev() },
            "cloud/iam-least-privilege",
            NotAssessed,
        ),
        ("nothing it governs", nothing(), "code/rate-limiting", NotApplicable),
        ("not all was read", partly, "code/rate-limiting", NotAssessed),
        ("something was seen", Run::default(), "code/rate-limiting", NotAssessed),
        ("an accepted risk", accepted, "code/rate-limiting", Missing),
        (
            "etcd of EKS",
            Run { platform: "eks", ..Run::default() },
            "cluster/etcd-security",
            NotApplicable,
        ),
    ];
    for (case, run, control, expected) in cases {
        let got = run.row(control, &[]);
        assert_eq!(got.status, expected, "{case}: {}", got.reason);
    }
}

#[test]
fn a_control_without_a_word_says_why() {
    let cases = [
        (Governed::NotJudged("No Dockerfile".into()), "No Dockerfile"),
        (Governed::Unspoken, "No file that was read says anything of it"),
        (Governed::NotAsked("Skipped"), "Skipped"),
        (Governed::Seen, "What it governs was seen, but no check could decide it"),
    ];
    for (governed, expected) in cases {
        let got = Run { governed, ..Run::default() }.row("code/rate-limiting", &[]);
        assert_eq!((got.status, got.reason.as_str()), (Status::NotAssessed, expected));
    }
}

/// What a file lacks is no proof as long as nothing was seen that could have held it.
#[test]
fn passes_of_one_kind_are_not_the_whole() {
    use Status::{Implemented, NotAssessed, Partial};
    let cases = [
        ("cloud/no-static-credentials", vec![pass(&KEY, "project")], NotAssessed),
        (
            "cloud/no-static-credentials",
            vec![pass(&KEY, "project"), pass(&SIGN_IN, "provider.aws")],
            Implemented,
        ),
        ("cluster/anonymous-auth-disabled", vec![pass(&BINDING, "a")], Partial),
        (
            "cluster/anonymous-auth-disabled",
            vec![pass(&BINDING, "a"), pass(&FLAG, "b")],
            Implemented,
        ),
    ];
    for (control, rulings, expected) in cases {
        let got = Run::default().row(control, &rulings);
        assert_eq!(got.status, expected, "{control} {rulings:?}: {}", got.reason);
    }
}

fn decision(review: &str) -> Decision {
    let (note, owner) = ("known".to_owned(), "platform team".to_owned());
    Decision { note, owner, review: review.to_owned(), location: place() }
}

#[test]
fn an_accepted_risk_stays_a_failure() {
    let until = Some("2026-12-31".to_owned());
    let suppressed = Suppressed { reason: "legacy".into(), until, location: place() };
    let accepted = Ruling { accepted: Some(&suppressed), ..fail(&ROOT, "a") };
    let got = Run::default().row("container/non-root-execution", &[accepted]);
    assert_eq!(got.status, Status::Missing);
    assert!(got.reason.contains("risk accepted until 2026-12-31"), "{}", got.reason);

    let mut run = Run::default();
    run.settings
        .accepted_risks
        .insert("container/non-root-execution".into(), decision("2026-01-01"));
    let got = run.row("container/non-root-execution", &[fail(&ROOT, "a")]);
    assert!(got.reason.contains("lapsed on 2026-01-01"), "{}", got.reason);
}

#[test]
fn covered_elsewhere_needs_reference_owner_and_review() {
    use Status::{CoveredElsewhere as Covered, Missing, NotAssessed};
    let control = "container/non-root-execution";
    let cases = [
        ("whole", "https://wiki/edge", "net", "2026-12-31", vec![], Covered),
        (
            "hides no failure",
            "https://wiki/edge",
            "net",
            "2026-12-31",
            vec![fail(&ROOT, "a")],
            Missing,
        ),
        ("no reference", "", "net", "2026-12-31", vec![], NotAssessed),
        ("no owner", "https://wiki/edge", "", "2026-12-31", vec![], NotAssessed),
        ("no review", "https://wiki/edge", "net", "", vec![], NotAssessed),
        ("lapsed", "https://wiki/edge", "net", "2026-04-30", vec![], NotAssessed),
        (
            "a control here",
            "code/parameterized-queries",
            "net",
            "2026-12-31",
            vec![fail(&SQL, "q")],
            Missing,
        ),
        ("itself", control, "net", "2026-12-31", vec![], NotAssessed),
    ];
    for (case, reference, owner, review, rulings, expected) in cases {
        let mut run = Run::default();
        let declared = CoveredElsewhere {
            note: "the runtime forces it".into(),
            reference: reference.into(),
            owner: owner.into(),
            review: review.into(),
            location: place(),
        };
        run.settings.covered_elsewhere.insert(control.into(), declared);
        let got = run.row(control, &rulings);
        assert_eq!(got.status, expected, "{case}: {}", got.reason);
    }
    let eks = Run { platform: "eks", ..Run::default() };
    let got = eks.row("cluster/secrets-encryption-at-rest", &[pass(&KMS, "cluster")]);
    assert_eq!(got.status, Status::Implemented, "{}", got.reason);
}

#[test]
fn awareness_is_for_optional_controls_with_a_decision() {
    use Status::{Awareness, Missing, NotAssessed};
    let dev = Environment::Dev;
    let cases = [
        ("optional in dev", dev, "2026-12-31", vec![], Awareness),
        ("required in prod", Environment::Prod, "2026-12-31", vec![], NotAssessed),
        ("lapsed", dev, "2026-01-01", vec![], NotAssessed),
        ("hides no failure", dev, "2026-12-31", vec![fail(&POLICY, "cluster")], Missing),
    ];
    for (case, environment, review, rulings, expected) in cases {
        let mut run = Run { environment, ..Run::default() };
        run.settings.awareness.insert("cluster/admission-policy".into(), decision(review));
        let got = run.row("cluster/admission-policy", &rulings);
        assert_eq!(got.status, expected, "{case}: {}", got.reason);
    }
}

#[test]
fn files_alone_cap_what_only_a_running_system_shows() {
    use Status::{Implemented, Partial};
    let observed = |r: Ruling<'static>| Ruling { basis: Basis::Observed, ..r };
    let flag = "cluster/anonymous-auth-disabled";
    let cni = "cluster/network-policy-enforcement";
    let cases = [
        ("policy engine in files", "eks", cni, pass(&CNI, "c"), Partial),
        ("policy engine probed", "eks", cni, observed(pass(&CNI, "c")), Implemented),
        ("mfa in files", "eks", "cloud/mfa-enforced", pass(&MFA, "c"), Partial),
        ("anonymous, managed", "eks", flag, pass(&BINDING, "c"), Partial),
        ("anonymous, self-managed", "self-managed", flag, pass(&FLAG, "c"), Implemented),
    ];
    for (case, platform, control, ruling, expected) in cases {
        let got = Run { platform, ..Run::default() }.row(control, &[ruling]);
        assert_eq!(got.status, expected, "{case}: {}", got.reason);
    }
}

#[test]
fn what_was_not_read_or_differs_is_at_most_partial() {
    let rulings = [pass(&ROOT, "a")];
    let unread = Run { incomplete: Some("chart.tgz was not rendered"), ..Run::default() };
    let drifted = Run { drift: Some("the live pod runs as 0"), ..Run::default() };
    for (run, words) in [(unread, "not rendered"), (drifted, "the live pod")] {
        let got = run.row("container/non-root-execution", &rulings);
        assert_eq!(got.status, Status::Partial);
        assert!(got.reason.contains(words), "{}", got.reason);
    }
}

#[test]
fn basis_is_the_weakest_of_what_decided() {
    let default = Ruling { basis: Basis::ProviderDefault, ..pass(&ROOT, "a") };
    let got = Run::default().row("container/non-root-execution", &[default, pass(&ROOT, "b")]);
    assert_eq!(got.basis, Some(Basis::ProviderDefault));
    assert_eq!(got.effect, Effect::Unverified);
    assert_eq!(got.requirement, Requirement::Required);
}

#[test]
fn anonymous_admin_voids_cluster_container_and_code() {
    let inner = || vec![pass(&RBAC, "role"), pass(&ROOT, "pod"), pass(&SQL, "query")];
    let with = |extra: Vec<Ruling<'static>>| Run::default().map(&[inner(), extra].concat());
    let voided =
        |map: &Map, id: &str| row(map, id).undermined_by.iter().map(|u| u.rule).collect::<Vec<_>>();
    let targets = [
        "cluster/rbac-least-privilege",
        "container/non-root-execution",
        "code/parameterized-queries",
    ];

    let dero = with(vec![fail(&FLAG, "api"), fail(&BINDING, "admin")]);
    for id in targets {
        assert_eq!(voided(&dero, id), ["N09"], "{id}");
        assert_eq!(row(&dero, id).status, Status::Implemented, "not downgraded: {id}");
        assert_eq!(row(&dero, id).effect, Effect::Undermined);
        assert_eq!(
            row(&dero, id).undermined_by.first().and_then(|u| u.location.clone()).map(|l| l.line),
            Some(10)
        );
    }
    assert!(voided(&dero, "cluster/anonymous-auth-disabled").is_empty());

    let exposed = with(vec![fail(&FLAG, "api"), pass(&BINDING, "admin")]);
    assert!(
        voided(&exposed, "container/non-root-execution").is_empty(),
        "exposure is not nullification"
    );

    let allowed = with(vec![fail(&FLAG, "api"), fail(&ALLOW, "api")]);
    assert_eq!(voided(&allowed, "container/non-root-execution"), ["N09", "N10"]);
}

#[test]
fn conditions_hold_only_where_they_apply() {
    let voided = |rulings: &[Ruling<'_>], id: &str| {
        let map = Run::default().map(rulings);
        row(&map, id).undermined_by.iter().map(|u| u.rule).collect::<Vec<_>>()
    };
    let cloud = Ruling { note: "AWS access key id in settings.py", ..fail(&SECRET, "settings.py") };
    let mfa = pass(&MFA, "account");
    assert_eq!(voided(&[cloud, mfa], "cloud/mfa-enforced"), ["N26"]);
    assert!(voided(&[fail(&SECRET, "settings.py"), mfa], "cloud/mfa-enforced").is_empty());
    let root = pass(&ROOT, "pod");
    assert_eq!(voided(&[fail(&PSA, "ns"), fail(&POLICY, "c"), root], root.check.control), ["N16"]);
    assert!(voided(&[fail(&PSA, "ns"), pass(&POLICY, "c"), root], root.check.control).is_empty());
}

#[test]
fn every_control_has_a_row_whatever_was_said() {
    let map = Run::default().map(&[]);
    assert_eq!(map.len(), catalogue().controls.len());
    assert!(map.iter().all(|row| !matches!(row.status, Status::Implemented | Status::Partial)));
    assert!(limits::named().all(|id| catalogue().control(id).is_some()));
}

#[test]
fn the_order_of_rulings_does_not_matter() {
    let mut rulings: Vec<_> = ["d", "a", "c", "b", "f", "e", "g"].map(|r| fail(&ROOT, r)).to_vec();
    let first = Run::default().map(&rulings);
    rulings.reverse();
    assert_eq!(first, Run::default().map(&rulings));
    assert_eq!(row(&first, "container/non-root-execution").evidence.len(), 5);
}
