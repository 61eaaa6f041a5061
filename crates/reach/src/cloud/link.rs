//! What a value refers to: another resource of the estate, a text, or nothing that is known.

use ringfort_facts::Facts;
use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::{At, Node, Span};

/// What a value refers to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Link<'a> {
    /// A resource in the files.
    To(&'a Resource),
    /// A text, as written.
    Text(&'a str, Span),
    /// Not known, and why.
    Unknown(&'a str, Span),
}

impl<'a> Link<'a> {
    /// The resource, if it is one.
    pub(crate) fn resource(self) -> Option<&'a Resource> {
        if let Link::To(resource) = self { Some(resource) } else { None }
    }

    /// Why the resource behind it is not known: of something that is only looked up or named by its id nothing is.
    pub(crate) fn cause(self, what: &str) -> Box<str> {
        match self {
            Link::To(r) => {
                format!("{what} `{}` is only looked up: not in the files", r.address).into()
            }
            Link::Text(text, _) => format!("{what} `{text}` is not in the files").into(),
            Link::Unknown(cause, _) => cause.into(),
        }
    }
}

/// What follows the cause of a value that a resource gets when it is made.
const LATER: &str = "known after apply: ";

/// The estate, for looking things up.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) facts: &'a Facts,
}

impl<'a> World<'a> {
    /// All resources of these types.
    pub(crate) fn all(self, kinds: &'a [&'a str]) -> impl Iterator<Item = &'a Resource> {
        kinds.iter().flat_map(move |kind| self.facts.resources(kind))
    }

    /// What the attribute at `path` of `from` refers to, as far as it is of one of `kinds`; a literal is joined with
    /// a resource that has it as its `name` (or what else `names` lists).
    pub(crate) fn links(
        self,
        from: &'a Resource,
        path: &'a str,
        kinds: &[&str],
        names: &[&str],
    ) -> Vec<Link<'a>> {
        let found = self.links_in(from, written(from, path), kinds, names);
        let open = found.iter().any(|l| matches!(l, Link::Unknown(..)));
        let known = found.iter().any(|l| matches!(l, Link::To(_)));
        if !open || known {
            return found;
        }
        let refs = self.facts.targets(from, path).filter(|r| is_kind(r, kinds));
        let by_reference: Vec<Link<'a>> = refs.map(Link::To).collect();
        if by_reference.is_empty() { found } else { by_reference }
    }

    /// The same for a value inside a block of `from`.
    pub(crate) fn links_in(
        self,
        from: &Resource,
        at: At<'a>,
        kinds: &[&str],
        names: &[&str],
    ) -> Vec<Link<'a>> {
        match at {
            At::Absent(_) => vec![],
            At::Unknown(node) => self.node(from, node, kinds, names),
            At::Set(node) => {
                let each = node.one_or_many().iter();
                each.flat_map(|n| self.node(from, n, kinds, names)).collect()
            }
        }
    }

    /// The first of [`World::links`] for attributes that hold one value.
    pub(crate) fn link(
        self,
        from: &'a Resource,
        path: &'a str,
        kinds: &[&str],
    ) -> Option<Link<'a>> {
        self.links(from, path, kinds, &["id", "name"]).into_iter().next()
    }

    fn node(
        self,
        from: &Resource,
        node: &'a Node,
        kinds: &[&str],
        names: &[&str],
    ) -> Vec<Link<'a>> {
        if let Some(text) = node.as_str() {
            return match self.called(from, text, kinds, names) {
                Some(resource) => vec![Link::To(resource)],
                None => vec![Link::Text(text, node.span)],
            };
        }
        let Some(address) = node.cause().strip_prefix(LATER) else {
            return vec![Link::Unknown(node.cause(), node.span)];
        };
        let found = self.behind(from, address, |r| is_kind(r, kinds));
        if found.is_empty() {
            return vec![Link::Unknown(node.cause(), node.span)];
        }
        found.into_iter().map(Link::To).collect()
    }

    /// The resources that are `wanted` and that `address`, which may end in an attribute, stands for.
    fn behind(
        self,
        from: &Resource,
        address: &'a str,
        wanted: impl Fn(&Resource) -> bool,
    ) -> Vec<&'a Resource> {
        let mut address = address;
        for _ in 0..4 {
            let all = self.facts.cloud.at_address(&self.facts.model.resources, from, address);
            let other = |r: &&Resource| wanted(r) && !std::ptr::eq(*r, from);
            let found: Vec<&Resource> = all.filter(other).collect();
            if !found.is_empty() {
                return found;
            }
            match address.rsplit_once('.') {
                Some((shorter, _)) => address = shorter,
                None => break,
            }
        }
        vec![]
    }

    /// Why one of `links`, which the attribute at `path` of `from` has, is not known; none where all are, or where it is a
    /// resource of a type that begins with one of `others`.
    pub(crate) fn loose(
        self,
        from: &'a Resource,
        path: &'a str,
        links: Vec<Link<'a>>,
        others: &[&str],
    ) -> Option<(&'a str, Span)> {
        let of_others = |r: &Resource| {
            r.mode == Mode::Managed && others.iter().any(|start| r.kind.starts_with(start))
        };
        links.into_iter().find_map(|link| {
            let Link::Unknown(cause, at) = link else { return None };
            let address = cause.strip_prefix(LATER).unwrap_or_default();
            let named = self.behind(from, address, of_others);
            // A plan names nothing but the attribute itself; what it refers to is beside.
            let own = address.starts_with(from.address.as_str());
            let mut beside = self.facts.targets(from, path).filter(|_| own).peekable();
            let other = !named.is_empty() || beside.peek().is_some() && beside.all(of_others);
            (!other).then_some((cause, at))
        })
    }

    /// The resource of the same root that is called `text`.
    fn called(
        self,
        from: &Resource,
        text: &str,
        kinds: &[&str],
        names: &[&str],
    ) -> Option<&'a Resource> {
        let all = kinds
            .iter()
            .flat_map(|kind| self.facts.cloud.of_kind(&self.facts.model.resources, kind));
        let mut own = all.filter(|r| r.mode == Mode::Managed && r.root == from.root);
        own.find(|r| names.iter().any(|name| r.at(name).str() == Some(text)))
    }

    /// The resources of `kinds` whose attribute at `path` refers to `target`.
    pub(crate) fn pointing(
        self,
        kinds: &'a [&'a str],
        path: &'a str,
        target: &'a Resource,
    ) -> impl Iterator<Item = &'a Resource> {
        let all = kinds.iter().flat_map(move |kind| self.facts.companions(target, kind));
        all.filter(move |r| {
            let kind = [&*target.kind];
            let links = self.links(r, path, &kind, &[]);
            links.iter().any(|l| l.resource().is_some_and(|t| std::ptr::eq(t, target)))
        })
    }
}

fn is_kind(resource: &Resource, kinds: &[&str]) -> bool {
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    kinds.contains(&kind) && matches!(resource.mode, Mode::Managed | Mode::Data)
}

/// The attribute at `path`. A plan says of what nobody wrote, too, that it is known after apply: that is absent.
pub(crate) fn written<'a>(from: &'a Resource, path: &'a str) -> At<'a> {
    let at = from.at(path);
    let At::Unknown(node) = at else { return at };
    let own = node.cause().strip_prefix(LATER).and_then(|a| a.strip_prefix(from.address.as_str()));
    let nobodys = own.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if nobodys && from.refs_of(path).next().is_none() { At::Absent(from.header) } else { at }
}

/// Is it only looked up?
pub(crate) fn is_data(resource: &Resource) -> bool {
    resource.mode == Mode::Data
}

/// A key for a resource: no two have the same.
pub(crate) fn mark(kind: &str, resource: &Resource) -> Box<str> {
    format!("{kind}:{}:{}", resource.root, resource.address).into()
}
