//! The flow itself: statement by statement, with what each name carries.

use std::collections::BTreeMap;

use super::value::{Env, Taint, bind, join, start, worse};
use super::{Flow, sources};
use crate::code::{App, Framework, FunctionId, Scope, ShapeKind, shape};
use ringfort_model::code::{Expr, ExprKind, Piece, Stmt, StmtKind, WithItem};

/// How many calls deep input is followed, and how many calls in all from one entry.
pub(super) const DEPTH: usize = 2;
const BUDGET: usize = 400;

/// Every flow of the scope.
pub(super) fn flows(scope: &Scope<'_>, apps: &[App]) -> Vec<Flow> {
    let mut flows = vec![];
    let routes: BTreeMap<FunctionId, (Framework, Vec<_>)> = apps
        .iter()
        .flat_map(|a| a.routes.iter().map(move |r| (a.framework, r)))
        .filter_map(|(f, r)| Some((r.function?, (f, sources::of_route(r)))))
        .collect();
    for (module, m) in scope.modules.iter().enumerate().filter(|(_, m)| !m.is_test()) {
        let mut top = Walk::new(scope, module, None, false);
        top.block(&m.body, &mut Env::new());
        flows.append(&mut top.flows);
        for (function, f) in m.functions.iter().enumerate() {
            let id = FunctionId { module, function };
            let route = routes.get(&id);
            let takes_request = route.is_some_and(|(f, _)| *f == Framework::Django);
            let mut walk = Walk::new(scope, module, Some(id), takes_request);
            let params = route.map_or(&[][..], |(_, p)| p).iter();
            let mut env: Env = params
                .map(|(name, source, schema)| (name.clone(), start(source, *schema)))
                .collect();
            walk.block(&f.body, &mut env);
            flows.append(&mut walk.flows);
        }
    }
    flows
}

/// One function, or a module's top level, as input passes through it.
pub(super) struct Walk<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) module: usize,
    pub(super) entry: Option<FunctionId>,
    /// Is an untyped `request` a request?
    takes_request: bool,
    pub(super) depth: usize,
    pub(super) budget: usize,
    /// Is only the result asked for, so that nothing is recorded?
    pub(super) quiet: bool,
    pub(super) returned: Option<Taint>,
    pub(super) flows: Vec<Flow>,
}

impl<'s, 'a> Walk<'s, 'a> {
    pub(super) fn new(
        scope: &'s Scope<'a>,
        module: usize,
        entry: Option<FunctionId>,
        takes_request: bool,
    ) -> Self {
        Self {
            scope,
            module,
            entry,
            takes_request,
            depth: 0,
            budget: BUDGET,
            quiet: false,
            returned: None,
            flows: vec![],
        }
    }

    pub(super) fn block(&mut self, body: &[Stmt], env: &mut Env) {
        for stmt in body {
            self.stmt(stmt, env);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, env: &mut Env) {
        match &stmt.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                let taint = self.eval(value, env);
                for target in targets {
                    bind(target, taint.clone(), env);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                let taint = self.eval(value, env).or_else(|| self.eval(target, env));
                bind(target, taint, env);
            }
            StmtKind::Return(Some(value)) => {
                let taint = self.eval(value, env);
                self.returned = self.returned.take().or(taint);
            }
            StmtKind::If(arms) => self.branches(arms, env),
            StmtKind::For { target, iter, body, orelse } => {
                let taint = self.eval(iter, env);
                bind(target, taint, env);
                self.block(body, env);
                self.block(orelse, env);
            }
            StmtKind::With { items, body } => {
                for WithItem { context, target } in items {
                    let taint = self.eval(context, env);
                    if let Some(target) = target {
                        bind(target, taint, env);
                    }
                }
                self.block(body, env);
            }
            _ => {
                for expr in stmt.exprs() {
                    self.eval(expr, env);
                }
                for block in stmt.blocks() {
                    self.block(block, env);
                }
            }
        }
    }

    /// Each arm starts from what holds before; afterwards a name carries what any arm left in it.
    fn branches(&mut self, arms: &[ringfort_model::code::Arm], env: &mut Env) {
        let before = env.clone();
        let mut after: Vec<Env> = vec![];
        let mut refused = before.clone();
        for arm in arms {
            let mut inside = refused.clone();
            if let Some(test) = &arm.test {
                self.eval(test, &mut inside);
                self.checked(test, true, &mut inside);
            }
            self.block(&arm.body, &mut inside);
            if let Some(test) = &arm.test {
                self.checked(test, false, &mut refused);
            }
            if !leaves(&arm.body) {
                after.push(inside);
            }
        }
        if arms.last().is_some_and(|a| a.test.is_some()) {
            after.push(refused);
        }
        *env = join(after).unwrap_or(before);
    }

