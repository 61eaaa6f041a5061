//! From the parser's tree to ours, with spans moved to the place of the piece in its file.

use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOperator, Expression, ForExpr, FuncCall, ObjectKey, TraversalOperator, UnaryOperator,
};
use hcl_edit::structure as hcl;
use ringfort_source::{SourceId, Span};

use super::ast::{Attr, Binary, Block, Body, Expr, ExprKind, For, Item, Step, Unary};

/// Where a parsed piece stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) source: SourceId,
    /// Offset of the piece in its file.
    pub(super) offset: usize,
    /// A span that stands for everything in the piece, where offsets in the piece mean nothing
    /// in the file (texts in JSON, which are escaped).
    pub(super) fixed: Option<Span>,
}

impl Place {
    pub(super) fn span(self, range: Option<std::ops::Range<usize>>, or: Span) -> Span {
        match (self.fixed, range) {
            (Some(span), _) => span,
            (None, None) => or,
            (None, Some(r)) => Span::of(self.source, r.start + self.offset..r.end + self.offset),
        }
    }

    pub(super) fn body(self, body: &hcl::Body, or: Span) -> Body {
        let span = self.span(body.span(), or);
        let item = |s: &hcl::Structure| match s {
            hcl::Structure::Attribute(a) => Item::Attr(self.attr(a, span)),
            hcl::Structure::Block(b) => Item::Block(self.block(b, span)),
        };
        Body { items: body.iter().map(item).collect(), span }
    }

    fn attr(self, attr: &hcl::Attribute, or: Span) -> Attr {
        let whole = self.span(attr.span(), or);
        let name_span = self.span(attr.key.span(), whole);
        Attr { name: attr.key.as_str().into(), name_span, value: self.expr(&attr.value, whole) }
    }

    fn block(self, block: &hcl::Block, or: Span) -> Block {
        let span = self.span(block.span(), or);
        let ident = self.span(block.ident.span(), span);
        let last = block.labels.last().and_then(hcl_edit::Span::span);
        let header = ident.to(self.span(last, ident));
        let labels = block.labels.iter().map(|l| l.as_str().into()).collect();
        let body = self.body(&block.body, span);
        Block { kind: block.ident.as_str().into(), labels, body, header, span }
    }

    pub(super) fn expr(self, expr: &Expression, or: Span) -> Expr {
        let span = self.span(expr.span(), or);
        let kind = match expr {
            Expression::Parenthesis(p) => {
                return Expr { span, ..self.expr(p.inner(), span) };
            }
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(b) => ExprKind::Bool(*b.value()),
            Expression::Number(n) => ExprKind::Number(n.value().as_f64().unwrap_or(0.0)),
            Expression::String(s) => ExprKind::Str(s.as_str().into()),
            Expression::Array(a) => ExprKind::List(a.iter().map(|e| self.expr(e, span)).collect()),
            Expression::Object(o) => ExprKind::Object(
                o.iter().map(|(k, v)| (self.key(k, span), self.expr(v.expr(), span))).collect(),
            ),
            Expression::StringTemplate(t) => self.template(t.iter(), span),
            Expression::HeredocTemplate(t) => self.template(t.template.iter(), span),
            Expression::Variable(name) => ExprKind::Name(name.as_str().into()),
            Expression::Conditional(c) => ExprKind::Conditional(Box::new(
                [&c.cond_expr, &c.true_expr, &c.false_expr].map(|e| self.expr(e, span)),
            )),
            Expression::FuncCall(call) => self.call(call, span),
            Expression::Traversal(t) => ExprKind::Traverse(
                Box::new(self.expr(&t.expr, span)),
                t.operators.iter().map(|o| self.step(o.value(), span)).collect(),
            ),
            Expression::UnaryOp(op) => {
                ExprKind::Unary(unary(*op.operator.value()), Box::new(self.expr(&op.expr, span)))
            }
            Expression::BinaryOp(op) => ExprKind::Binary(
                binary(*op.operator.value()),
                Box::new([&op.lhs_expr, &op.rhs_expr].map(|e| self.expr(e, span))),
            ),
            Expression::ForExpr(f) => self.for_expr(f, span),
        };
        Expr { span, kind }
    }

    fn key(self, key: &ObjectKey, or: Span) -> Expr {
        match key {
            ObjectKey::Ident(name) => {
                Expr::new(self.span(name.span(), or), ExprKind::Str(name.as_str().into()))
            }
            // A literal such as `true` or `null` is a key's text too.
            ObjectKey::Expression(e @ Expression::Null(_)) => {
                Expr::new(self.span(e.span(), or), ExprKind::Str("null".into()))
            }
            ObjectKey::Expression(e) => self.expr(e, or),
        }
    }

    fn call(self, call: &FuncCall, span: Span) -> ExprKind {
        let mut name = String::new();
        for part in &call.name.namespace {
            name.push_str(part.as_str());
            name.push_str("::");
        }
        name.push_str(call.name.name.as_str());
        let args = call.args.iter().map(|e| self.expr(e, span)).collect();
        ExprKind::Call { name: name.into(), args, expand: call.args.expand_final() }
    }

    fn step(self, step: &TraversalOperator, or: Span) -> Step {
        match step {
            TraversalOperator::AttrSplat(_) => Step::AttrSplat,
            TraversalOperator::FullSplat(_) => Step::FullSplat,
            TraversalOperator::GetAttr(name) => Step::Attr(name.as_str().into()),
            TraversalOperator::Index(e) => Step::Index(self.expr(e, or)),
            #[allow(clippy::cast_precision_loss)] // an index beyond 2^53 addresses nothing
            TraversalOperator::LegacyIndex(n) => {
                Step::Index(Expr::new(or, ExprKind::Number(*n.value() as f64)))
            }
        }
    }

    fn for_expr(self, f: &ForExpr, span: Span) -> ExprKind {
        ExprKind::For(Box::new(For {
            key_var: f.intro.key_var.as_ref().map(|v| v.as_str().into()),
            value_var: f.intro.value_var.as_str().into(),
            over: self.expr(&f.intro.collection_expr, span),
            key: f.key_expr.as_ref().map(|e| self.expr(e, span)),
            value: self.expr(&f.value_expr, span),
            group: f.grouping,
            cond: f.cond.as_ref().map(|c| self.expr(&c.expr, span)),
        }))
    }
}

fn unary(op: UnaryOperator) -> Unary {
    match op {
        UnaryOperator::Neg => Unary::Neg,
        UnaryOperator::Not => Unary::Not,
    }
}

fn binary(op: BinaryOperator) -> Binary {
    match op {
        BinaryOperator::Eq => Binary::Eq,
        BinaryOperator::NotEq => Binary::NotEq,
        BinaryOperator::LessEq => Binary::LessEq,
        BinaryOperator::GreaterEq => Binary::GreaterEq,
        BinaryOperator::Less => Binary::Less,
        BinaryOperator::Greater => Binary::Greater,
        BinaryOperator::Plus => Binary::Add,
        BinaryOperator::Minus => Binary::Sub,
        BinaryOperator::Mul => Binary::Mul,
        BinaryOperator::Div => Binary::Div,
        BinaryOperator::Mod => Binary::Mod,
        BinaryOperator::And => Binary::And,
        BinaryOperator::Or => Binary::Or,
    }
}
