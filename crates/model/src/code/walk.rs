//! Walkers: every statement, expression or call below a place.

use super::{Call, Class, Expr, ExprKind, Function, Module, Piece, Stmt, StmtKind};

/// What a walker does with an expression's or statement's children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Go into them.
    Into,
    /// Leave them out.
    Skip,
}

impl Expr {
    /// The direct parts, in source order.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Attribute { value, .. } => vec![value],
            ExprKind::Call(call) => std::iter::once(&call.callee).chain(call.values()).collect(),
            ExprKind::FString(pieces) => pieces.iter().filter_map(Piece::value).collect(),
            ExprKind::List(items)
            | ExprKind::Tuple(items)
            | ExprKind::Set(items)
            | ExprKind::Slice(items)
            | ExprKind::Other(items) => items.iter().collect(),
            ExprKind::Dict(entries) => {
                entries.iter().flat_map(|(k, v)| k.iter().chain(std::iter::once(v))).collect()
            }
            ExprKind::BinOp { left, right, .. } => vec![left, right],
            ExprKind::BoolOp { values, .. } => values.iter().collect(),
            ExprKind::Not(x)
            | ExprKind::Unary(x)
            | ExprKind::Lambda(_, x)
            | ExprKind::Await(x)
            | ExprKind::Star(x)
            | ExprKind::Yield(Some(x)) => vec![x],
            ExprKind::Compare { left, rest } => {
                std::iter::once(&**left).chain(rest.iter().map(|(_, e)| e)).collect()
            }
            ExprKind::Subscript { value, index } => vec![value, index],
            ExprKind::IfExp { test, body, orelse } => vec![body, test, orelse],
            ExprKind::Named { target, value } => vec![target, value],
            ExprKind::Comprehension { element, loops } => {
                let of_loops = loops.iter().flat_map(|(t, i, c)| [t, i].into_iter().chain(c));
                element.iter().chain(of_loops).collect()
            }
            _ => vec![],
        }
    }

    /// This expression and all below it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr) -> Visit) {
        if visit(self) == Visit::Into {
            for child in self.children() {
                child.walk(visit);
            }
        }
    }

    /// Does this expression, or any below it, satisfy `test`?
    pub fn any(&self, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|c| c.any(test))
    }

    /// Every call in this expression, outermost first.
    pub fn calls(&self) -> Vec<&Call> {
        let mut found = vec![];
        self.walk(&mut |e| {
            if let ExprKind::Call(call) = &e.kind {
                found.push(&**call);
            }
            Visit::Into
        });
        found
    }
}

impl Piece {
    /// The value put in; `None` for constant text.
    pub fn value(&self) -> Option<&Expr> {
        if let Piece::Value(value) = self { Some(value) } else { None }
    }
}

impl Stmt {
    /// The expressions that belong to the statement itself, not to statements in it.
    pub fn exprs(&self) -> Vec<&Expr> {
        match &self.kind {
            StmtKind::Assign { targets, annotation, value } => {
                targets.iter().chain(annotation).chain(value).collect()
            }
            StmtKind::AugAssign { target, value, .. } => vec![target, value],
            StmtKind::Expr(e) => vec![e],
            StmtKind::Return(e) => e.iter().collect(),
            StmtKind::If(arms) => arms.iter().filter_map(|a| a.test.as_ref()).collect(),
            StmtKind::Match(subject, arms) => std::iter::once(subject)
                .chain(arms.iter().filter_map(|a| a.test.as_ref()))
                .collect(),
            StmtKind::For { target, iter, .. } => vec![target, iter],
            StmtKind::While { test, .. } => vec![test],
            StmtKind::With { items, .. } => {
                items.iter().flat_map(|i| std::iter::once(&i.context).chain(&i.target)).collect()
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|h| h.caught.as_ref()).collect()
            }
            StmtKind::Raise(value, cause) => value.iter().chain(cause).collect(),
            StmtKind::Assert(test, message) => std::iter::once(test).chain(message).collect(),
            StmtKind::Delete(items) | StmtKind::Other(items) => items.iter().collect(),
            _ => vec![],
        }
    }

    /// The blocks in the statement, in source order. Bodies of functions and classes are not among
    /// them: those lie in [`Module::functions`] and [`Module::classes`].
    pub fn blocks(&self) -> Vec<&[Stmt]> {
        match &self.kind {
            StmtKind::If(arms) | StmtKind::Match(_, arms) => {
                arms.iter().map(|a| a.body.as_slice()).collect()
            }
            StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                vec![body, orelse]
            }
            StmtKind::With { body, .. } => vec![body],
            StmtKind::Try { body, handlers, orelse, finally } => {
                let caught = handlers.iter().map(|h| h.body.as_slice());
                std::iter::once(body.as_slice())
                    .chain(caught)
                    .chain([orelse.as_slice(), finally.as_slice()])
                    .collect()
            }
            _ => vec![],
        }
    }
}

/// Every statement in `body` and its blocks, outermost first, in source order.
pub fn walk_stmts<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt) -> Visit) {
    for stmt in body {
        if visit(stmt) == Visit::Into {
            for block in stmt.blocks() {
                walk_stmts(block, visit);
            }
        }
    }
}

/// Every expression in `body` and its blocks, outermost first.
pub fn walk_exprs<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Expr) -> Visit) {
    walk_stmts(body, &mut |stmt| {
        for expr in stmt.exprs() {
            expr.walk(visit);
        }
        Visit::Into
    });
}

fn calls_in(body: &[Stmt]) -> Vec<&Call> {
    let mut found = vec![];
    walk_exprs(body, &mut |e| {
        if let ExprKind::Call(call) = &e.kind {
            found.push(&**call);
        }
        Visit::Into
    });
    found
}

impl Function {
    /// Every call in the body (not in decorators or parameter defaults, not in nested functions).
    pub fn calls(&self) -> Vec<&Call> {
        calls_in(&self.body)
    }

    /// Every call in decorators, parameter annotations and defaults.
    pub fn header_calls(&self) -> Vec<&Call> {
        let params = self.params.iter().flat_map(|p| p.annotation.iter().chain(&p.default));
        self.decorators.iter().chain(params).flat_map(Expr::calls).collect()
    }
}

impl Class {
    /// Every call in the header and body (not in methods).
    pub fn calls(&self) -> Vec<&Call> {
        let header = self.decorators.iter().chain(&self.bases);
        let keywords = self.keywords.iter().map(|k| &k.value);
        let mut found: Vec<&Call> = header.chain(keywords).flat_map(Expr::calls).collect();
        found.extend(calls_in(&self.body));
        found
    }
}

impl Module {
    /// Every call in the file, in source order.
    pub fn calls(&self) -> Vec<&Call> {
        let mut found = calls_in(&self.body);
        for function in &self.functions {
            found.extend(function.header_calls());
            found.extend(function.calls());
        }
        found.extend(self.classes.iter().flat_map(Class::calls));
        found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
        found
    }

    /// Every statement list of the file: the top level, then each function's and class's body.
    pub fn bodies(&self) -> impl Iterator<Item = &[Stmt]> {
        std::iter::once(self.body.as_slice())
            .chain(self.functions.iter().map(|f| f.body.as_slice()))
            .chain(self.classes.iter().map(|c| c.body.as_slice()))
    }
}
