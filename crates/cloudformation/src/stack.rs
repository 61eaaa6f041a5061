//! One stack: a template with the values of its parameters, within the stacks that nest it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ringfort_source::{Entry, Node, Span};
use ringfort_vocab::NoticeKind;

use crate::eval::Scope;
use crate::eval::condition::Truth;
use crate::project::{Notice, Project};
use crate::template::Template;
use crate::value::{Ref, Val};
use crate::{foreach, parameters};

/// Values that one root template may lead to; 64 bytes of text count as one.
const MAX_VALUES: usize = 2_000_000;
/// Most notices about values that are kept.
const MAX_NOTICES: usize = 1_000;
/// How deep stacks may nest.
const MAX_NESTED: usize = 10;

/// What the stacks of one root template share.
#[derive(Debug)]
pub(crate) struct Engine<'p> {
    pub(crate) project: &'p Project<'p>,
    notices: RefCell<BTreeSet<(Span, NoticeKind, String)>>,
    budget: Cell<usize>,
    /// Values of exports of other stacks, by name; `None` while the names of exports are looked for.
    pub(crate) imports: RefCell<Option<BTreeMap<String, Option<Val>>>>,
}

impl<'p> Engine<'p> {
    pub(crate) fn new(project: &'p Project<'p>) -> Self {
        let (notices, imports) = (RefCell::default(), RefCell::new(Some(BTreeMap::new())));
        Self { project, notices, imports, budget: Cell::new(MAX_VALUES) }
    }

    /// Takes `n` values off the budget, or says that it is used up.
    pub(crate) fn spend(&self, n: usize, span: Span) -> Result<(), String> {
        if let Some(left) = self.budget.get().checked_sub(n) {
            self.budget.set(left);
            return Ok(());
        }
        let cause = format!("the template leads to more than {MAX_VALUES} values");
        if self.budget.replace(0) > 0 {
            self.notice(span, NoticeKind::Limit, format!("{cause}; split it"));
        }
        Err(cause)
    }

    pub(crate) fn notice(&self, span: Span, kind: NoticeKind, message: impl Into<String>) {
        let mut all = self.notices.borrow_mut();
        if all.len() < MAX_NOTICES || kind.is_gap() {
            all.insert((span, kind, message.into()));
        }
    }

    /// What was noticed, by place.
    pub(crate) fn notices(&self) -> Vec<Notice> {
        let notice = |(span, kind, message)| Notice { span, kind, message };
        self.notices.take().into_iter().map(notice).collect()
    }
}

/// One resource of a template, loops unrolled.
#[derive(Clone, Debug)]
pub(crate) struct Item<'p> {
    pub(crate) id: Rc<str>,
    pub(crate) kind: Rc<str>,
    pub(crate) node: &'p Node,
    pub(crate) key_span: Span,
    pub(crate) scope: Scope,
}

/// A template that is being evaluated.
#[derive(Debug)]
pub(crate) struct Stack<'p> {
    pub(crate) engine: Rc<Engine<'p>>,
    pub(crate) template: Template<'p>,
    /// Paths of the templates around this one, and its own.
    pub(crate) chain: Vec<&'p str>,
    /// What stands before the addresses of its resources: `Network/`.
    pub(crate) prefix: String,
    parameters: BTreeMap<&'p str, Val>,
    pub(crate) items: Vec<Item<'p>>,
    by_id: BTreeMap<Rc<str>, usize>,
    /// Those of the serverless model.
    serverless: Vec<usize>,
    pub(crate) condition_entries: BTreeMap<&'p str, &'p Entry>,
    pub(crate) conditions: RefCell<BTreeMap<String, Truth>>,
    pub(crate) depth: Cell<usize>,
    nested: RefCell<BTreeMap<Rc<str>, Option<Rc<Stack<'p>>>>>,
}

impl<'p> Stack<'p> {
    /// The stack of the template at `path`, with the values that are given to its parameters.
    pub(crate) fn new(
        engine: Rc<Engine<'p>>,
        path: &'p str,
        above: &[&'p str],
        prefix: String,
        given: &BTreeMap<String, Val>,
    ) -> Option<Self> {
        let template = Template::new(engine.project.template(path)?);
        let values = template.section("Parameters").iter();
        let values = values.map(|e| (&*e.key, parameters::value(e, given.get(&*e.key)))).collect();
        let mut stack = Self {
            engine,
            template,
            chain: above.iter().copied().chain([path]).collect(),
            prefix,
            parameters: values,
            items: Vec::new(),
            by_id: BTreeMap::new(),
            serverless: Vec::new(),
            condition_entries: template
                .section("Conditions")
                .iter()
                .map(|e| (&*e.key, e))
                .collect(),
            conditions: RefCell::default(),
            depth: Cell::new(0),
            nested: RefCell::default(),
        };
        stack.items = foreach::resources(&stack);
        let ids = stack.items.iter().enumerate();
        stack.by_id = ids.map(|(i, item)| (item.id.clone(), i)).collect();
        let is_serverless =
            |(i, item): (usize, &Item<'p>)| item.kind.starts_with("AWS::Serverless::").then_some(i);
        stack.serverless = stack.items.iter().enumerate().filter_map(is_serverless).collect();
        Some(stack)
    }

    pub(crate) fn path(&self) -> &'p str {
        self.chain.last().copied().unwrap_or("")
    }

    /// The value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Val> {
        self.parameters.get(name)
    }

