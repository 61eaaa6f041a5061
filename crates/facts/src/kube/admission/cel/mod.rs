//! The part of the Common Expression Language that policies about pods are written in.
//!
//! Expressions are read, not trusted: size, depth and steps are bounded, and whatever is outside of the part is not
//! known, so that no answer rests on it. Semantics after the language definition (cel-spec) and its extensions in
//! Kubernetes ("Common Expression Language in Kubernetes").

mod eval;
mod lex;
mod parse;

use ringfort_source::{At, Node};

use eval::{Scene, Stop, Val};
use parse::Expr;

/// Expressions that must all be true, and the variables that they may use.
pub(super) struct Rules {
    variables: Vec<(Box<str>, Option<Expr>)>,
    validations: Vec<Option<Expr>>,
    /// Is a pod let in when an expression fails on it (`failurePolicy: Ignore`)?
    pub(super) fails_open: bool,
}

impl Rules {
    /// Reads `variables` and a list whose elements have an `expression`.
    pub(super) fn read(variables: At<'_>, validations: At<'_>) -> Self {
        let expression = |node: &Node| node.at("expression").str().and_then(parse::parse);
        let variables = variables.list().iter();
        Self {
            variables: variables
                .filter_map(|v| Some((v.at("name").str()?.into(), expression(v))))
                .collect(),
            validations: validations.list().iter().map(expression).collect(),
            fails_open: false,
        }
    }

    /// Is a new `pod` admitted? An expression that fails on it refuses it, unless the policy fails open.
    pub(super) fn admits(&self, pod: &Node) -> Option<bool> {
        let mut is_known = !self.validations.is_empty();
        for validation in &self.validations {
            let scene = Scene::new(pod, &self.variables);
            match validation.as_ref().map_or(Err(Stop::Unknown), |e| scene.eval(e)) {
                Ok(Val::Bool(true)) => {}
                Ok(Val::Bool(false)) => return Some(false),
                Err(Stop::Error) if !self.fails_open => return Some(false),
                _ => is_known = false,
            }
        }
        is_known.then_some(true)
    }
}
