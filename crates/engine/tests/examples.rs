//! The other examples: what the map says of each, and which attacks are open.

#![allow(missing_docs, clippy::panic, reason = "helpers of tests: a panic is their message")]

#[path = "support/project.rs"]
mod project;

use project::{example, request, row, run};
use ringfort_engine::{AttackRequest, Memory, attack};
use ringfort_vocab::attack::{Attack, AttackPath, Exposure};
use ringfort_vocab::{Effect, Environment, Layer, Status};

use Status::{Implemented, Missing};

/// Example, control, its status in development and in production.
const ROWS: &[(&str, &str, Status, Status)] = &[
    ("aws-estate", "cloud/private-control-plane-endpoint", Implemented, Implemented),
    ("aws-estate", "cloud/private-nodes", Implemented, Implemented),
    ("aws-estate", "cloud/network-segmentation", Implemented, Implemented),
    ("aws-estate", "cloud/metadata-service-protection", Implemented, Implemented),
    ("aws-estate", "cloud/workload-identity", Implemented, Implemented),
    ("aws-estate", "cloud/key-management", Implemented, Implemented),
    ("aws-estate", "cloud/etcd-kms-encryption", Implemented, Implemented),
    ("aws-estate", "cloud/audit-logging", Missing, Missing),
    ("aws-estate", "cluster/audit-logging", Missing, Implemented),
    ("aks", "cloud/private-control-plane-endpoint", Missing, Implemented),
    ("aks", "cloud/cluster-admin-access", Missing, Implemented),
    ("aks", "cloud/workload-identity", Implemented, Implemented),
    ("aks", "cloud/private-nodes", Implemented, Implemented),
    ("aks", "cloud/egress-control", Missing, Missing),
    ("aks", "cluster/audit-logging", Missing, Implemented),
    ("gke", "cloud/private-nodes", Missing, Implemented),
    ("gke", "cloud/private-control-plane-endpoint", Implemented, Implemented),
    ("gke", "cloud/metadata-service-protection", Implemented, Implemented),
    ("gke", "cloud/etcd-kms-encryption", Missing, Implemented),
    ("gke", "cluster/secrets-encryption-at-rest", Missing, Implemented),
];

#[test]
fn the_map_follows_the_values_of_each_environment() {
    for name in ["aws-estate", "aks", "gke"] {
        let files = example(name);
        let (dev, prod) = (run(&files, Environment::Dev), run(&files, Environment::Prod));
        for (_, control, in_dev, in_prod) in ROWS.iter().filter(|r| r.0 == name) {
            let (d, p) = (row(&dev.map, control), row(&prod.map, control));
            assert_eq!(d.status, *in_dev, "{name} {control} in dev: {}", d.reason);
            assert_eq!(p.status, *in_prod, "{name} {control} in prod: {}", p.reason);
        }
    }
}

/// A finding in a module is of the environment whose values lead to it.
#[test]
fn findings_in_modules_belong_to_the_environment_of_the_call() {
    let files = example("aws-estate");
    let found = |environment| {
        let found = run(&files, environment);
        let of = |check: &str| found.findings.iter().any(|f| f.check == check);
        ["cloud/database-without-backup", "cloud/eks-public-endpoint", "cloud/database-deletable"]
            .map(of)
    };
    assert_eq!(found(Environment::Dev), [true; 3]);
    assert_eq!(found(Environment::Prod), [false; 3]);
}

/// What `entry` reaches of `goals` in an example; `with` is taken as in place.
fn attacked(name: &str, entry: &str, goals: &[&str], with: &[&str]) -> Attack {
    let files = example(name);
    let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
    let ask = AttackRequest {
        entries: owned(&[entry]),
        goals: owned(goals),
        with: owned(with),
        ..AttackRequest::default()
    };
    attack(&Memory::new(files.clone()), &request(&files, Environment::Prod), &ask, &|_| {})
}

