//! The named templates that are known.

use std::collections::HashMap;
use std::rc::Rc;

use crate::template::ast::Define;

/// Named templates; what `tpl` adds lies above what the chart has.
#[derive(Debug, Default)]
pub(crate) struct Library {
    below: Option<Rc<Library>>,
    own: HashMap<Rc<str>, Rc<Define>>,
}

impl Library {
    /// An empty layer upon `below`.
    pub(crate) fn upon(below: &Rc<Library>) -> Self {
        Self { below: Some(below.clone()), own: HashMap::new() }
    }

    /// Adds a template; a later one of the same name wins, unless it is empty.
    pub(crate) fn add(&mut self, name: Rc<str>, define: Rc<Define>) {
        if self.get(&name).is_none() || !is_blank(&define) {
            self.own.insert(name, define);
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Rc<Define>> {
        let below = || self.below.as_ref().and_then(|b| b.get(name));
        self.own.get(name).or_else(below)
    }
}

/// Does it hold nothing but white space?
fn is_blank(define: &Define) -> bool {
    define.body.iter().all(|node| match node {
        crate::template::ast::Node::Text(range) => {
            let text = define.unit.text.text.get(range.clone());
            text.is_none_or(|t| t.trim().is_empty())
        }
        _ => false,
    })
}
