//! The resources that a value was made from.

use std::rc::Rc;

use ringfort_source::Span;

/// A resource (and its attribute) that a value was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) target: Rc<str>,
    pub(crate) attribute: Rc<str>,
    pub(crate) span: Span,
}

/// References of a value, without repeats.
pub(crate) type Refs = Option<Rc<[Ref]>>;

/// Most references that one value remembers.
const MAX_REFS: usize = 64;

/// `a` and `b` together.
pub(crate) fn join_refs(a: &Refs, b: &Refs) -> Refs {
    let (Some(left), Some(right)) = (a, b) else { return a.clone().or_else(|| b.clone()) };
    if Rc::ptr_eq(left, right) {
        return a.clone();
    }
    let mut all = left.to_vec();
    for r in right.iter() {
        if all.len() >= MAX_REFS {
            break;
        }
        if !all.iter().any(|o| o.target == r.target && o.attribute == r.attribute) {
            all.push(r.clone());
        }
    }
    Some(all.into())
}
