//! One instance of a module: its names and what they stand for, each found out once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};

use ringfort_source::Span;
use ringfort_syntax::hcl::{Attr, Block, Expr, ExprKind, Step};

use crate::engine::Engine;
use crate::eval::{Bind, Env};
use crate::expand::{Call, Expansion};
use crate::module::{Module, relative};
use crate::refs::{Marks, Refs};
use crate::types::Type;
use crate::value::{K, Val};

/// Results by name; `None` while one is being found out.
pub(crate) type Memo<T> = RefCell<HashMap<Box<str>, Option<T>>>;

/// Who gives the variables of a module their values.
pub(crate) enum Caller<'p> {
    /// Nobody but variable files: a root module.
    Root(BTreeMap<&'p str, &'p Attr>),
    /// A `module` block in another scope, with its `each` or `count`.
    Module { scope: Weak<Scope<'p>>, block: &'p Block, each: Option<(&'static str, Val)> },
}

pub(crate) struct Scope<'p> {
    pub(crate) engine: Rc<Engine<'p>>,
    pub(crate) module: &'p Module,
    /// The folders from the root module to this one.
    pub(crate) dirs: Vec<&'p str>,
    /// What addresses begin with: `module.net[0].`
    pub(crate) prefix: String,
    pub(crate) caller: Caller<'p>,
    variables: Memo<Val>,
    locals: Memo<Val>,
    outputs: Memo<Val>,
    pub(crate) resources: Memo<Rc<Expansion>>,
    pub(crate) calls: Memo<Rc<Call<'p>>>,
}

impl<'p> Scope<'p> {
    pub(crate) fn new(
        engine: Rc<Engine<'p>>,
        module: &'p Module,
        dirs: Vec<&'p str>,
        prefix: String,
        caller: Caller<'p>,
    ) -> Rc<Self> {
        Rc::new(Self {
            engine,
            module,
            dirs,
            prefix,
            caller,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            resources: Memo::default(),
            calls: Memo::default(),
        })
    }