    /// [`Walk::eval`] for its result alone: no flows are recorded.
    pub(super) fn eval_quiet(&self, expr: &Expr, env: &Env) -> Option<Taint> {
        let mut quiet = Walk::new(self.scope, self.module, self.entry, self.takes_request);
        (quiet.depth, quiet.quiet) = (DEPTH, true);
        quiet.eval(expr, &mut env.clone())
    }

    /// What `expr` carries; records the flows into the sites in it.
    pub(super) fn eval(&mut self, expr: &Expr, env: &mut Env) -> Option<Taint> {
        match &expr.kind {
            ExprKind::Name(name) => env.get(name.as_ref()).cloned().or_else(|| self.source(expr)),
            ExprKind::Attribute { value, attr } => self.attribute(expr, value, attr, env),
            ExprKind::Call(call) => self.call(call, env),
            ExprKind::Subscript { value, index } => {
                self.eval(index, env);
                self.eval(value, env)
            }
            ExprKind::FString(pieces) => {
                let values: Vec<&Expr> = pieces.iter().filter_map(Piece::value).collect();
                self.worst(values, env).map(|t| t.step(expr.span, "put into text"))
            }
            ExprKind::BinOp { left, right, .. } => {
                self.worst([&**left, &**right], env).map(|t| t.step(expr.span, "joined to text"))
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.eval(test, env);
                let (mut yes, mut no) = (env.clone(), env.clone());
                self.checked(test, true, &mut yes);
                self.checked(test, false, &mut no);
                let (a, b) = (self.eval(body, &mut yes), self.eval(orelse, &mut no));
                worse(a, b)
            }
            ExprKind::Compare { .. } | ExprKind::Not(_) => {
                self.worst(expr.children(), env);
                None
            }
            ExprKind::Named { target, value } => {
                let taint = self.eval(value, env);
                bind(target, taint.clone(), env);
                taint
            }
            ExprKind::Comprehension { element, loops } => {
                let mut inner = env.clone();
                for (target, iter, tests) in loops {
                    let taint = self.eval(iter, &mut inner);
                    bind(target, taint, &mut inner);
                    self.worst(tests, &mut inner);
                    for test in tests {
                        self.checked(test, true, &mut inner);
                    }
                }
                self.worst(element, &mut inner)
            }
            _ => self.worst(expr.children(), env),
        }
    }

    /// Of several parts the one that carries the most harm; all are evaluated.
    fn worst<'e>(
        &mut self,
        parts: impl IntoIterator<Item = &'e Expr>,
        env: &mut Env,
    ) -> Option<Taint> {
        parts.into_iter().fold(None, |found, part| {
            let taint = self.eval(part, env);
            worse(found, taint)
        })
    }

    fn source(&self, expr: &Expr) -> Option<Taint> {
        let path = self.scope.module(self.module)?.resolve(expr)?;
        sources::of_path(&path, expr.span).map(|s| start(&s, None))
    }

    fn attribute(&mut self, expr: &Expr, value: &Expr, attr: &str, env: &mut Env) -> Option<Taint> {
        if let Some(taint) = self.source(expr) {
            return Some(taint);
        }
        let is_request = value.last_name() == Some("request") && self.takes_request;
        if is_request && let Some(source) = sources::of_request_variable(attr, expr.span) {
            return Some(start(&source, None));
        }
        let mut taint = self.eval(value, env)?;
        let Some(schema) = taint.schema.take() else { return Some(taint) };
        let declared = self.scope.get_class(schema).and_then(|c| c.field(attr));
        let shape = declared.map(|f| shape(self.scope, schema.module, f.annotation.as_ref()));
        if shape.as_ref().is_some_and(|s| !s.carries_text()) {
            return None;
        }
        taint.schema =
            shape.and_then(|s| if let ShapeKind::Model(id) = s.kind { Some(id) } else { None });
        Some(taint.step(expr.span, format!("its field `{attr}`")))
    }
}

/// Does control leave at the end of the block?
fn leaves(body: &[Stmt]) -> bool {
    body.last().is_some_and(|s| match &s.kind {
        StmtKind::Return(_) | StmtKind::Raise(..) | StmtKind::Break | StmtKind::Continue => true,
        StmtKind::Expr(e) => e
            .as_call()
            .and_then(|c| c.callee.last_name())
            .is_some_and(|n| matches!(n, "abort" | "exit")),
        _ => false,
    })
}
