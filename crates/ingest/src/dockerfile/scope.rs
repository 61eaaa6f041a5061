//! Which variables are known at a line.

use std::collections::BTreeMap;

use ringfort_model::Value;
use ringfort_model::image::KeyValue;
use ringfort_syntax::dockerfile::{Unresolved, Word, expand};

/// The variables of a stage. `None` is declared without a value that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    vars: BTreeMap<String, Option<String>>,
    escape: Option<char>,
}

impl Scope {
    pub(super) fn new(escape: char) -> Self {
        Self { vars: BTreeMap::new(), escape: Some(escape) }
    }

    /// The word with its variables replaced.
    pub(super) fn value(&self, word: &Word) -> Value<String> {
        let lookup = |name: &str| self.vars.get(name).cloned().flatten();
        match expand(&word.text, self.escape.unwrap_or('\\'), &lookup) {
            Ok(text) => Value::Set(text, word.span),
            Err(Unresolved(name)) => {
                let cause = format!("the variable `{name}` has no value in this file");
                Value::Unknown(word.span, cause.into())
            }
        }
    }

    /// Takes over what an instruction sets.
    pub(super) fn set(&mut self, pair: &KeyValue) {
        let value = pair.value.as_ref().and_then(|v| v.known().cloned());
        self.vars.insert(pair.key.text.clone(), value);
    }

    /// `ARG name` in a stage: without a default of its own it takes the global one.
    pub(super) fn declare(&mut self, pair: &KeyValue, global: &Scope) {
        let own = pair.value.as_ref().and_then(|v| v.known().cloned());
        let name = &pair.key.text;
        let value =
            if pair.value.is_some() { own } else { global.vars.get(name).cloned().flatten() };
        self.vars.insert(name.clone(), value);
    }
}
