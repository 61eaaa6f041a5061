//! Properties that hold on every estate, tried on generated ones of a few hundred pods: sets are sound and without
//! idle decisions, controls only close, taking them away only opens, and the number of threads changes nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ringfort_attack::{Answers, Ask, attack, soundness};
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_vocab::Declared;
use ringfort_vocab::attack::Exposure;

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

const RIGHTS: [(&str, &str, &str); 9] = [
    ("", "pods", "list"),
    ("", "pods", "create"),
    ("", "pods/exec", "create"),
    ("", "secrets", "get"),
    ("", "serviceaccounts/token", "create"),
    ("apps", "deployments", "patch"),
    ("rbac.authorization.k8s.io", "rolebindings", "create"),
    ("", "nodes/proxy", "get"),
    ("networking.k8s.io", "networkpolicies", "delete"),
];

fn estate(seed: u64) -> Facts {
    let mut dice = Dice(seed);
    let mut files = BTreeMap::new();
    for ns in 0..3 + dice.roll(5) {
        let mut text = String::new();
        let level = ["privileged", "baseline", "restricted"][dice.roll(3) as usize];
        let _ = writeln!(
            text,
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: ns{ns}, labels: {{pod-security.kubernetes.io/enforce: {level}}}}}"
        );
        if dice.one_in(2) {
            let _ = writeln!(
                text,
                "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: deny, namespace: ns{ns}}}\nspec: {{podSelector: {{}}, policyTypes: [Ingress, Egress]}}"
            );
        }
        for pod in 0..dice.roll(60) {
            pod_of(&mut text, &mut dice, ns, pod);
        }
        for role in 0..dice.roll(4) {
            role_of(&mut text, &mut dice, ns, role);
        }
        if dice.one_in(2) {
            let _ = writeln!(
                text,
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: front, namespace: ns{ns}}}\nspec: {{type: LoadBalancer, selector: {{tier: t0}}, ports: [{{port: 80}}]}}"
            );
        }
        files.insert(format!("ns{ns}.yaml"), text);
    }
    let ingested = ingest(&Memory::new(files), &Options::default());
    Facts::derive(ingested.sources, ingested.model)
}

fn pod_of(text: &mut String, dice: &mut Dice, ns: u64, pod: u64) {
    let (tier, sa, user) = (dice.roll(3), dice.roll(3), dice.roll(2) * 1000);
    let (automount, privileged, host) = (dice.one_in(2), dice.one_in(12), dice.one_in(12));
    let volume = if dice.one_in(15) { "\n  volumes: [{name: h, hostPath: {path: /}}]" } else { "" };
    let _ = writeln!(
        text,
        "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{pod}, namespace: ns{ns}, labels: {{tier: t{tier}}}}}\nspec:\n  serviceAccountName: sa{sa}\n  automountServiceAccountToken: {automount}\n  hostNetwork: {host}{volume}\n  containers: [{{name: main, image: \"app:1\", securityContext: {{privileged: {privileged}, runAsUser: {user}}}}}]"
    );
}

fn role_of(text: &mut String, dice: &mut Dice, ns: u64, role: u64) {
    let (group, resource, verb) = RIGHTS[dice.roll(RIGHTS.len() as u64) as usize];
    let (prefix, of) = if dice.one_in(4) {
        ("Cluster", String::new())
    } else {
        ("", format!(", namespace: ns{ns}"))
    };
    let _ = writeln!(
        text,
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {prefix}Role\nmetadata: {{name: r{ns}-{role}{of}}}\nrules: [{{apiGroups: [\"{group}\"], resources: [{resource}], verbs: [{verb}]}}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {prefix}RoleBinding\nmetadata: {{name: r{ns}-{role}{of}}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {prefix}Role, name: r{ns}-{role}}}\nsubjects: [{{kind: ServiceAccount, name: sa{}, namespace: ns{ns}}}]",
        dice.roll(3)
    );
}

fn asked(facts: &Facts, ask: &Ask) -> Answers {
    attack(facts, &Declared::default(), ask)
}

/// The cells that are worse in `after` than in `before`.
fn worse(before: &Answers, after: &Answers) -> usize {
    let rank = |state: &Exposure| match state {
        Exposure::Closed => 0,
        Exposure::Possible => 1,
        Exposure::Open => 2,
    };
    let pairs = before.matrix.iter().zip(&after.matrix);
    pairs.filter(|(a, b)| rank(&a.state) < rank(&b.state)).count()
}

const SEEDS: std::ops::Range<u64> = 1..13;

#[test]
fn sets_are_sound_and_hold_nothing_idle() {
    for seed in SEEDS {
        let wrong = soundness(&estate(seed), &Declared::default(), &Ask::default());
        assert!(wrong.is_empty(), "estate {seed}: {wrong:?}");
    }
}

#[test]
fn applying_what_is_reported_leaves_no_way() {
    for seed in SEEDS {
        let facts = estate(seed);
        for cut in asked(&facts, &Ask::default()).cuts.iter().filter(|c| c.closable) {
            let ask =
                Ask { with: cut.controls.clone(), goals: vec![cut.goal.clone()], ..Ask::default() };
            let after = asked(&facts, &ask);
            let cell = after.matrix.iter().find(|c| c.entry == cut.entry).unwrap();
            assert_eq!(
                cell.state,
                Exposure::Closed,
                "estate {seed}: {} to {}",
                cut.entry,
                cut.goal
            );
        }
    }
}

#[test]
fn controls_only_close_and_their_absence_only_opens() {
    let controls = [
        "cluster/pod-security-admission",
        "cluster/network-policy-default-deny",
        "container",
        "cluster",
    ];
    for seed in SEEDS {
        let facts = estate(seed);
        let now = asked(&facts, &Ask::default());
        for control in controls {
            let with = asked(&facts, &Ask { with: vec![control.to_owned()], ..Ask::default() });
            let without =
                asked(&facts, &Ask { without: vec![control.to_owned()], ..Ask::default() });
            assert_eq!(worse(&now, &with), 0, "estate {seed}: {control} in place opens something");
            assert_eq!(
                worse(&without, &now),
                0,
                "estate {seed}: {control} absent closes something"
            );
        }
    }
}

#[test]
fn threads_change_nothing() {
    let facts = estate(7);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| asked(&facts, &Ask::default())))
    };
    assert_eq!(with(1), with(5));
}
