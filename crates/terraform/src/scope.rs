//! One instance of a module: its names and what they stand for, each found out once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};

use ringfort_source::Span;
use ringfort_syntax::hcl::{Attr, Block, Expr, ExprKind, Step, parse_expr};
use ringfort_vocab::NoticeKind;

use crate::body::as_argument;
use crate::calls::Call;
use crate::engine::Engine;
use crate::eval::{Bind, Env};
use crate::expand::Expansion;
use crate::module::{Module, relative};
use crate::refs::{Marks, Refs};
use crate::terragrunt::Context;
use crate::types::Type;
use crate::value::{K, Val};

/// Results by name; `None` while one is being found out.
pub(crate) type Memo<T> = RefCell<HashMap<Box<str>, Option<T>>>;

/// Who gives the variables of a module their values.
pub(crate) enum Caller<'p> {
    /// Nobody but variable files and the command line: a root module.
    Root(BTreeMap<Box<str>, Assigned<'p>>),
    /// A `module` block in another scope, with its `each` or `count`.
    Module { scope: Weak<Scope<'p>>, block: &'p Block, each: Option<(&'static str, Val)> },
}

/// How a variable of a root module gets its value.
#[derive(Clone)]
pub(crate) enum Assigned<'p> {
    /// By a line of a variable file.
    Written(&'p Attr),
    /// By a text on the command line.
    Told(Box<str>),
    /// By a unit that runs the module with inputs of its own.
    Known(Val),
}

/// Where a module stands among those that call each other.
#[derive(Default)]
pub(crate) struct Site<'p> {
    /// The folders from the root module to this one.
    pub(crate) dirs: Vec<&'p str>,
    /// What addresses begin with: `module.net[0].`
    pub(crate) prefix: String,
    /// The names of the calls that lead here, as the manifest of modules has them: `net.flow`.
    pub(crate) key: String,
    /// The call that stands for everything in a module that is known by its description only.
    pub(crate) stand_in: Option<StandIn>,
}

/// The places that a described module's resources have: those of the call.
#[derive(Clone, Copy)]
pub(crate) struct StandIn {
    pub(crate) span: Span,
    pub(crate) header: Span,
}

pub(crate) struct Scope<'p> {
    pub(crate) engine: Rc<Engine<'p>>,
    pub(crate) module: &'p Module,
    pub(crate) site: Site<'p>,
    pub(crate) caller: Caller<'p>,
    /// Set in files of Terragrunt's settings, which are evaluated like modules.
    pub(crate) settings: Option<Context>,
    variables: Memo<Val>,
    locals: Memo<Val>,
    outputs: Memo<Val>,
    pub(crate) providers: Memo<Val>,
    pub(crate) resources: Memo<Rc<Expansion>>,
    pub(crate) calls: Memo<Rc<Call<'p>>>,
}

impl<'p> Scope<'p> {
    pub(crate) fn new(
        engine: Rc<Engine<'p>>,
        module: &'p Module,
        site: Site<'p>,
        caller: Caller<'p>,
    ) -> Rc<Self> {
        Rc::new(Self::bare(engine, module, site, caller))
    }

    /// The scope of a file of settings.
    pub(crate) fn of_settings(
        engine: Rc<Engine<'p>>,
        module: &'p Module,
        site: Site<'p>,
        context: Context,
    ) -> Rc<Self> {
        let bare = Self::bare(engine, module, site, Caller::Root(BTreeMap::new()));
        Rc::new(Self { settings: Some(context), ..bare })
    }

    fn bare(
        engine: Rc<Engine<'p>>,
        module: &'p Module,
        site: Site<'p>,
        caller: Caller<'p>,
    ) -> Self {
        Self {
            engine,
            module,
            site,
            caller,
            settings: None,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            providers: Memo::default(),
            resources: Memo::default(),
            calls: Memo::default(),
        }
    }

