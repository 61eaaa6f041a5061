//! Systems made to be hard: dense, cyclic, with thousands of alternates. Answers must be sound, with an honest
//! bound, and the work limited.

use std::collections::BTreeSet;

use super::*;
use crate::horn::{Builder, Guard, Instance, closure};

/// Rules by head, body and decisions, each decision with a guard of its own.
fn system(rules: &[(u32, Vec<u32>, Vec<u32>)], decisions: u32) -> System {
    let mut builder = Builder::default();
    for decision in 0..decisions {
        builder.guard(Guard { decision, state: State::Absent });
    }
    for (head, body, guards) in rules {
        let (head, body, guards) = (*head, body.clone(), guards.clone());
        builder.add(&Instance { head, body, guards, cost: 1, doubtful: false });
    }
    builder.finish()
}

/// A number that looks random and is the same on every run.
fn mix(n: u32) -> u32 {
    let n = n.wrapping_mul(0x9E37_79B9) ^ 0x5bd1_e995;
    let n = (n ^ (n >> 15)).wrapping_mul(0x85EB_CA6B);
    n ^ (n >> 13)
}

/// `layers` of `width` positions, each reached from each of the layer before, under a decision of its own.
fn layered(layers: u32, width: u32) -> (System, u32, u32) {
    let at = |layer: u32, n: u32| 1 + layer * width + n;
    let goal = 1 + layers * width;
    let mut rules = vec![];
    for layer in 0..layers {
        for n in 0..width {
            // Numbered across the layers, so that no order of the numbers helps.
            let decision = mix(layer * width + n) % (layers * width);
            let before: Vec<u32> =
                if layer == 0 { vec![0] } else { (0..width).map(|m| at(layer - 1, m)).collect() };
            rules.extend(before.into_iter().map(|b| (at(layer, n), vec![b], vec![decision])));
        }
    }
    rules.extend((0..width).map(|n| (goal, vec![at(layers - 1, n)], vec![])));
    (system(&rules, layers * width), goal, layers * width)
}

/// Everyone may become everyone: `n` identities, one decision for each pair.
fn dense(n: u32) -> (System, u32, u32) {
    let mut rules = vec![];
    for a in 0..n {
        for b in (0..n).filter(|b| *b != a) {
            rules.push((b, vec![a], vec![a * n + b]));
        }
    }
    (system(&rules, n * n), n - 1, n * n)
}

/// Pairs that are needed together, under decisions that many share: what makes a hitting set hard.
fn tangled(atoms: u32, rules: u32, decisions: u32) -> (System, u32, u32) {
    let goal = atoms;
    let mut list = vec![];
    for i in 0..rules {
        let pick = |k: u32, of: u32| mix(i * 7 + k) % of;
        let head = 1 + pick(0, atoms);
        let body =
            if i < 40 { vec![0] } else { vec![1 + pick(1, atoms - 1), 1 + pick(2, atoms - 1)] };
        list.push((head, body, vec![pick(3, decisions), pick(4, decisions)]));
    }
    (system(&list, decisions), goal, decisions)
}

#[test]
fn hard_systems_get_sound_answers_with_honest_bounds() {
    let cases = [
        ("layers", layered(25, 25)),
        ("wide", layered(3, 80)),
        ("deep", layered(800, 3)),
        ("dense", dense(70)),
        ("tangled", tangled(300, 3_000, 200)),
        ("more tangled", tangled(60, 3_000, 120)),
    ];
    for (name, (system, goal, decisions)) in cases {
        let weight = |d: Decision| Some(1 + u64::from(mix(d) % 4));
        let reduced = Field::of(&system, &[0], &[goal], &Choices::default()).reduce(goal);
        let answer = smallest(&reduced, &weight, 500_000);
        let Answer::Cut(cut) = answer else { panic!("{name}: {decisions} decisions close it") };
        let taken: BTreeSet<Decision> = cut.decisions.iter().copied().collect();
        let closes = |taken: &BTreeSet<Decision>| {
            !closure(&system, &[0], &|i| is_open(&system, i, &|d| taken.contains(&d))).holds(goal)
        };
        assert!(closes(&taken), "{name}: a way is left");
        for spared in &taken {
            let fewer = taken.iter().copied().filter(|d| d != spared).collect();
            assert!(!closes(&fewer), "{name}: decision {spared} is idle");
        }
        assert!(cut.lower_bound <= cut.weight, "{name}: the bound is above the answer");
    }
}
