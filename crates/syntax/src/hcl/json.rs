//! The JSON form of the language (`.tf.json`, `.tfvars.json`), read into the same tree.

use ringfort_source::{Entry, Kind, Node, Span};

use super::ast::{Attr, Block, Body, Expr, ExprKind, Item};
use super::parse_template;
use crate::Error;

/// How many labels a top-level block of `kind` has.
fn labels(kind: &str) -> usize {
    match kind {
        "resource" | "data" => 2,
        "variable" | "output" | "module" | "provider" | "check" => 1,
        _ => 0,
    }
}

/// Reads a parsed `.tf.json` file. Texts are templates, as the language has it; comments (keys
/// `//`) are left out. Within a block maps stay values, since only a provider's schema tells
/// which of them are blocks; `backend` and `dynamic` are blocks.
pub fn body_from_json(root: &Node) -> (Body, Vec<Error>) {
    let mut reader = Reader { errors: Vec::new(), plain: false };
    let mut items = Vec::new();
    for entry in root.entries().iter().filter(|e| &*e.key != "//") {
        let head = (&*entry.key, entry.key_span);
        reader.blocks(head, &entry.value, labels(&entry.key), &mut Vec::new(), &mut items);
    }
    (Body { items, span: root.span }, reader.errors)
}

/// Reads a parsed `.tfvars.json` file: attributes only, whose texts are texts, not templates.
pub fn attrs_from_json(root: &Node) -> (Body, Vec<Error>) {
    let mut reader = Reader { errors: Vec::new(), plain: true };
    let attr = |e: &Entry| {
        let value = reader.expr(&e.value);
        Item::Attr(Attr { name: e.key.clone(), name_span: e.key_span, value })
    };
    let items = root.entries().iter().filter(|e| &*e.key != "//").map(attr).collect();
    (Body { items, span: root.span }, reader.errors)
}

struct Reader {
    errors: Vec<Error>,
    /// Are texts taken as they are?
    plain: bool,
}

impl Reader {
    /// Blocks of `kind` in `value`: `depth` more labels are keys of maps; a list holds several blocks.
    fn blocks(
        &mut self,
        (kind, header): (&str, Span),
        value: &Node,
        depth: usize,
        labels: &mut Vec<Box<str>>,
        out: &mut Vec<Item>,
    ) {
        for node in value.one_or_many() {
            if depth == 0 {
                let body = self.body(node, kind == "dynamic");
                let (kind, labels, span) = (kind.into(), labels.clone(), header.to(node.span));
                out.push(Item::Block(Block { kind, labels, body, header, span }));
                continue;
            }
            for inner in node.entries().iter().filter(|e| &*e.key != "//") {
                labels.push(inner.key.clone());
                self.blocks((kind, inner.key_span), &inner.value, depth - 1, labels, out);
                labels.pop();
            }
        }
    }

    /// `in_dynamic`: is it the body of a `dynamic` block, whose `content` is a block as well?
    fn body(&mut self, node: &Node, in_dynamic: bool) -> Body {
        let mut items = Vec::new();
        for entry in node.entries().iter().filter(|e| &*e.key != "//") {
            let head = (&*entry.key, entry.key_span);
            let labels = match &*entry.key {
                "backend" | "dynamic" => Some(1),
                "content" if in_dynamic => Some(0),
                _ => holds_dynamic(&entry.value).then_some(0),
            };
            if let Some(labels) = labels {
                self.blocks(head, &entry.value, labels, &mut Vec::new(), &mut items);
            } else {
                let (name, name_span) = (entry.key.clone(), entry.key_span);
                items.push(Item::Attr(Attr { name, name_span, value: self.expr(&entry.value) }));
            }
        }
        Body { items, span: node.span }
    }

    fn expr(&mut self, node: &Node) -> Expr {
        #[allow(clippy::cast_precision_loss)] // the language's own numbers in JSON are doubles
        let kind = match &node.kind {
            Kind::Null => ExprKind::Null,
            Kind::Bool(b) => ExprKind::Bool(*b),
            Kind::Int(i) => ExprKind::Number(*i as f64),
            Kind::Float(f) => ExprKind::Number(*f),
            Kind::Str(s) => return self.text(node, s),
            Kind::Seq(items) => ExprKind::List(items.iter().map(|n| self.expr(n)).collect()),
            Kind::Map(entries) => ExprKind::Object(
                entries
                    .iter()
                    .map(|e| {
                        let key = Expr::new(e.key_span, ExprKind::Str(e.key.clone()));
                        (key, self.expr(&e.value))
                    })
                    .collect(),
            ),
            Kind::Unknown(cause) => ExprKind::Invalid(cause.clone()),
        };
        Expr::new(node.span, kind)
    }

    fn text(&mut self, node: &Node, text: &str) -> Expr {
        if self.plain {
            return Expr::new(node.span, ExprKind::Str(text.into()));
        }
        parse_template(node.span, text).unwrap_or_else(|error| {
            let cause = format!("does not parse: {}", error.message).into();
            self.errors.push(error);
            Expr::new(node.span, ExprKind::Invalid(cause))
        })
    }
}

/// Does a `dynamic` block stand in the value, which so is a block itself?
fn holds_dynamic(node: &Node) -> bool {
    let is_dynamic = |n: &Node| n.get("for_each").is_some() && n.get("content").is_some();
    let makes_blocks = |e: &Entry| {
        let all = e.value.one_or_many().iter().flat_map(Node::entries);
        &*e.key == "dynamic" && all.flat_map(|e| e.value.one_or_many()).any(is_dynamic)
    };
    node.items().iter().any(holds_dynamic)
        || node.entries().iter().any(|e| makes_blocks(e) || holds_dynamic(&e.value))
}