    pub(crate) fn dir(&self) -> &'p str {
        self.dirs.last().copied().unwrap_or("")
    }

    /// Looks up what a traversal begins with; also gives how many of its steps that took.
    pub(crate) fn lookup(
        self: &Rc<Self>,
        name: &str,
        steps: &[Step],
        at: Span,
        env: Env<'_>,
    ) -> (Val, usize) {
        let step = |i: usize| match steps.get(i) {
            Some(Step::Attr(name)) => Some(&**name),
            _ => None,
        };
        let Some(first) = step(0) else {
            return (Val::error(at, format!("`{name}` is not the name of a value")), steps.len());
        };
        match name {
            "var" => (self.variable(first, at), 1),
            "local" => (self.local(first, at), 1),
            "module" => self.module_value(first, steps, at, env),
            "path" => (self.path(first, at), 1),
            "terraform" | "tofu" => {
                (Val::unknown(at, format!("{name}.{first} is known when it runs only")), 1)
            }
            "self" => (Val::unknown(at, "known after apply: self"), steps.len()),
            "each" | "count" => {
                (Val::error(at, format!("`{name}` is not available here")), steps.len())
            }
            "data" => match step(1) {
                Some(second) => {
                    (self.resource_value(&format!("data.{first}.{second}"), step(2), at), 2)
                }
                None => (Val::error(at, "`data` needs a type and a name"), steps.len()),
            },
            "resource" => match step(1) {
                Some(second) => (self.resource_value(&format!("{first}.{second}"), step(2), at), 2),
                None => (Val::error(at, "`resource` needs a type and a name"), steps.len()),
            },
            _ => (self.resource_value(&format!("{name}.{first}"), step(1), at), 1),
        }
    }

    /// Finds something out once. `circle` is the value while it depends on itself.
    pub(crate) fn once<T: Clone>(
        memo: &Memo<T>,
        name: &str,
        circle: impl FnOnce() -> T,
        find: impl FnOnce() -> T,
    ) -> T {
        if let Some(found) = memo.borrow().get(name) {
            return found.clone().unwrap_or_else(circle);
        }
        memo.borrow_mut().insert(name.into(), None);
        let found = find();
        memo.borrow_mut().insert(name.into(), Some(found.clone()));
        found
    }

    fn path(&self, name: &str, at: Span) -> Val {
        match name {
            "module" => Val::str(at, relative(self.engine.root, self.dir())),
            "root" => Val::str(at, "."),
            _ => Val::unknown(at, format!("path.{name} is known when it runs only")),
        }
    }

    /// The value of a local.
    pub(crate) fn local(self: &Rc<Self>, name: &str, at: Span) -> Val {
        let Some(attr) = self.module.locals.get(name) else {
            return Val::error(at, format!("local `{name}` is not declared"));
        };
        let circle = || Val::unknown(at, format!("local `{name}` depends on itself"));
        Self::once(&self.locals, name, circle, || self.eval(&attr.value, None))
    }

    /// The value of an output.
    pub(crate) fn output(self: &Rc<Self>, name: &str, at: Span) -> Val {
        let Some(block) = self.module.output(name) else {
            return Val::error(at, format!("the module has no output `{name}`"));
        };
        let circle = || Val::unknown(at, format!("output `{name}` depends on itself"));
        Self::once(&self.outputs, name, circle, || match block.body.attr("value") {
            Some(attr) => self.eval(&attr.value, None).with_refs(&declared_marks(block)),
            None => Val::new(at, K::Null),
        })
    }

    /// The value of a variable: the caller's argument or a variable file's line, else the default.
    pub(crate) fn variable(self: &Rc<Self>, name: &str, at: Span) -> Val {
        let Some(block) = self.module.variable(name) else {
            return Val::error(at, format!("variable `{name}` is not declared"));
        };
        let circle = || Val::unknown(at, format!("variable `{name}` depends on itself"));
        Self::once(&self.variables, name, circle, || self.find_variable(name, block))
    }

    fn find_variable(self: &Rc<Self>, name: &str, block: &'p Block) -> Val {
        let body = &block.body;
        let given = self.given(name).filter(|v| {
            let nullable = body.attr("nullable").map(|a| &a.value.kind);
            !(v.is_null() && matches!(nullable, Some(ExprKind::Bool(false))))
        });
        let value = match (given, body.attr("default")) {
            (Some(value), _) => value,
            (None, Some(default)) => self.eval(&default.value, None),
            (None, None) => {
                return Val::unknown(block.header, format!("variable `{name}` has no value"));
            }
        };
        if let Some(stop) = self.charged(value.weight().into(), block.header) {
            return stop;
        }
        let of = body.attr("type").map_or(Type::Any, |a| Type::read(&a.value));
        of.convert(value, &|expr| self.eval(expr, None)).with_refs(&declared_marks(block))
    }

    fn given(self: &Rc<Self>, name: &str) -> Option<Val> {
        match &self.caller {
            Caller::Root(values) => values.get(name).map(|a| self.eval(&a.value, None)),
            Caller::Module { scope, block, each } => {
                let attr = block.body.attr(name)?;
                let Some(scope) = scope.upgrade() else {
                    return Some(Val::unknown(attr.value.span, "the calling module is gone"));
                };
                Some(scope.eval_each(&attr.value, each.as_ref()))
            }
        }
    }

    /// Evaluates with `each` or `count` bound.
    pub(crate) fn eval_each(
        self: &Rc<Self>,
        expr: &Expr,
        each: Option<&(&'static str, Val)>,
    ) -> Val {
        let bind = each.map(|(name, value)| Bind { name, value, up: None });
        self.eval(expr, bind.as_ref())
    }
}

/// The marks that a variable or an output is declared with.
fn declared_marks(block: &Block) -> Refs {
    let is = |name: &str| {
        matches!(block.body.attr(name).map(|a| &a.value.kind), Some(ExprKind::Bool(true)))
    };
    Refs::marked(Marks { sensitive: is("sensitive"), ephemeral: is("ephemeral") })
}
