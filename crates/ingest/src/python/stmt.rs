//! Statements and definitions.

use ringfort_model::code::{
    Arm, Class, Expr, ExprKind, Field, Function, Handler, Import, Param, ParamKind, Stmt, StmtKind,
    WithItem,
};
use ringfort_syntax::python::ast;

use super::{Around, Lowering, expr::bin_op};

impl Lowering {
    pub(super) fn block(&mut self, nodes: &[ast::Stmt]) -> Vec<Stmt> {
        nodes.iter().map(|n| Stmt { span: self.span(n), kind: self.stmt(n) }).collect()
    }

    fn stmt(&mut self, node: &ast::Stmt) -> StmtKind {
        match node {
            ast::Stmt::FunctionDef(n) => StmtKind::Function(self.function(n)),
            ast::Stmt::ClassDef(n) => StmtKind::Class(self.class(n)),
            ast::Stmt::Import(n) => self.import(n),
            ast::Stmt::ImportFrom(n) => self.import_from(n),
            ast::Stmt::If(_)
            | ast::Stmt::For(_)
            | ast::Stmt::While(_)
            | ast::Stmt::With(_)
            | ast::Stmt::Try(_)
            | ast::Stmt::Match(_) => self.compound(node),
            _ => self.simple(node),
        }
    }

    fn simple(&self, node: &ast::Stmt) -> StmtKind {
        let maybe = |e: &Option<Box<ast::Expr>>| e.as_deref().map(|e| self.expr(e));
        match node {
            ast::Stmt::Assign(n) => StmtKind::Assign {
                targets: self.exprs(&n.targets),
                annotation: None,
                value: Some(self.expr(&n.value)),
            },
            ast::Stmt::AnnAssign(n) => StmtKind::Assign {
                targets: vec![self.expr(&n.target)],
                annotation: Some(self.expr(&n.annotation)),
                value: maybe(&n.value),
            },
            ast::Stmt::AugAssign(n) => StmtKind::AugAssign {
                target: self.expr(&n.target),
                op: bin_op(n.op),
                value: self.expr(&n.value),
            },
            ast::Stmt::Expr(n) if n.value.is_ellipsis_literal_expr() => StmtKind::Pass,
            ast::Stmt::Expr(n) => StmtKind::Expr(self.expr(&n.value)),
            ast::Stmt::Return(n) => StmtKind::Return(maybe(&n.value)),
            ast::Stmt::Raise(n) => StmtKind::Raise(maybe(&n.exc), maybe(&n.cause)),
            ast::Stmt::Assert(n) => StmtKind::Assert(self.expr(&n.test), maybe(&n.msg)),
            ast::Stmt::Delete(n) => StmtKind::Delete(self.exprs(&n.targets)),
            ast::Stmt::Pass(_) => StmtKind::Pass,
            ast::Stmt::Break(_) => StmtKind::Break,
            ast::Stmt::Continue(_) => StmtKind::Continue,
            ast::Stmt::TypeAlias(n) => StmtKind::Other(vec![self.expr(&n.value)]),
            _ => StmtKind::Other(vec![]),
        }
    }

    fn compound(&mut self, node: &ast::Stmt) -> StmtKind {
        match node {
            ast::Stmt::If(n) => StmtKind::If(self.arms(n)),
            ast::Stmt::For(n) => StmtKind::For {
                target: self.expr(&n.target),
                iter: self.expr(&n.iter),
                body: self.block(&n.body),
                orelse: self.block(&n.orelse),
            },
            ast::Stmt::While(n) => StmtKind::While {
                test: self.expr(&n.test),
                body: self.block(&n.body),
                orelse: self.block(&n.orelse),
            },
            ast::Stmt::With(n) => StmtKind::With {
                items: n.items.iter().map(|i| self.with_item(i)).collect(),
                body: self.block(&n.body),
            },
            ast::Stmt::Try(n) => StmtKind::Try {
                body: self.block(&n.body),
                handlers: n.handlers.iter().map(|h| self.handler(h)).collect(),
                orelse: self.block(&n.orelse),
                finally: self.block(&n.finalbody),
            },
            ast::Stmt::Match(n) => {
                let subject = self.expr(&n.subject);
                let case = |c: &ast::MatchCase| Arm {
                    test: c.guard.as_deref().map(|g| self.expr(g)),
                    body: self.block(&c.body),
                };
                StmtKind::Match(subject, n.cases.iter().map(case).collect())
            }
            _ => StmtKind::Other(vec![]),
        }
    }

    fn arms(&mut self, node: &ast::StmtIf) -> Vec<Arm> {
        let first = Arm { test: Some(self.expr(&node.test)), body: self.block(&node.body) };
        let other = |c: &ast::ElifElseClause| Arm {
            test: c.test.as_ref().map(|t| self.expr(t)),
            body: self.block(&c.body),
        };
        let others: Vec<Arm> = node.elif_else_clauses.iter().map(other).collect();
        std::iter::once(first).chain(others).collect()
    }

    fn with_item(&self, node: &ast::WithItem) -> WithItem {
        WithItem {
            context: self.expr(&node.context_expr),
            target: node.optional_vars.as_deref().map(|v| self.expr(v)),
        }
    }

    fn handler(&mut self, node: &ast::ExceptHandler) -> Handler {
        let ast::ExceptHandler::ExceptHandler(h) = node;
        Handler {
            span: self.span(h),
            caught: h.type_.as_deref().map(|t| self.expr(t)),
            name: h.name.as_ref().map(|n| n.as_str().into()),
            body: self.block(&h.body),
        }
    }

