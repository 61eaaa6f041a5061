//! The minimum set against brute force over all subsets, on generated systems.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::horn::{Builder, Guard, Instance, closure};

#[derive(Clone, Debug)]
struct Given {
    rules: Vec<(u32, Vec<u32>, Vec<u32>)>,
    weights: Vec<u64>,
    in_place: Vec<bool>,
    /// For the rules by their number: the choice that they are part of, of three.
    choices: Vec<Option<u32>>,
}

impl Given {
    fn choices(&self) -> Choices {
        let mut choices = Choices::default();
        let all = self.choices.iter().take(self.rules.len()).enumerate();
        all.for_each(|(i, c)| c.iter().for_each(|c| choices.add(i as u32, *c)));
        choices
    }
}

fn system(given: &Given) -> System {
    let mut builder = Builder::default();
    for (decision, in_place) in given.in_place.iter().enumerate() {
        let state = if *in_place { State::InPlace } else { State::Absent };
        builder.guard(Guard { decision: decision as u32, state });
    }
    for (head, body, guards) in &given.rules {
        let (body, guards) = (body.clone(), guards.clone());
        builder.add(&Instance { head: *head, body, guards, cost: 1, doubtful: false });
    }
    builder.finish()
}

fn arbitrary() -> impl Strategy<Value = Given> {
    let rule =
        (1_u32..9, prop::collection::vec(0_u32..8, 1..3), prop::collection::vec(0_u32..7, 0..3));
    let in_place = prop::collection::vec(prop::bool::weighted(0.1), 7);
    let choice = prop::option::weighted(0.3, 0_u32..3);
    let choices = prop_oneof![Just(vec![]), prop::collection::vec(choice, 18)];
    (prop::collection::vec(rule, 1..18), prop::collection::vec(1_u64..6, 7), in_place, choices)
        .prop_map(|(rules, weights, in_place, choices)| Given { rules, weights, in_place, choices })
}

/// Is the goal out of reach whichever choice is made?
fn closed(system: &System, choices: &Choices, taken: &BTreeSet<u32>) -> bool {
    (0..3).all(|choice| {
        let open = |i: Inst| {
            is_open(system, i, &|d| taken.contains(&d)) && choices.allows(Some(choice), i)
        };
        !closure(system, &[0], &open).holds(8)
    })
}

/// The least weight that closes the goal over all subsets of seven decisions.
fn brute(system: &System, choices: &Choices, weights: &[u64]) -> Option<u64> {
    let subset = |bits: u32| -> BTreeSet<u32> { (0..7).filter(|d| bits >> d & 1 == 1).collect() };
    let total = |s: &BTreeSet<u32>| s.iter().map(|d| weights[*d as usize]).sum::<u64>();
    (0..128).map(subset).filter(|s| closed(system, choices, s)).map(|s| total(&s)).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1200))]

    #[test]
    fn the_minimum_is_what_brute_force_finds(given in arbitrary()) {
        let system = system(&given);
        let choices = given.choices();
        let weight = |d: u32| Some(given.weights[d as usize]);
        let answer = minimum(&Question {
            system: &system,
            given: &[0],
            goal: 8,
            weight: &weight,
            choices: &choices,
            work: Work::new(1 << 20),
        });
        let field = Field::of(&system, &[0], &[7, 8], &choices);
        let reduced = smallest(&field.reduce(8), &weight, 1 << 20);
        match (&answer, &reduced) {
            (Answer::Cut(a), Answer::Cut(b)) => prop_assert_eq!(a.weight, b.weight),
            (Answer::Open, Answer::Open) => {}
            other => prop_assert!(false, "reduced differs: {:?}", other),
        }
        match (answer, brute(&system, &choices, &given.weights)) {
            (Answer::Open, None) => {}
            (Answer::Cut(cut), Some(least)) => {
                prop_assert!(cut.is_proved());
                prop_assert_eq!(cut.weight, least);
                let all: BTreeSet<u32> = cut.decisions.iter().copied().collect();
                prop_assert!(closed(&system, &choices, &all));
                for d in &cut.decisions {
                    let fewer = all.iter().copied().filter(|x| x != d).collect();
                    prop_assert!(!closed(&system, &choices, &fewer));
                }
            }
            (answer, least) => prop_assert!(false, "{:?} against {:?}", answer, least),
        }
    }
}
