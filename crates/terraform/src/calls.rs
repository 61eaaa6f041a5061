//! Module calls: from a block to the scopes that it opens, and to the outputs that are asked for.

use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Step};
use ringfort_vocab::NoticeKind;

use crate::engine::MAX_MODULES;
use crate::eval::Env;
use crate::expand::Shape;
use crate::library;
use crate::module::{Module, resolve};
use crate::scope::{Caller, Scope, Site, StandIn};
use crate::value::{K, Val};

/// The instances of a module call.
pub(crate) enum Call<'p> {
    /// Evaluated: a scope for each.
    Local { shape: Shape, scopes: Vec<(Val, Rc<Scope<'p>>)> },
    /// Not read, for a reason.
    Foreign(String),
}

impl<'p> Scope<'p> {
    /// The scopes that a `module` block opens.
    pub(crate) fn module_call(self: &Rc<Self>, name: &str, block: &'p Block) -> Rc<Call<'p>> {
        let circle = || Rc::new(Call::Foreign(format!("module `{name}` depends on itself")));
        Self::once(&self.calls, name, circle, || {
            Rc::new(self.open(name, block).unwrap_or_else(|why| {
                let message = format!("{why}: {}", next_step(&why));
                self.engine.notice(block.header, NoticeKind::NotRendered, message);
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
        let installed = project.installed_version(self.engine.home, &key).map(Rc::from);
        let version = installed.or_else(|| text("version"));
        // A version that is written and not known could be any.
        let open = version.is_none() && block.body.attr("version").is_some();
        let described = library::find(&source, version.as_deref()).filter(|_| !open);
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
            return Err(format!("module `{name}` calls itself through the folder `{dir}`"));
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
                let further = scopes.iter().find(|(k, _)| k.is_unknown());
                let value = found.or(further).map(|(_, s)| s.output(output, at));
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
                let entry =
                    |(key, scope): &(Val, Rc<Scope<'p>>)| Some((key.text()?, (at, all(scope))));
                let rest = scopes.iter().find_map(|(key, _)| key.cause().cloned());
                Val::open_map(at, scopes.iter().filter_map(entry).collect(), rest)
            }
            Shape::Single => scopes.first().map_or_else(|| Val::new(at, K::Null), |(_, s)| all(s)),
            Shape::Unknown => Val::unknown(at, "how many instances the module has is not known"),
        }
    }
}

/// What a user does about a module that was not evaluated.
fn next_step(why: &str) -> &'static str {
    if why.contains("calls itself") {
        "take the call out, since Terraform refuses it"
    } else if why.contains("was not found") {
        "correct its source, or scan the folder that holds both"
    } else if why.contains("comes from") {
        "run `terraform init` so that it lies beside the code, or scan a plan"
    } else {
        "its resources are not judged"
    }
}
