//! Bodies of blocks to values: attributes, nested blocks, dynamic blocks.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Body, Expr, ExprKind, Item, Step};

use crate::eval::{Bind, Env};
use crate::refs::Refs;
use crate::scope::Scope;
use crate::value::{K, Val};

/// Attributes whose value names things rather than being one.
const WORDS: [&str; 5] =
    ["provider", "providers", "ignore_changes", "replace_triggered_by", "depends_on"];

/// Attributes that say how often a block occurs.
const REPEATS: [&str; 2] = ["count", "for_each"];

type Entries = BTreeMap<Rc<str>, (Span, Val)>;

impl Scope<'_> {
    /// All that stands in a block of the top level.
    pub(crate) fn block_value(self: &Rc<Self>, block: &Block, env: Env<'_>) -> Val {
        self.body(&block.body, env, block.span, &REPEATS)
    }

    /// A body as a map: nested blocks are lists under their type.
    fn body(self: &Rc<Self>, body: &Body, env: Env<'_>, at: Span, skip: &[&str]) -> Val {
        let mut entries = Entries::new();
        let mut blocks: BTreeMap<Rc<str>, (Span, Vec<Val>)> = BTreeMap::new();
        for item in &body.items {
            match item {
                Item::Attr(attr) if skip.contains(&&*attr.name) => {}
                Item::Attr(attr) => {
                    let value = if WORDS.contains(&&*attr.name) && is_words(&attr.value) {
                        self.words(&attr.value, env)
                    } else {
                        self.eval(&attr.value, env)
                    };
                    entries.insert(Rc::from(&*attr.name), (attr.name_span, value));
                }
                Item::Block(block) if &*block.kind == "dynamic" => {
                    let name = Rc::from(block.label(0));
                    let list = &mut blocks.entry(name).or_insert((block.header, Vec::new())).1;
                    self.dynamic(block, env, list);
                }
                Item::Block(block) => {
                    let value = self.body(&block.body, env, block.span, &[]);
                    let slot = blocks.entry(Rc::from(&*block.kind));
                    slot.or_insert((block.header, Vec::new())).1.push(value);
                }
            }
        }
        for (name, (span, list)) in blocks {
            // A dynamic block without elements writes nothing; an attribute of the name stays.
            if !list.is_empty() && !entries.contains_key(&name) {
                let whole = list.first().map_or(span, |v| v.at);
                entries.insert(name, (span, Val::seq(whole, list)));
            }
        }
        Val::block(at, entries)
    }

    /// The blocks that a dynamic block makes.
    pub(crate) fn dynamic(self: &Rc<Self>, block: &Block, env: Env<'_>, out: &mut Vec<Val>) {
        let Some(content) = block.body.blocks().find(|b| &*b.kind == "content") else { return };
        let Some(for_each) = block.body.attr("for_each") else {
            out.push(Val::error(block.header, "a dynamic block needs for_each"));
            return;
        };
        let name = block.body.attr("iterator").and_then(|a| a.value.word());
        let name = name.unwrap_or_else(|| block.label(0));
        let over = self.eval(&for_each.value, env);
        let pairs = match self.pairs(&over, for_each.value.span) {
            Ok(pairs) => pairs,
            // Whether there is such a block is not known.
            Err(unknown) => {
                out.push(unknown.unknown_like(block.span).with_refs(&over.refs));
                return;
            }
        };
        for (key, value) in pairs {
            let at = content.span;
            let entry = |name: &str, v: Val| (Rc::from(name), (at, v));
            let each = Val::map(at, Entries::from([entry("key", key), entry("value", value)]));
            let bind = Bind { name, value: &each, up: env };
            out.push(self.body(&content.body, Some(&bind), at, &[]));
        }
    }

    /// Names as texts, with references to the resources among them.
    pub(crate) fn words(self: &Rc<Self>, expr: &Expr, env: Env<'_>) -> Val {
        match &expr.kind {
            ExprKind::List(items) => {
                Val::seq(expr.span, items.iter().map(|e| self.words(e, env)).collect())
            }
            ExprKind::Object(items) => {
                let entry = |(k, v): &(Expr, Expr)| {
                    Some((Rc::from(k.word()?), (k.span, self.words(v, env))))
                };
                Val::map(expr.span, items.iter().filter_map(entry).collect())
            }
            ExprKind::Name(name) => Val::str(expr.span, &**name),
            ExprKind::Str(text) => {
                Val::str(expr.span, &**text).with_refs(&self.named(text, expr.span))
            }
            ExprKind::Traverse(base, steps) => {
                let ExprKind::Name(first) = &base.kind else { return self.eval(expr, env) };
                let mut text = first.to_string();
                for step in steps {
                    if let Step::Attr(name) = step {
                        text.push('.');
                        text.push_str(name);
                    }
                }
                let refs = self.named(&text, expr.span);
                Val::str(expr.span, text).with_refs(&refs)
            }
            _ => self.eval(expr, env),
        }
    }

    /// The reference that a resource's address is.
    fn named(&self, address: &str, at: Span) -> Refs {
        match self.module.resource(address) {
            Some(_) => Refs::one(format!("{}{address}", self.site.prefix).into(), "", at),
            None => Refs::default(),
        }
    }
}

/// Is this made of bare names (rather than an ordinary value under such an attribute name)?
fn is_words(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(items) => items.iter().all(is_words),
        ExprKind::Object(items) => items.iter().all(|(_, v)| is_words(v)),
        ExprKind::Name(_) | ExprKind::Str(_) => true,
        ExprKind::Traverse(base, steps) => {
            matches!(&base.kind, ExprKind::Name(n)
                if !matches!(&**n, "var" | "local" | "each" | "count" | "module" | "data" | "path"))
                && steps.iter().all(|s| matches!(s, Step::Attr(_)))
        }
        _ => false,
    }
}

/// A block as an argument: a map, in which a key that is not written is not there.
pub(crate) fn as_argument(value: &Val) -> Val {
    let plain = match &value.kind {
        K::Map(map) if map.block => {
            let entry =
                |(key, (span, v)): (&Rc<str>, &(Span, Val))| (key.clone(), (*span, as_argument(v)));
            Val::map(value.at, map.entries.iter().map(entry).collect())
        }
        K::Seq(seq) if !seq.set => Val::seq(value.at, seq.items.iter().map(as_argument).collect()),
        _ => return value.clone(),
    };
    Val { from: value.from, refs: value.refs.clone(), ..plain }
}