    fn import(&mut self, node: &ast::StmtImport) -> StmtKind {
        for name in &node.names {
            let path = name.name.as_str();
            // `import a.b` binds `a`, from which `a.b` is reached by attribute.
            let (path, alias) = match &name.asname {
                Some(alias) => (path, alias.as_str()),
                None => path.split_once('.').map_or((path, path), |(first, _)| (first, first)),
            };
            let span = self.span(name);
            self.module.imports.push(Import { path: path.into(), alias: alias.into(), span });
        }
        StmtKind::Import
    }

    fn import_from(&mut self, node: &ast::StmtImportFrom) -> StmtKind {
        let from = self.absolute(node.level, node.module.as_ref().map_or("", |m| m.as_str()));
        for name in &node.names {
            let alias = name.asname.as_ref().unwrap_or(&name.name).as_str().into();
            let path = match (name.name.as_str(), from.as_str()) {
                ("*", from) => from.into(),
                (name, "") => name.into(),
                (name, from) => format!("{from}.{name}").into(),
            };
            let span = self.span(name);
            self.module.imports.push(Import { path, alias, span });
        }
        StmtKind::Import
    }

    fn function(&mut self, node: &ast::StmtFunctionDef) -> usize {
        let (class, parent) = match self.around.last() {
            Some(Around::Class(i)) => (Some(*i), self.function_around()),
            Some(Around::Function(i)) => (None, Some(*i)),
            None => (None, None),
        };
        let index = self.module.functions.len();
        self.module.functions.push(Function {
            name: node.name.as_str().into(),
            qualified: self.qualified(node.name.as_str()),
            class,
            parent,
            params: self.params(&node.parameters),
            returns: node.returns.as_deref().map(|r| self.expr(r)),
            decorators: node.decorator_list.iter().map(|d| self.expr(&d.expression)).collect(),
            is_async: node.is_async,
            body: vec![],
            span: self.span(node),
            name_span: self.span(&node.name),
        });
        self.around.push(Around::Function(index));
        let body = self.block(without_docstring(&node.body));
        self.around.pop();
        if let Some(function) = self.module.functions.get_mut(index) {
            function.body = body;
        }
        if let Some(class) = class.and_then(|c| self.module.classes.get_mut(c)) {
            class.methods.push(index);
        }
        index
    }

    /// The innermost function around a class that is being lowered.
    fn function_around(&self) -> Option<usize> {
        self.around.iter().rev().find_map(|a| match a {
            Around::Function(i) => Some(*i),
            Around::Class(_) => None,
        })
    }

    fn params(&self, node: &ast::Parameters) -> Vec<Param> {
        let with_default = |p: &ast::ParameterWithDefault, kind| {
            let default = p.default.as_deref().map(|d| self.expr(d));
            Param { default, span: self.span(p), ..self.param(&p.parameter, kind) }
        };
        let normal = node.posonlyargs.iter().chain(&node.args);
        let mut params: Vec<Param> = normal.map(|p| with_default(p, ParamKind::Normal)).collect();
        params.extend(node.vararg.as_deref().map(|p| self.param(p, ParamKind::Rest)));
        params.extend(node.kwonlyargs.iter().map(|p| with_default(p, ParamKind::KeywordOnly)));
        params.extend(node.kwarg.as_deref().map(|p| self.param(p, ParamKind::KeywordRest)));
        params
    }

    fn param(&self, node: &ast::Parameter, kind: ParamKind) -> Param {
        Param {
            name: node.name.as_str().into(),
            annotation: node.annotation.as_deref().map(|a| self.expr(a)),
            default: None,
            kind,
            span: self.span(node),
        }
    }

    fn class(&mut self, node: &ast::StmtClassDef) -> usize {
        let arguments = node.arguments.as_deref();
        let index = self.module.classes.len();
        self.module.classes.push(Class {
            name: node.name.as_str().into(),
            qualified: self.qualified(node.name.as_str()),
            bases: arguments.map(|a| self.exprs(&a.args)).unwrap_or_default(),
            keywords: arguments.map(|a| self.keywords(a)).unwrap_or_default(),
            decorators: node.decorator_list.iter().map(|d| self.expr(&d.expression)).collect(),
            fields: vec![],
            methods: vec![],
            classes: vec![],
            body: vec![],
            span: self.span(node),
            name_span: self.span(&node.name),
        });
        if let Some(Around::Class(outer)) = self.around.last().copied()
            && let Some(outer) = self.module.classes.get_mut(outer)
        {
            outer.classes.push(index);
        }
        self.around.push(Around::Class(index));
        let body = self.block(without_docstring(&node.body));
        self.around.pop();
        if let Some(class) = self.module.classes.get_mut(index) {
            class.fields = fields(&body);
            class.body = body;
        }
        index
    }
}

/// The assignments and declarations of a class body.
fn fields(body: &[Stmt]) -> Vec<Field> {
    let field = |stmt: &Stmt| {
        let StmtKind::Assign { targets, annotation, value } = &stmt.kind else { return None };
        let Some(Expr { kind: ExprKind::Name(name), .. }) = targets.first() else { return None };
        let (annotation, default) = (annotation.clone(), value.clone());
        Some(Field { name: name.clone(), annotation, default, span: stmt.span })
    };
    body.iter().filter_map(field).collect()
}

fn without_docstring(body: &[ast::Stmt]) -> &[ast::Stmt] {
    match body {
        [ast::Stmt::Expr(e), rest @ ..] if e.value.is_string_literal_expr() => rest,
        _ => body,
    }
}