    pub(crate) fn dir(&self) -> &'p str {
        self.site.dirs.last().copied().unwrap_or("")
    }

    /// What a name of its own stands for in a file of Terragrunt's settings: `values`, `include`, `dependency`.
    pub(crate) fn stands_for(&self, name: &str) -> Option<Val> {
        self.settings.as_ref()?.names.borrow().get(name).cloned()
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
        if let Some(value) = self.stands_for(name) {
            return (value, 0);
        }
        match name {
            "var" => (self.variable(first, at), 1),
            "local" => (self.local(first, at), 1),
            "module" => self.module_value(first, steps, at, env),
            "path" => (self.path(first, at), 1),
            // In descriptions, for what a version sets and the description does not say.
            "undescribed" if self.site.stand_in.is_some() => {
                (Val::unknown(at, "the default of this version of the module is not described"), 1)
            }
            "terraform" | "tofu" => (self.setting(name, first, at), 1),
            "self" => (Val::unknown(at, "known after apply: self"), steps.len()),
            "each" | "count" => {
                (Val::error(at, format!("`{name}` is not available here")), steps.len())
            }
            "data" | "ephemeral" => match step(1) {
                Some(second) => {
                    (self.resource_value(&format!("{name}.{first}.{second}"), step(2), at), 2)
                }
                None => (Val::error(at, format!("`{name}` needs a type and a name")), steps.len()),
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

    /// What the tool itself is set to. The workspace is the environment's name, as the code spells it.
    fn setting(&self, tool: &str, name: &str, at: Span) -> Val {
        match (name, &self.engine.workspace) {
            ("workspace", Some(workspace)) => Val::str(at, &**workspace),
            _ => Val::unknown(at, format!("{tool}.{name} is known when it runs only")),
        }
    }

    /// The value of what depends on itself, which Terraform refuses: told at the place that closes the circle.
    pub(crate) fn circle(&self, at: Span, cause: String) -> Val {
        self.engine.notice(at, NoticeKind::Unresolved, cause.clone());
        Val::unknown(at, cause)
    }

    fn path(&self, name: &str, at: Span) -> Val {
        match name {
            "module" => Val::str(at, relative(self.engine.home, self.dir())),
            "root" => Val::str(at, "."),
            _ => Val::unknown(at, format!("path.{name} is known when it runs only")),
        }
    }

    /// The value of a local.
    pub(crate) fn local(self: &Rc<Self>, name: &str, at: Span) -> Val {
        let Some(attr) = self.module.locals.get(name) else {
            return Val::error(at, format!("local `{name}` is not declared"));
        };
        let circle = || self.circle(at, format!("local `{name}` depends on itself"));
        Self::once(&self.locals, name, circle, || self.eval(&attr.value, None))
    }

    /// The value of an output.
    pub(crate) fn output(self: &Rc<Self>, name: &str, at: Span) -> Val {
        let Some(block) = self.module.output(name) else {
            if self.site.stand_in.is_some() {
                let address = Rc::from(self.site.prefix.trim_end_matches('.'));
                return crate::traverse::known_after_apply(&address, name, at);
            }
            return Val::error(at, format!("the module has no output `{name}`"));
        };
        let circle = || self.circle(at, format!("output `{name}` depends on itself"));
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
        let circle = || self.circle(at, format!("variable `{name}` depends on itself"));
        Self::once(&self.variables, name, circle, || self.find_variable(name, block))
    }

    fn find_variable(self: &Rc<Self>, name: &str, block: &'p Block) -> Val {
        let body = &block.body;
        let of = body.attr("type").map_or(Type::Any, |a| Type::read(&a.value));
        let given = self.given(name, block, &of).filter(|v| {
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
        of.convert(value, &|expr| self.eval(expr, None)).with_refs(&declared_marks(block))
    }

    fn given(self: &Rc<Self>, name: &str, declared: &Block, of: &Type) -> Option<Val> {
        match &self.caller {
            Caller::Root(values) => Some(match values.get(name)? {
                Assigned::Written(attr) => self.eval(&attr.value, None),
                Assigned::Known(value) => value.clone(),
                Assigned::Told(text) => {
                    let plain = of.is_plain() || declared.body.attr("type").is_none();
                    match (plain, parse_expr(declared.header, text)) {
                        (true, _) => Val::str(declared.header, &**text),
                        (false, Ok(expr)) => self.eval(&expr, None),
                        (false, Err(error)) => Val::error(declared.header, error.message),
                    }
                }
            }),
            Caller::Module { scope, block, each } => {
                let Some(scope) = scope.upgrade() else {
                    return Some(Val::unknown(block.header, "the calling module is gone"));
                };
                match block.body.attr(name) {
                    Some(attr) => Some(scope.eval_each(&attr.value, each.as_ref())),
                    None => scope.argument_blocks(block, declared, each.as_ref()),
                }
            }
        }
    }

    /// An argument that is written as blocks, which Terraform refuses and people write: its meaning is plain. One block
    /// is a map, unless the variable is a list by its default.
    fn argument_blocks(
        self: &Rc<Self>,
        call: &Block,
        declared: &Block,
        each: Option<&(&'static str, Val)>,
    ) -> Option<Val> {
        let name = declared.label(0);
        let bind = each.map(|(name, value)| Bind { name, value, up: None });
        let mut values = Vec::new();
        for block in call.body.blocks() {
            match &*block.kind {
                "dynamic" if block.label(0) == name => {
                    self.dynamic(block, bind.as_ref(), &mut values);
                }
                kind if kind == name => values.push(self.block_value(block, bind.as_ref())),
                _ => {}
            }
        }
        let default = declared.body.attr("default").map(|a| &a.value.kind);
        let at = values.first()?.at;
        let mut values: Vec<Val> = values.iter().map(as_argument).collect();
        match values.pop() {
            Some(one) if values.is_empty() && !matches!(default, Some(ExprKind::List(_))) => {
                Some(one)
            }
            last => {
                values.extend(last);
                Some(Val::seq(at, values))
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
