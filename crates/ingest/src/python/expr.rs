//! Expressions.

use ringfort_model::code::{BinOp, Call, CompareOp, Expr, ExprKind, Keyword, Piece};
use ringfort_syntax::python::ast;

use super::Lowering;

/// Room that must be left on the stack before going one level deeper, and how much to add.
const STACK: (usize, usize) = (128 << 10, 4 << 20);

impl Lowering {
    pub(super) fn expr(&self, node: &ast::Expr) -> Expr {
        let kind = stacker::maybe_grow(STACK.0, STACK.1, || self.kind(node));
        Expr::new(self.span(node), kind)
    }

    fn boxed(&self, node: &ast::Expr) -> Box<Expr> {
        Box::new(self.expr(node))
    }

    pub(super) fn exprs<'a>(&self, nodes: impl IntoIterator<Item = &'a ast::Expr>) -> Vec<Expr> {
        nodes.into_iter().map(|n| self.expr(n)).collect()
    }

    fn kind(&self, node: &ast::Expr) -> ExprKind {
        match node {
            ast::Expr::Name(n) => ExprKind::Name(n.id.as_str().into()),
            ast::Expr::Attribute(n) => {
                ExprKind::Attribute { value: self.boxed(&n.value), attr: n.attr.as_str().into() }
            }
            ast::Expr::Call(n) => ExprKind::Call(Box::new(self.call(n))),
            ast::Expr::List(n) => ExprKind::List(self.exprs(&n.elts)),
            ast::Expr::Tuple(n) => ExprKind::Tuple(self.exprs(&n.elts)),
            ast::Expr::Set(n) => ExprKind::Set(self.exprs(&n.elts)),
            ast::Expr::Dict(n) => ExprKind::Dict(self.dict(n)),
            ast::Expr::Subscript(n) => {
                ExprKind::Subscript { value: self.boxed(&n.value), index: self.boxed(&n.slice) }
            }
            ast::Expr::Slice(n) => {
                let parts = [&n.lower, &n.upper, &n.step];
                ExprKind::Slice(self.exprs(parts.into_iter().flatten().map(AsRef::as_ref)))
            }
            ast::Expr::Await(n) => ExprKind::Await(self.boxed(&n.value)),
            ast::Expr::Yield(n) => ExprKind::Yield(n.value.as_deref().map(|v| self.boxed(v))),
            ast::Expr::YieldFrom(n) => ExprKind::Yield(Some(self.boxed(&n.value))),
            ast::Expr::Starred(n) => ExprKind::Star(self.boxed(&n.value)),
            ast::Expr::Named(n) => {
                ExprKind::Named { target: self.boxed(&n.target), value: self.boxed(&n.value) }
            }
            ast::Expr::BinOp(_)
            | ast::Expr::BoolOp(_)
            | ast::Expr::UnaryOp(_)
            | ast::Expr::Compare(_)
            | ast::Expr::If(_)
            | ast::Expr::Lambda(_) => self.operation(node),
            ast::Expr::ListComp(n) => self.comprehension(vec![&n.elt], &n.generators),
            ast::Expr::SetComp(n) => self.comprehension(vec![&n.elt], &n.generators),
            ast::Expr::Generator(n) => self.comprehension(vec![&n.elt], &n.generators),
            ast::Expr::DictComp(n) => {
                let element = n.key.as_deref().into_iter().chain([&*n.value]).collect();
                self.comprehension(element, &n.generators)
            }
            _ => self.literal(node),
        }
    }

    fn literal(&self, node: &ast::Expr) -> ExprKind {
        match node {
            ast::Expr::StringLiteral(n) => ExprKind::Str(n.value.to_str().into()),
            ast::Expr::FString(n) => ExprKind::FString(self.fstring(&n.value)),
            ast::Expr::BytesLiteral(n) => ExprKind::Bytes(n.value.bytes().collect()),
            ast::Expr::NumberLiteral(n) => match &n.value {
                ast::Number::Int(i) => ExprKind::Int(i.as_i64()),
                ast::Number::Float(f) => ExprKind::Float(*f),
                ast::Number::Complex { .. } => ExprKind::Other(vec![]),
            },
            ast::Expr::BooleanLiteral(n) => ExprKind::Bool(n.value),
            ast::Expr::NoneLiteral(_) => ExprKind::None,
            ast::Expr::TString(n) => {
                ExprKind::FString(n.value.iter().flat_map(|t| self.pieces(&t.elements)).collect())
            }
            _ => ExprKind::Other(vec![]),
        }
    }

    fn operation(&self, node: &ast::Expr) -> ExprKind {
        match node {
            ast::Expr::BinOp(n) => ExprKind::BinOp {
                op: bin_op(n.op),
                left: self.boxed(&n.left),
                right: self.boxed(&n.right),
            },
            ast::Expr::BoolOp(n) => {
                ExprKind::BoolOp { and: n.op == ast::BoolOp::And, values: self.exprs(&n.values) }
            }
            ast::Expr::UnaryOp(n) if n.op == ast::UnaryOp::Not => {
                ExprKind::Not(self.boxed(&n.operand))
            }
            ast::Expr::UnaryOp(n) => match self.kind(&n.operand) {
                ExprKind::Int(Some(i)) if n.op == ast::UnaryOp::USub => ExprKind::Int(Some(-i)),
                kind => ExprKind::Unary(Box::new(Expr::new(self.span(&*n.operand), kind))),
            },
            ast::Expr::Compare(n) => ExprKind::Compare {
                left: self.boxed(&n.left),
                rest: n
                    .ops
                    .iter()
                    .zip(&n.comparators)
                    .map(|(o, e)| (compare(*o), self.expr(e)))
                    .collect(),
            },
            ast::Expr::If(n) => ExprKind::IfExp {
                test: self.boxed(&n.test),
                body: self.boxed(&n.body),
                orelse: self.boxed(&n.orelse),
            },
            ast::Expr::Lambda(n) => {
                let params = n.parameters.iter().flat_map(|p| p.iter());
                let names = params.map(|p| p.name().as_str().into()).collect();
                ExprKind::Lambda(names, self.boxed(&n.body))
            }
            _ => ExprKind::Other(vec![]),
        }
    }

    fn dict(&self, node: &ast::ExprDict) -> Vec<(Option<Expr>, Expr)> {
        let entry = |i: &ast::DictItem| (i.key.as_ref().map(|k| self.expr(k)), self.expr(&i.value));
        node.items.iter().map(entry).collect()
    }

    fn call(&self, node: &ast::ExprCall) -> Call {
        Call {
            span: self.span(node),
            callee: self.expr(&node.func),
            args: self.exprs(&node.arguments.args),
            keywords: self.keywords(&node.arguments),
        }
    }

    pub(super) fn keywords(&self, arguments: &ast::Arguments) -> Vec<Keyword> {
        let keyword = |k: &ast::Keyword| Keyword {
            name: k.arg.as_ref().map(|a| a.as_str().into()),
            value: self.expr(&k.value),
            span: self.span(k),
        };
        arguments.keywords.iter().map(keyword).collect()
    }

    fn comprehension(&self, element: Vec<&ast::Expr>, loops: &[ast::Comprehension]) -> ExprKind {
        let round =
            |c: &ast::Comprehension| (self.expr(&c.target), self.expr(&c.iter), self.exprs(&c.ifs));
        ExprKind::Comprehension {
            element: self.exprs(element),
            loops: loops.iter().map(round).collect(),
        }
    }

    fn fstring(&self, value: &ast::FStringValue) -> Vec<Piece> {
        let part = |p: &ast::FStringPart| match p {
            ast::FStringPart::Literal(text) => vec![Piece::Text(text.value.clone())],
            ast::FStringPart::FString(f) => self.pieces(&f.elements),
        };
        value.iter().flat_map(part).collect()
    }

    fn pieces(&self, elements: &ast::InterpolatedStringElements) -> Vec<Piece> {
        let piece = |e: &ast::InterpolatedStringElement| match e {
            ast::InterpolatedStringElement::Literal(text) => Piece::Text(text.value.clone()),
            ast::InterpolatedStringElement::Interpolation(field) => {
                Piece::Value(self.expr(&field.expression))
            }
        };
        elements.iter().map(piece).collect()
    }
}

pub(super) fn bin_op(op: ast::Operator) -> BinOp {
    match op {
        ast::Operator::Add => BinOp::Add,
        ast::Operator::Mod => BinOp::Mod,
        ast::Operator::Div => BinOp::Div,
        ast::Operator::BitOr => BinOp::Or,
        ast::Operator::Mult => BinOp::Mul,
        _ => BinOp::Other,
    }
}

fn compare(op: ast::CmpOp) -> CompareOp {
    match op {
        ast::CmpOp::Eq => CompareOp::Eq,
        ast::CmpOp::NotEq => CompareOp::NotEq,
        ast::CmpOp::Lt | ast::CmpOp::LtE => CompareOp::Less,
        ast::CmpOp::Gt | ast::CmpOp::GtE => CompareOp::Greater,
        ast::CmpOp::Is => CompareOp::Is,
        ast::CmpOp::IsNot => CompareOp::IsNot,
        ast::CmpOp::In => CompareOp::In,
        ast::CmpOp::NotIn => CompareOp::NotIn,
    }
}
