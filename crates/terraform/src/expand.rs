//! `count` and `for_each`: from one block to its instances.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Attr, Block, Body};
use ringfort_vocab::NoticeKind;

use crate::eval::Bind;
use crate::refs::Marks;
use crate::scope::Scope;
use crate::value::{K, Res, Val};

/// How the instances of a block are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// There is one.
    Single,
    /// By number.
    Count,
    /// By key.
    ForEach,
    /// How many there are is not known; one stands for them.
    Unknown,
}

/// The instances of a block: address suffix and `each` or `count`.
pub(crate) struct Instances {
    pub(crate) shape: Shape,
    pub(crate) list: Vec<(String, Option<(&'static str, Val)>)>,
    /// Why the shape is not known, or what is wrong.
    pub(crate) cause: Option<Val>,
}

/// The instances of a resource with their attributes.
pub(crate) struct Expansion {
    pub(crate) instances: Vec<Rc<Res>>,
    /// All of them as one value.
    pub(crate) value: Val,
}

impl<'p> Scope<'p> {
    /// The instances that a block's `count` or `for_each` asks for.
    pub(crate) fn instances(self: &Rc<Self>, body: &Body, header: Span, what: &str) -> Instances {
        if let Some(attr) = enabled(body) {
            let enabled = self.eval(&attr.value, None);
            if enabled.truth() == Some(false) {
                let cause = Some(Val::new(header, K::Null));
                return Instances { shape: Shape::Single, list: Vec::new(), cause };
            }
        }
        let found = if let Some(attr) = body.attr("count") {
            Self::counted(&self.eval(&attr.value, None))
        } else if let Some(attr) = body.attr("for_each") {
            let over = self.eval(&attr.value, None);
            if let Some(cause) =
                over.as_map().filter(|m| !m.entries.is_empty()).and_then(|m| m.rest.as_ref())
            {
                let message = format!(
                    "which further instances of {what} there are is not known ({}); one stands for them",
                    cause.text
                );
                self.engine.notice(header, NoticeKind::Unresolved, message);
            }
            self.each(&over)
        } else {
            Ok((Shape::Single, vec![(String::new(), None)]))
        };
        match found {
            Ok((shape, list)) => match self.engine.instances(list.len(), header) {
                Ok(()) => Instances { shape, list, cause: None },
                Err(cause) => {
                    let cause = Some(Val::unknown(header, cause));
                    Instances { shape: Shape::Unknown, list: Vec::new(), cause }
                }
            },
            Err(unknown) => {
                let why = unknown.cause().map(|c| c.text.to_string()).unwrap_or_default();
                let message = format!(
                    "how many instances of {what} there are is not known ({why}); one stands for them"
                );
                self.engine.notice(header, NoticeKind::Unresolved, message);
                let like = |key: &str| (Rc::from(key), (header, unknown.unknown_like(header)));
                let (name, keys): (_, &[&str]) = match body.attr("count") {
                    Some(_) => ("count", &["index"]),
                    None => ("each", &["key", "value"]),
                };
                let value = Val::map(header, keys.iter().map(|k| like(k)).collect());
                let list = vec![(String::new(), Some((name, value)))];
                Instances { shape: Shape::Unknown, list, cause: None }
            }
        }
    }

    fn counted(count: &Val) -> Result<(Shape, Keys), Val> {
        if count.is_unknown() {
            return Err(count.clone());
        }
        let Some(n) = count.number().filter(|n| n.fract() == 0.0 && (0.0..=1e9).contains(n)) else {
            return Err(Val::error(count.at, "count is not a whole number"));
        };
        #[allow(clippy::cast_sign_loss)] // checked above
        // One more than the bound is enough to hit it.
        let n = (n as u64).min(u64::from(crate::engine::MAX_INSTANCES) + 1) as u32;
        let instance = |i: u32| {
            let number = (Rc::from("index"), (count.at, Val::num(count.at, f64::from(i))));
            let value = Val::map(count.at, BTreeMap::from([number]));
            (format!("[{i}]"), Some(("count", value)))
        };
        Ok((Shape::Count, (0..n).map(instance).collect()))
    }

    fn each(self: &Rc<Self>, over: &Val) -> Result<(Shape, Keys), Val> {
        let mut list = Vec::new();
        let mut further = None;
        let pairs = match &over.kind {
            // Some keys are known: those instances are there, whatever else is.
            K::Map(m) if m.rest.is_some() && !m.entries.is_empty() => {
                further = Some(over.unknown_like(over.at));
                let pair = |(k, (span, v)): (&Rc<str>, &(Span, Val))| {
                    (Val::str(*span, k.clone()), v.clone())
                };
                m.entries.iter().map(pair).collect()
            }
            _ => self.pairs(over, over.at)?,
        };
        for (key, value) in pairs {
            // A list's elements have numbers for keys, which `for_each` refuses; read as a set.
            let key = if matches!(key.kind, K::Num(_)) { value.clone() } else { key };
            let Some(text) = key.text() else { return Err(key.unknown_like(over.at)) };
            let mut suffix = String::from("[");
            crate::json::quote(&text, &mut suffix);
            suffix.push(']');
            let entry = |name: &str, v: Val| (Rc::from(name), (over.at, v));
            let each =
                Val::map(over.at, BTreeMap::from([entry("key", key), entry("value", value)]));
            list.push((suffix, Some(("each", each))));
        }
        if let Some(unknown) = further {
            let entry = |name: &str| (Rc::from(name), (over.at, unknown.clone()));
            let each = Val::map(over.at, BTreeMap::from([entry("key"), entry("value")]));
            list.push((String::new(), Some(("each", each))));
        }
        Ok((Shape::ForEach, list))
    }

    /// A resource's instances, evaluated once.
    pub(crate) fn expansion(self: &Rc<Self>, key: &str, block: &'p Block) -> Rc<Expansion> {
        let circle = || {
            let value = self.circle(block.header, format!("{key} depends on itself"));
            Rc::new(Expansion { instances: Vec::new(), value })
        };
        Self::once(&self.resources, key, circle, || Rc::new(self.expand(key, block)))
    }

    /// A resource's instances.
    pub(crate) fn expand(self: &Rc<Self>, key: &str, block: &'p Block) -> Expansion {
        let base = format!("{}{key}", self.site.prefix);
        let found = self.instances(&block.body, block.header, &base);
        let at = block.header;
        let mut instances = Vec::new();
        for (suffix, each) in &found.list {
            let bind = each.as_ref().map(|(name, value)| Bind { name, value, up: None });
            let attrs = self.block_value(block, bind.as_ref());
            let any_instance = found.shape == Shape::Unknown;
            instances.push(Rc::new(Res {
                address: format!("{base}{suffix}").into(),
                attrs: crate::computed::computed(self, block, attrs),
                any_instance,
            }));
        }
        let as_value = |r: &Rc<Res>| Val::new(at, K::Res(r.clone()));
        let ephemeral = &*block.kind == "ephemeral";
        let value = match (found.shape, instances.first()) {
            (Shape::Count, _) => Val::seq(at, instances.iter().map(as_value).collect()),
            (Shape::ForEach, _) => {
                let keys = found.list.iter().map(|(_, each)| {
                    let each = each.as_ref().map(|e| crate::traverse::attribute(&e.1, "key", at));
                    each.unwrap_or_else(|| Val::new(at, K::Null))
                });
                let keys: Vec<Val> = keys.collect();
                let rest = keys.iter().find_map(|k| k.cause().cloned());
                let entry = |(k, r): (&Val, &Rc<Res>)| Some((k.text()?, (at, as_value(r))));
                let entries = keys.iter().zip(&instances).filter_map(entry).collect();
                Val::open_map(at, entries, rest)
            }
            (_, Some(only)) => as_value(only),
            (_, None) => found.cause.unwrap_or_else(|| Val::unknown(at, "not expanded")),
        };
        Expansion { instances, value: value.marked(Marks { ephemeral, ..Marks::default() }) }
    }

    /// The value of `type.name`. What is not declared may stand in a file that was not read: it is not
    /// known, and a reference all the same. `next` is the attribute that is asked for.
    pub(crate) fn resource_value(self: &Rc<Self>, key: &str, next: Option<&str>, at: Span) -> Val {
        if let Some(block) = self.module.resource(key) {
            return self.expansion(key, block).value.clone();
        }
        let address = Rc::from(format!("{}{key}", self.site.prefix));
        let marked = crate::traverse::known_after_apply(&address, next.unwrap_or(""), at);
        let cause = format!("`{key}` is not declared in what was read");
        Val::unknown(at, cause).with_refs(&marked.refs)
    }
}

/// OpenTofu's switch of a block: `lifecycle { enabled = ... }`.
fn enabled(body: &Body) -> Option<&Attr> {
    body.blocks().filter(|b| &*b.kind == "lifecycle").find_map(|b| b.body.attr("enabled"))
}

type Keys = Vec<(String, Option<(&'static str, Val)>)>;
