//! What a value was made from: the resources, and whether something secret or ephemeral went in.

use std::rc::Rc;

use ringfort_source::Span;

/// A resource (and its attribute) that a value was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) target: Rc<str>,
    pub(crate) attribute: Rc<str>,
    pub(crate) span: Span,
}

/// References of a value, without repeats, and its marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refs {
    list: Option<Rc<[Ref]>>,
    pub(crate) marks: Marks,
}

/// What the language says of a value beside the value itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) sensitive: bool,
    pub(crate) ephemeral: bool,
}

impl Marks {
    pub(crate) fn join(self, other: Self) -> Self {
        Self {
            sensitive: self.sensitive || other.sensitive,
            ephemeral: self.ephemeral || other.ephemeral,
        }
    }
}

impl Refs {
    /// One reference.
    pub(crate) fn one(target: Rc<str>, attribute: &str, span: Span) -> Self {
        let list = Rc::from([Ref { target, attribute: attribute.into(), span }]);
        Self { list: Some(list), marks: Marks::default() }
    }

    /// Marks alone.
    pub(crate) fn marked(marks: Marks) -> Self {
        Self { list: None, marks }
    }

    /// The references alone: a list or map is not secret because an element is.
    pub(crate) fn unmarked(self) -> Self {
        Self { marks: Marks::default(), ..self }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Ref> {
        self.list.iter().flat_map(|l| l.iter())
    }

    pub(crate) fn len(&self) -> usize {
        self.list.as_ref().map_or(0, |l| l.len())
    }
}

/// Most references that one value remembers.
const MAX_REFS: usize = 64;

/// `a` and `b` together.
pub(crate) fn join_refs(a: &Refs, b: &Refs) -> Refs {
    let marks = a.marks.join(b.marks);
    let (left, right) = match (&a.list, &b.list) {
        (Some(left), Some(right)) if !Rc::ptr_eq(left, right) => (left, right),
        (one, other) => return Refs { list: one.clone().or_else(|| other.clone()), marks },
    };
    let mut all = left.to_vec();
    for r in right.iter() {
        if all.len() >= MAX_REFS {
            break;
        }
        if !all.iter().any(|o| o.target == r.target && o.attribute == r.attribute) {
            all.push(r.clone());
        }
    }
    Refs { list: Some(all.into()), marks }
}
