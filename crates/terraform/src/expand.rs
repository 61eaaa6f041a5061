//! `count` and `for_each`: from one block to its instances; module calls to scopes.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Body, Step};
use ringfort_vocab::NoticeKind;

use crate::engine::MAX_MODULES;
use crate::eval::{Bind, Env};
use crate::library;
use crate::module::{Module, resolve};
use crate::refs::Marks;
use crate::scope::{Caller, Scope, Site, StandIn};
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

/// The instances of a module call.
pub(crate) enum Call<'p> {
    /// Evaluated: a scope for each.
    Local { shape: Shape, scopes: Vec<(Val, Rc<Scope<'p>>)> },
    /// Not read, for a reason.
    Foreign(String),
}

impl<'p> Scope<'p> {
    /// The instances that a block's `count` or `for_each` asks for.
    pub(crate) fn instances(self: &Rc<Self>, body: &Body, header: Span, what: &str) -> Instances {
        let found = if let Some(attr) = body.attr("count") {
            Self::counted(&self.eval(&attr.value, None))
        } else if let Some(attr) = body.attr("for_each") {
            let over = self.eval(&attr.value, None);
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
        for (key, value) in self.pairs(over, over.at)? {
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
                    each.and_then(|k| k.text()).unwrap_or_else(|| "".into())
                });
                let entries = keys.zip(&instances).map(|(k, r)| (k, (at, as_value(r))));
                Val::map(at, entries.collect())
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

    /// The scopes that a `module` block opens.
    pub(crate) fn module_call(self: &Rc<Self>, name: &str, block: &'p Block) -> Rc<Call<'p>> {
        let circle = || Rc::new(Call::Foreign(format!("module `{name}` depends on itself")));
        Self::once(&self.calls, name, circle, || {
            Rc::new(self.open(name, block).unwrap_or_else(|why| {
                self.engine.notice(block.header, NoticeKind::NotRendered, why.clone());
                Call::Foreign(why)
            }))
        })
    }

    /// The folder and the inside of the module that a call names, and whether it is a description.
    fn find_module(
        self: &Rc<Self>,
        name: &str,
        block: &'p Block,
    ) -> Result<(&'p str, &'p Module, bool), String> {
        let text = |attr: &str| {
            let value = self.eval(&block.body.attr(attr)?.value, None);
            value.text()
        };
        let Some(source) = text("source") else {
            return Err(format!("module `{name}` has no source that is known"));
        };
        let project = self.engine.project;
        let key = self.key_of(name);
        if let Some((dir, module)) = project.installed(self.engine.home, &key, &source) {
            return Ok((dir, module, false));
        }
        if source.starts_with("./") || source.starts_with("../") {
            let found = resolve(self.dir(), &source);
            let found = found.and_then(|d| project.modules.get_key_value(d.as_str()));
            let missing =
                || format!("the folder of module `{name}`, {source}, was not found in the scan");
            return found.map(|(dir, module)| (&**dir, module, false)).ok_or_else(missing);
        }
        let version = project.installed_version(self.engine.home, &key);
        let version = version.map(str::to_owned).or_else(|| text("version").map(|v| v.to_string()));
        let described = library::find(&source, version.as_deref());
        let (described, module) = described
            .ok_or_else(|| format!("module `{name}` comes from {source} and was not read"))?;
        Ok((described, module, true))
    }

    /// The key of a call in the manifest of modules.
    fn key_of(&self, name: &str) -> String {
        match &*self.site.key {
            "" => name.to_owned(),
            key => format!("{key}.{name}"),
        }
    }

    fn open(self: &Rc<Self>, name: &str, block: &'p Block) -> Result<Call<'p>, String> {
        let (dir, module, described) = self.find_module(name, block)?;
        if self.site.dirs.contains(&dir) {
            return Err(format!("module `{name}` calls itself through {dir}"));
        }
        if self.site.dirs.len() >= MAX_MODULES {
            return Err(format!("modules are nested deeper than {MAX_MODULES} levels"));
        }
        let stand_in = match self.site.stand_in {
            None if described => {
                self.engine.described.set(Some(block.header));
                Some(StandIn { span: block.span, header: block.header })
            }
            outer => outer,
        };
        let base = format!("{}module.{name}", self.site.prefix);
        let found = self.instances(&block.body, block.header, &base);
        if let Some(cause) = found.cause {
            return Err(cause.cause().map(|c| c.text.to_string()).unwrap_or_default());
        }
        let scope = |(suffix, each): (String, Option<(&'static str, Val)>)| {
            let key = each.as_ref().map_or_else(
                || Val::new(block.header, K::Null),
                |e| {
                    crate::traverse::attribute(
                        &e.1,
                        if e.0 == "count" { "index" } else { "key" },
                        block.header,
                    )
                },
            );
            let site = Site {
                dirs: self.site.dirs.iter().copied().chain([dir]).collect(),
                prefix: format!("{base}{suffix}."),
                key: self.key_of(name),
                stand_in,
            };
            let caller = Caller::Module { scope: Rc::downgrade(self), block, each };
            (key, Scope::new(self.engine.clone(), module, site, caller))
        };
        let scopes = found.list.into_iter().map(scope).collect();
        Ok(Call::Local { shape: found.shape, scopes })
    }

    /// The value of `module.name...`. Only the output that is asked for is evaluated, since modules may
    /// use each other's outputs both ways.
    pub(crate) fn module_value(
        self: &Rc<Self>,
        name: &str,
        steps: &[Step],
        at: Span,
        env: Env<'_>,
    ) -> (Val, usize) {
        let Some(block) = self.module.call(name) else {
            return (Val::error(at, format!("module `{name}` is not declared")), steps.len());
        };
        let call = self.module_call(name, block);
        let (shape, scopes) = match &*call {
            Call::Foreign(why) => return (self.foreign(name, steps, why, at), steps.len()),
            Call::Local { shape, scopes } => (*shape, scopes),
        };
        match (shape, scopes.as_slice(), steps.get(1), steps.get(2)) {
            (Shape::Single, [(_, only)], Some(Step::Attr(output)), _) => {
                (only.output(output, at), 2)
            }
            (Shape::Unknown, [(_, only)], Some(Step::Index(_)), Some(Step::Attr(output))) => {
                (only.output(output, at), 3)
            }
            (
                Shape::Count | Shape::ForEach,
                _,
                Some(Step::Index(key)),
                Some(Step::Attr(output)),
            ) => {
                let key = self.eval(key, env);
                if key.is_unknown() {
                    return (key.unknown_like(at), steps.len());
                }
                let wanted = key.text();
                let found = scopes.iter().find(|(k, _)| k.text() == wanted);
                let value = found.map(|(_, s)| s.output(output, at));
                (value.unwrap_or_else(|| Val::error(at, "the module has no such instance")), 3)
            }
            _ => (Self::outputs_of(shape, scopes, at), 1),
        }
    }

    fn foreign(&self, name: &str, steps: &[Step], why: &str, at: Span) -> Val {
        let address = Rc::from(format!("{}module.{name}", self.site.prefix));
        let output = steps.iter().skip(1).find_map(|s| match s {
            Step::Attr(output) => Some(&**output),
            _ => None,
        });
        let marked = crate::traverse::known_after_apply(&address, output.unwrap_or(""), at);
        Val::unknown(at, why).with_refs(&marked.refs)
    }

    fn outputs_of(shape: Shape, scopes: &[(Val, Rc<Scope<'p>>)], at: Span) -> Val {
        let all = |scope: &Rc<Scope<'p>>| {
            let output = |name: &str| (Rc::from(name), (at, scope.output(name, at)));
            Val::map(at, scope.module.outputs().map(output).collect())
        };
        match shape {
            Shape::Count => Val::seq(at, scopes.iter().map(|(_, s)| all(s)).collect()),
            Shape::ForEach => {
                let entry = |(key, scope): &(Val, Rc<Scope<'p>>)| {
                    (key.text().unwrap_or_else(|| "".into()), (at, all(scope)))
                };
                Val::map(at, scopes.iter().map(entry).collect())
            }
            Shape::Single => scopes.first().map_or_else(|| Val::new(at, K::Null), |(_, s)| all(s)),
            Shape::Unknown => Val::unknown(at, "how many instances the module has is not known"),
        }
    }
}

type Keys = Vec<(String, Option<(&'static str, Val)>)>;
