//! Sets of small numbers as bits, and the same in three values.

/// What is known of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tri {
    /// It is not so.
    #[default]
    No,
    /// Not known.
    Maybe,
    /// It is so.
    Yes,
}

impl Tri {
    pub(crate) fn is(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }

    /// Both.
    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either.
    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

/// A set of numbers below a fixed size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Bits {
    words: Vec<u64>,
    size: usize,
}

impl Bits {
    pub(crate) fn none(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(64)], size }
    }

    pub(crate) fn all(size: usize) -> Self {
        Self::none(size).not()
    }

    pub(crate) fn set(&mut self, n: usize) {
        if let Some(word) = self.words.get_mut(n / 64) {
            *word |= 1 << (n % 64);
        }
    }

    pub(crate) fn has(&self, n: usize) -> bool {
        self.words.get(n / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
        self
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
        self
    }

    pub(crate) fn minus(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
        self
    }

    pub(crate) fn not(mut self) -> Self {
        self.words.iter_mut().for_each(|w| *w = !*w);
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), self.size % 64) {
            *last &= (1 << rest) - 1;
        }
        self
    }

    /// The numbers in it, rising.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(i * 64 + bit)
            })
        })
    }
}

/// A set of which some members are not known. The two parts share nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TriBits {
    pub(crate) yes: Bits,
    pub(crate) maybe: Bits,
}

impl TriBits {
    pub(crate) fn none(size: usize) -> Self {
        Self { yes: Bits::none(size), maybe: Bits::none(size) }
    }

    pub(crate) fn all(size: usize) -> Self {
        Self { yes: Bits::all(size), maybe: Bits::none(size) }
    }

    pub(crate) fn at(&self, n: usize) -> Tri {
        if self.yes.has(n) {
            Tri::Yes
        } else if self.maybe.has(n) {
            Tri::Maybe
        } else {
            Tri::No
        }
    }

    /// What is or may be in it.
    fn possible(&self) -> Bits {
        self.yes.clone().or(&self.maybe)
    }

    pub(crate) fn or(self, other: &Self) -> Self {
        let yes = self.yes.or(&other.yes);
        Self { maybe: self.maybe.or(&other.maybe).minus(&yes), yes }
    }

    pub(crate) fn and(self, other: &Self) -> Self {
        let possible = self.possible().and(&other.possible());
        let yes = self.yes.and(&other.yes);
        Self { maybe: possible.minus(&yes), yes }
    }

    pub(crate) fn not(self) -> Self {
        Self { yes: self.possible().not(), maybe: self.maybe }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_values_follow_kleene() {
        let values = [Tri::No, Tri::Maybe, Tri::Yes];
        let set = |f: &dyn Fn(usize) -> Tri| {
            let mut set = TriBits::none(9);
            for n in 0..9 {
                match f(n) {
                    Tri::Yes => set.yes.set(n),
                    Tri::Maybe => set.maybe.set(n),
                    Tri::No => {}
                }
            }
            set
        };
        let (a, b) = (set(&|n| values[n / 3]), set(&|n| values[n % 3]));
        for n in 0..9 {
            let (x, y) = (values[n / 3], values[n % 3]);
            assert_eq!(a.clone().and(&b).at(n), x.and(y));
            assert_eq!(a.clone().or(&b).at(n), x.or(y));
            assert_eq!(a.clone().not().at(n), [Tri::Yes, Tri::Maybe, Tri::No][n / 3]);
        }
        assert_eq!(Bits::all(9).iter().collect::<Vec<_>>(), (0..9).collect::<Vec<_>>());
    }
}
