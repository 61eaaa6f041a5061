//! What names stand for: simple, flow-insensitive type inference within one file.

use std::collections::BTreeMap;

use super::{Expr, ExprKind, Module, Param, Stmt, StmtKind, Visit, WithItem, walk_stmts};

/// A name in the scope of a function, or of the module.
type Place = (Option<usize>, Box<str>);

/// The paths that names stand for. A name bound to something that is not understood is present
/// with `None`, so that it hides an import of the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    names: BTreeMap<Place, Option<Box<str>>>,
    attributes: BTreeMap<(usize, Box<str>), Box<str>>,
}

impl Bindings {
    /// What `name` is bound to in the scope of a function, or of the module for `None`.
    /// The outer option says whether it is bound there at all.
    pub fn name(&self, scope: Option<usize>, name: &str) -> Option<Option<&str>> {
        self.names.get(&(scope, name.into())).map(Option::as_deref)
    }

    /// What `self.name` is bound to in the methods of a class.
    pub fn attribute(&self, class: usize, name: &str) -> Option<&str> {
        self.attributes.get(&(class, name.into())).map(AsRef::as_ref)
    }

    /// Binds a name. What is known wins over what is not, what came first over what comes later.
    fn bind(&mut self, scope: Option<usize>, name: &str, path: Option<String>) {
        let slot = self.names.entry((scope, name.into())).or_insert(None);
        if slot.is_none() {
            *slot = path.map(Into::into);
        }
    }
}

impl Module {
    /// Works out what names stand for. Called once, when the tree is complete; a second pass lets
    /// functions see what later lines of the module bind.
    pub fn bind(&mut self) {
        for _ in 0..2 {
            self.bind_scope(None);
            for index in 0..self.functions.len() {
                self.bind_scope(Some(index));
            }
        }
    }

    fn bind_scope(&mut self, scope: Option<usize>) {
        for (name, path) in self.parameters(scope) {
            self.bindings.bind(scope, &name, path);
        }
        for (target, path) in self.assignments(scope) {
            match target {
                Target::Name(name) => self.bindings.bind(scope, &name, path),
                Target::SelfAttribute(class, name) => {
                    if let Some(path) = path {
                        self.bindings.attributes.entry((class, name)).or_insert(path.into());
                    }
                }
            }
        }
    }

    /// The parameters of a scope's function with the types they declare or are given.
    fn parameters(&self, scope: Option<usize>) -> Vec<(Box<str>, Option<String>)> {
        let Some(function) = scope.and_then(|i| self.functions.get(i)) else { return vec![] };
        let class = function.class.and_then(|c| self.classes.get(c));
        let path = |(i, param): (usize, &Param)| {
            let receives = i == 0 && matches!(&*param.name, "self" | "cls");
            let path = if let Some(class) = class.filter(|_| receives) {
                Some(format!("{}.{}", self.name, class.qualified))
            } else {
                let declared = param.annotation.as_ref().and_then(|a| self.instance_of(a));
                let parts = param.annotation.iter().chain(&param.default);
                declared.or_else(|| self.injected(parts))
            };
            (param.name.clone(), path)
        };
        function.params.iter().enumerate().map(path).collect()
    }

    /// The result of the function in `Depends(function)`: what the framework passes in.
    fn injected<'a>(&self, mut exprs: impl Iterator<Item = &'a Expr>) -> Option<String> {
        let call = exprs.find_map(|e| match &e.kind {
            ExprKind::Subscript { index, .. } => index.items().iter().find_map(Expr::as_call),
            _ => e.as_call(),
        })?;
        let callee = call.callee.last_name()?;
        let provider =
            call.arg(0, "dependency").filter(|_| matches!(callee, "Depends" | "Security"))?;
        self.result_of(&self.resolve(provider)?)
    }

    /// The assignments of a scope in source order, with what the values stand for.
    fn assignments(&self, scope: Option<usize>) -> Vec<(Target, Option<String>)> {
        let body = match scope {
            None => Some(&self.body),
            Some(i) => self.functions.get(i).map(|f| &f.body),
        };
        let mut found: Vec<(Target, Option<String>)> = vec![];
        // Lines build on those before them, so the paths found so far are looked up here first.
        let mut known: BTreeMap<Box<str>, String> = BTreeMap::new();
        walk_stmts(body.map_or(&[], Vec::as_slice), &mut |stmt| {
            for (target, value, declared) in bound_by(stmt) {
                let path = declared.and_then(|a| self.instance_of(a)).or_else(|| {
                    let value = value.filter(|v| !v.is_none())?;
                    self.resolve_with(value, scope, &known)
                });
                let Some(target) = self.target(target, scope) else { continue };
                if let (Target::Name(name), Some(path)) = (&target, &path) {
                    known.entry(name.clone()).or_insert_with(|| path.clone());
                }
                found.push((target, path));
            }
            Visit::Into
        });
        found
    }

    fn target(&self, target: &Expr, scope: Option<usize>) -> Option<Target> {
        match &target.kind {
            ExprKind::Name(name) => Some(Target::Name(name.clone())),
            ExprKind::Attribute { value, attr } => {
                let function = self.functions.get(scope?)?;
                let receiver = function.params.first()?;
                (value.as_name() == Some(&receiver.name))
                    .then_some(Target::SelfAttribute(function.class?, attr.clone()))
            }
            _ => None,
        }
    }
}

enum Target {
    Name(Box<str>),
    SelfAttribute(usize, Box<str>),
}

type Bound<'a> = (&'a Expr, Option<&'a Expr>, Option<&'a Expr>);

/// What a statement binds: target, value if it is the value itself, declared type.
fn bound_by(stmt: &Stmt) -> Vec<Bound<'_>> {
    match &stmt.kind {
        StmtKind::Assign { targets, annotation, value } => targets
            .iter()
            .flat_map(|t| match t.items() {
                [] => vec![(t, value.as_ref(), annotation.as_ref())],
                parts => parts.iter().map(|p| (p, None, None)).collect(),
            })
            .collect(),
        StmtKind::For { target, .. } => match target.items() {
            [] => vec![(target, None, None)],
            parts => parts.iter().map(|p| (p, None, None)).collect(),
        },
        StmtKind::With { items, .. } => items.iter().filter_map(with_item).collect(),
        _ => vec![],
    }
}

fn with_item(item: &WithItem) -> Option<Bound<'_>> {
    let closing = item.context.as_call().filter(|c| c.callee.last_name() == Some("closing"));
    let value = closing.and_then(|c| c.args.first()).unwrap_or(&item.context);
    Some((item.target.as_ref()?, Some(value), None))
}