    pub(crate) fn item(&self, id: &str) -> Option<&Item<'p>> {
        self.items.get(*self.by_id.get(id)?)
    }

    /// `Network/AWS::EC2::VPC.Main`.
    pub(crate) fn address(&self, item: &Item<'_>) -> Rc<str> {
        format!("{}{}.{}", self.prefix, item.kind, item.id).into()
    }

    /// A mistake of the template: told, and not known.
    pub(crate) fn wrong(&self, span: Span, cause: impl Into<String>) -> Val {
        let cause = cause.into();
        let message = format!("{cause}: correct it, since what depends on it is not known");
        self.engine.notice(span, NoticeKind::Unresolved, message);
        Val::unknown(span, cause)
    }

    /// An attribute of the resource `id`, which is known when it exists.
    pub(crate) fn attribute(&self, span: Span, id: &str, attribute: &str) -> Option<Val> {
        let item = self.item(id).or_else(|| self.generated(id))?;
        let target = self.address(item);
        let dot = if attribute.is_empty() { "" } else { "." };
        let unknown = Val::unknown(span, format!("known after apply: {target}{dot}{attribute}"));
        Some(unknown.with_refs(&[Ref { target, attribute: attribute.into(), span }]))
    }

    /// The resource that `id` is generated from: the transform of the serverless application model adds suffixes
    /// (`FunctionRole`, `ApiProdStage`) to the names of its own resources.
    fn generated(&self, id: &str) -> Option<&Item<'p>> {
        let all = self.serverless.iter().filter_map(|i| self.items.get(*i));
        all.filter(|item| id.starts_with(&*item.id)).max_by_key(|item| item.id.len())
    }

    /// The stack that the resource `id` nests, if its template is among the files.
    pub(crate) fn nested(self: &Rc<Self>, id: &str) -> Option<Rc<Stack<'p>>> {
        let item = self.item(id)?;
        if let Some(known) = self.nested.borrow().get(&item.id) {
            return known.clone();
        }
        // While it is being evaluated it has no outputs: a circle ends here.
        self.nested.borrow_mut().insert(item.id.clone(), None);
        let stack = self.nest(item).map(Rc::new);
        self.nested.borrow_mut().insert(item.id.clone(), stack.clone());
        stack
    }

    fn nest(self: &Rc<Self>, item: &Item<'p>) -> Option<Stack<'p>> {
        let path = self.nested_path(item)?;
        if self.chain.contains(&path) || self.chain.len() >= MAX_NESTED {
            let message = format!("the stacks nest in a circle or more than {MAX_NESTED} deep");
            self.engine.notice(item.key_span, NoticeKind::Limit, message);
            return None;
        }
        let given = item.node.at("Properties.Parameters").node();
        let given = given.map(|n| self.value(n, &item.scope));
        let fields = given.iter().flat_map(Val::fields);
        let given = fields.map(|f| (f.key.to_string(), f.value.clone())).collect();
        let prefix = format!("{}{}/", self.prefix, item.id);
        Stack::new(self.engine.clone(), path, &self.chain, prefix, &given)
    }

    /// The path of the template that `item` nests: what the packaging command takes, or what synthesis noted.
    pub(crate) fn nested_path(&self, item: &Item<'p>) -> Option<&'p str> {
        nested_path(self.engine.project, self.path(), &item.kind, item.node)
    }
}

/// See [`Stack::nested_path`]. `from` is the template that nests.
pub(crate) fn nested_path<'p>(
    project: &Project<'p>,
    from: &str,
    kind: &str,
    node: &Node,
) -> Option<&'p str> {
    let property = match kind {
        "AWS::CloudFormation::Stack" => "TemplateURL",
        "AWS::Serverless::Application" => "Location",
        _ => return None,
    };
    let written = node.at_keys(&["Properties", property]).str();
    let noted = node.at_keys(&["Metadata", "aws:asset:path"]).str();
    [written, noted].into_iter().flatten().find_map(|path| project.beside(from, path))
}