fn state(found: &Attack, goal: &str) -> Exposure {
    let cell = found.matrix.iter().find(|c| c.goal == goal);
    cell.unwrap_or_else(|| panic!("no goal {goal}")).state
}

fn hops(path: &AttackPath) -> Vec<&str> {
    path.steps.iter().map(|s| s.technique.as_str()).collect()
}

#[test]
fn dero_passes_through_cloud_and_cluster_alone() {
    let found = attacked("dero", "A0", &["G7"], &[]);
    assert_eq!(state(&found, "G7"), Exposure::Open);
    for path in &found.paths {
        assert_eq!(hops(path).get(..2), Some(&["E07", "E08"][..]), "{:?}", hops(path));
        let inner = path.steps.iter().find(|s| s.layer > Layer::Cluster);
        assert!(inner.is_none(), "{inner:?}");
    }
    for (with, expected) in [
        (&["container", "code"][..], Exposure::Open),
        (&["cluster/anonymous-auth-disabled"][..], Exposure::Closed),
        (&["cloud/private-control-plane-endpoint"][..], Exposure::Closed),
    ] {
        assert_eq!(state(&attacked("dero", "A0", &["G7"], with), "G7"), expected, "with {with:?}");
    }
}

#[test]
fn dero_voids_controls_that_are_in_place() {
    let found = run(&example("dero"), Environment::Prod);
    let in_place = [
        "cluster/network-policy-default-deny",
        "cluster/pod-security-admission",
        "container/non-root-execution",
        "container/read-only-rootfs",
        "container/image-digest-pinning",
        "code/input-validation",
    ];
    for control in in_place {
        let row = row(&found.map, control);
        assert_eq!(
            (row.status, row.effect),
            (Implemented, Effect::Undermined),
            "{control}: {}",
            row.reason
        );
        assert!(row.undermined_by.iter().any(|u| u.rule == "N09"), "{control}");
    }
    // The API server on the Internet is the outermost of the holes.
    assert_eq!(found.summary.weakest_layer, Some(Layer::Cloud), "{}", found.summary.weakest_reason);
    for control in ["cloud/private-control-plane-endpoint", "cluster/anonymous-auth-disabled"] {
        assert_eq!(row(&found.map, control).status, Missing, "{control}");
    }
}

#[test]
fn the_first_prompt_keeps_its_three_controls_and_lacks_the_outer_ones() {
    let found = run(&example("prompt-1"), Environment::Prod);
    for (control, status) in [
        ("container/image-vulnerability-scanning", Implemented),
        ("container/non-root-execution", Implemented),
        ("code/input-validation", Implemented),
        ("cluster/network-policy-default-deny", Missing),
        ("cluster/network-policy-egress", Missing),
    ] {
        let row = row(&found.map, control);
        assert_eq!(row.status, status, "{control}: {}", row.reason);
    }
    assert_eq!(found.summary.weakest_layer, Some(Layer::Cluster));
}

/// The flat network is open; the API server needs a binding, and there is none.
#[test]
fn the_first_prompt_is_attacked_over_the_flat_network() {
    let goals = ["G1", "G2", "G3", "G5", "G6"];
    let found = attacked("prompt-1", "A7", &goals, &[]);
    for goal in goals {
        // That some pod is breached is assumed, so that nothing is proved.
        let expected = if goal == "G5" { Exposure::Possible } else { Exposure::Closed };
        assert_eq!(state(&found, goal), expected, "{goal}");
    }
    let store = found.paths.iter().find(|p| p.goal == "G5" && p.rank == 0);
    assert_eq!(store.map(hops), Some(vec!["A7", "C10", "E13"]));
    let cut = found.cuts.iter().find(|c| c.goal == "G5");
    let first = cut.and_then(|c| c.decisions.first()).map(|d| d.layer);
    assert_eq!(first, Some(Layer::Cluster), "{cut:?}");
}
