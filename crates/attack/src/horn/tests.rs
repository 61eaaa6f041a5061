//! The ways of deriving agree with each other, on generated systems.

use proptest::prelude::*;

use super::*;

/// Rules over sixty positions, and which of them are open.
fn arbitrary() -> impl Strategy<Value = (System, Vec<bool>)> {
    let rule = (0_u32..60, prop::collection::vec(0_u32..60, 0..3), 1_u32..5, prop::bool::ANY);
    prop::collection::vec(rule, 1..200).prop_map(|rules| {
        let mut builder = Builder::default();
        let mut open = vec![];
        for (head, body, cost, is_open) in rules {
            // A rule without a body is given: few of them.
            let body = if body.is_empty() && head % 8 != 0 { vec![head] } else { body };
            builder.add(&Instance { head, body, cost, ..Instance::default() });
            open.push(is_open);
        }
        (builder.finish(), open)
    })
}

proptest! {
    #[test]
    fn the_closure_holds_what_is_derived((system, open) in arbitrary()) {
        let is_open = |i: Inst| open[i as usize];
        let held = closure(&system, &[0], &is_open);
        let found = derive(&system, &[0], &is_open, &|i| u64::from(system.cost(i)));
        for atom in 0..60 {
            prop_assert_eq!(held.holds(atom), found.holds(atom));
            // A proof is a proof: each step stands on those before it.
            if let Some(proof) = Proof::of(&system, &found, atom) {
                let mut have = std::collections::BTreeSet::from([0]);
                for i in proof.steps {
                    prop_assert!(is_open(i) && system.body(i).iter().all(|b| have.contains(b)));
                    have.insert(system.head(i));
                }
                prop_assert!(have.contains(&atom));
            }
        }
    }

    #[test]
    fn extending_is_deriving_again((system, open) in arbitrary(), opened in 0_usize..200) {
        let is_open = |i: Inst| open[i as usize];
        let more = |i: Inst| is_open(i) || i as usize % 3 == opened % 3;
        let freed: Vec<Inst> = (0..system.len() as Inst).filter(|i| more(*i) && !is_open(*i)).collect();
        let extended = extended(&system, &closure(&system, &[0], &is_open), &freed, &more);
        let again = closure(&system, &[0], &more);
        for atom in 0..60 {
            prop_assert_eq!(extended.holds(atom), again.holds(atom));
        }
    }
}
