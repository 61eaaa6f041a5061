//! Values of infrastructure code as texts: what is known of them, and which resource they are made from.
//!
//! An attribute that is known after apply (`aws_s3_bucket.logs.arn`) becomes the ARN that the resource will have, with
//! holes for what nobody has written. All resources of a run are taken to be of one partition, written `aws`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::cloud::bare;
use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::{At, Kind, Node};

use super::arns::{self, Shape};
use super::policy::{Pattern, Policy};
use crate::text::{Piece, Text};

/// Looks resources up by address, and reads their attributes as texts.
pub(crate) struct Names<'a> {
    pub(crate) facts: &'a Facts,
    by_address: BTreeMap<(&'a str, &'a str), usize>,
    by_bare: BTreeMap<(&'a str, String), usize>,
    /// How many texts deep the reader is: a name may be made from names.
    depth: Cell<u32>,
    /// Policies that were read, by what they are called: many principals hold the same.
    pub(crate) policies: RefCell<BTreeMap<String, Arc<Policy>>>,
}

/// Deepest chain of names that are made from names.
const MAX_DEPTH: u32 = 16;

/// The words before the address in the cause of an attribute that is known after apply.
const AFTER_APPLY: &str = "known after apply: ";
/// The mark of what is not known in a text that is known in part.
const HOLE: &str = "${...}";

impl<'a> Names<'a> {
    pub(crate) fn new(facts: &'a Facts) -> Self {
        let (mut by_address, mut by_bare) = (BTreeMap::new(), BTreeMap::new());
        for (i, r) in facts.model.resources.iter().enumerate() {
            by_address.entry((&*r.root, &*r.address)).or_insert(i);
            by_bare.entry((&*r.root, bare(&r.address))).or_insert(i);
        }
        Self { facts, by_address, by_bare, depth: Cell::new(0), policies: RefCell::default() }
    }

    /// The resource at `address` in the root module `root`; of several instances the first.
    pub(crate) fn find(&self, root: &str, address: &str) -> Option<(usize, &'a Resource)> {
        let exact = self.by_address.get(&(root, address));
        let index = *exact.or_else(|| self.by_bare.get(&(root, bare(address))))?;
        Some((index, self.facts.model.resources.get(index)?))
    }

    /// The texts at `node`, one or many, each with the resource that it names.
    pub(crate) fn patterns(&self, owner: &Resource, node: &Node) -> Vec<Pattern> {
        match &node.kind {
            Kind::Seq(items) => items.iter().map(|n| self.pattern(owner, n)).collect(),
            Kind::Null => vec![],
            _ => vec![self.pattern(owner, node)],
        }
    }

    /// The text at `node`.
    pub(crate) fn pattern(&self, owner: &Resource, node: &Node) -> Pattern {
        if self.depth.get() >= MAX_DEPTH {
            return Pattern {
                text: Text::hole("?a name that is made from itself"),
                of: None,
                at: Some(node.span),
            };
        }
        self.depth.set(self.depth.get() + 1);
        let out = self.text(owner, node);
        self.depth.set(self.depth.get() - 1);
        out
    }

    fn text(&self, owner: &Resource, node: &Node) -> Pattern {
        let at = Some(node.span);
        let Kind::Unknown(cause) = &node.kind else {
            let text = node.scalar().map_or_else(Text::default, |t| Text::with_variables(&t));
            return Pattern { text, of: None, at };
        };
        let source = self.facts.sources.text(node.span);
        if source.starts_with('"')
            && source.matches("${").count() > source.matches("$${").count() + 1
        {
            return Pattern { at, ..self.template(owner, source) };
        }
        let (cause, known) = match cause.split_once(", in \"") {
            Some((cause, known)) => (cause, known.strip_suffix('"')),
            None => (&**cause, None),
        };
        let named = cause.strip_prefix(AFTER_APPLY).is_some_and(|r| split_reference(r).is_some());
        let core = if named || known.is_some() || !cause.starts_with(AFTER_APPLY) {
            self.unknown(owner, cause)
        } else {
            // An attribute inside of a block: the cause names it alone, the source says whose it is.
            self.expression(owner, source)
        };
        let Some((head, tail)) = known.and_then(|k| k.split_once(HOLE)).or_else(|| around(source))
        else {
            return Pattern { at, ..core };
        };
        let text = Text::with_variables(head).then(&core.text).then(&Text::with_variables(tail));
        Pattern { text, of: core.of, at }
    }

    /// What stands for a value that is not known for `cause`.
    fn unknown(&self, owner: &Resource, cause: &str) -> Pattern {
        let reference = cause.strip_prefix(AFTER_APPLY).and_then(split_reference);
        if let Some((address, attribute)) = reference {
            return self.attribute(&owner.root, address, attribute);
        }
        // A variable is the same wherever it is used; of anything else that is not known nothing can be said.
        let variable = cause.strip_suffix(" has no value").filter(|c| c.starts_with("variable `"));
        let name = variable.map_or_else(|| format!("?{cause}"), |v| format!("{}|{v}", owner.root));
        Pattern { text: Text::hole(name), of: None, at: None }
    }

    /// A text with several things in it that are not known, as its source writes them.
    fn template(&self, owner: &Resource, source: &str) -> Pattern {
        let inner = source.strip_prefix('"').unwrap_or(source);
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        let (mut text, mut of, mut rest) = (Text::default(), None, inner);
        while let Some((before, after)) = rest.split_once("${") {
            text = text.then(&Text::with_variables(before));
            let Some((expression, tail)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let part = self.expression(owner, expression.trim());
            text = text.then(&part.text);
            of = of.or(part.of);
            rest = tail;
        }
        Pattern { text: text.then(&Text::with_variables(rest)), of, at: None }
    }

    /// A reference as the code writes it: a variable, or an attribute of a resource of the same module.
    fn expression(&self, owner: &Resource, expression: &str) -> Pattern {
        let module = module_of(&owner.address);
        let simple = expression.chars().all(|c| c.is_ascii_alphanumeric() || "._-[]\"".contains(c));
        let address = format!("{module}{expression}");
        if simple && expression.starts_with("var.") {
            if let Some((_, variable)) = self.find(&owner.root, &address) {
                return match variable.at("value") {
                    At::Set(node) | At::Unknown(node) => self.pattern(variable, node),
                    At::Absent(_) => self.unknown(owner, &format!("`{expression}` has no value")),
                };
            }
        } else if simple
            && let Some((target, attribute)) = split_reference(&address)
            && self.find(&owner.root, target).is_some()
        {
            return self.attribute(&owner.root, target, attribute);
        }
        self.unknown(owner, &format!("`{expression}` is not known"))
    }

    /// The attribute `attribute` of the resource at `address`, which is known after apply.
    pub(crate) fn attribute(&self, root: &str, address: &str, attribute: &str) -> Pattern {
        let Some((_, resource)) = self.find(root, address) else {
            return Pattern {
                text: Text::hole(format!("{root}|{attribute} of {address}")),
                of: None,
                at: None,
            };
        };
        // CloudFormation's words for the same: `!GetAtt X.Arn`, and `!Ref X`, which for a topic is its ARN.
        let attribute = match attribute {
            "Arn" => "arn",
            "Ref" if &*resource.kind == "aws_sns_topic" => "arn",
            "Ref" => arns::shape(&resource.kind).and_then(|s| s.names.first()).map_or("id", |n| *n),
            attribute => attribute,
        };
        let declared = matches!(resource.mode, Mode::Managed | Mode::Data);
        let of = declared.then(|| (resource.root.clone(), address.into()));
        let elsewhere = || crate::azure::attribute(self, resource, attribute);
        if let Some(text) =
            elsewhere().or_else(|| crate::google::attribute(self, resource, attribute))
        {
            return Pattern { text, of, at: None };
        }
        let text = match (&*resource.kind, attribute) {
            ("data.aws_caller_identity", "account_id" | "id") => {
                return plain(self.account(resource));
            }
            ("data.aws_partition", "partition" | "id") => return plain(Text::literal("aws")),
            ("data.aws_partition", "dns_suffix") => return plain(Text::literal("amazonaws.com")),
            ("data.aws_region", "name" | "id" | "region") => return plain(self.region(resource)),
            (_, "arn") => self.arn(resource),
            (kind, name) => match arns::shape(kind).filter(|s| s.names.contains(&name)) {
                Some(shape) => self.name(resource, shape, address),
                None => Self::value(resource, address, name),
            },
        };
        Pattern { text, of, at: None }
    }

    /// The ARN of `resource`.
    pub(crate) fn arn(&self, resource: &Resource) -> Text {
        if let Some(arn) = resource.at("arn").str() {
            return Text::literal(arn);
        }
        let Some(shape) = arns::shape(&resource.kind) else {
            return Text::hole(format!("{}|arn of {}", resource.root, resource.address));
        };
        shaped(shape, |slot| self.slot(resource, shape, slot))
    }

    /// The ARN of a resource of type `kind` that `owner` only names.
    pub(crate) fn arn_named(&self, owner: &Resource, kind: &str, name: &Text) -> Text {
        let Some(shape) = arns::shape(kind) else {
            return Text::hole(format!("{}|arn of what {} names", owner.root, owner.address));
        };
        shaped(shape, |slot| match slot {
            "account" => self.account(owner),
            "region" => self.region(owner),
            "path" => Text::literal("/"),
            _ => name.clone(),
        })
    }

    fn slot(&self, resource: &Resource, shape: &Shape, slot: &str) -> Text {
        match slot {
            "account" => self.account(resource),
            "region" => self.region(resource),
            "path" => match resource.at("path") {
                At::Set(node) => Text::literal(node.as_str().unwrap_or("/")),
                At::Absent(_) if resource.mode == Mode::Managed => Text::literal("/"),
                _ => Text::literal("/").then(&Text::hole("?the path is not known")),
            },
            "url" => match resource.at("url").str() {
                Some(url) => Text::literal(url.strip_prefix("https://").unwrap_or(url)),
                None => self.name(resource, shape, &resource.address),
            },
            // The service writes the name.
            "name" if &*resource.kind == "aws_iam_service_linked_role" => {
                Text::hole(format!("{}|name of {}", resource.root, resource.address))
            }
            // A parameter's name begins with a slash, or has none at all.
            "/name" => match resource.at("name").str() {
                Some(name) if name.starts_with('/') => Text::literal(name),
                Some(name) => Text::literal("/").then(&Text::literal(name)),
                None => Text::literal("/").then(&self.name(resource, shape, &resource.address)),
            },
            _ => self.name(resource, shape, &resource.address),
        }
    }

    /// The name of `resource`: that which one of its naming attributes holds.
    fn name(&self, resource: &Resource, shape: &Shape, address: &str) -> Text {
        let written = shape.names.iter().find_map(|n| match resource.at(n) {
            At::Set(node) => node.scalar().map(|t| Text::literal(&t)),
            At::Unknown(node) if node.cause().starts_with(AFTER_APPLY) => None,
            At::Unknown(node) => Some(self.pattern(resource, node).text),
            At::Absent(_) => None,
        });
        let first = shape.names.first().copied().unwrap_or("name");
        written.unwrap_or_else(|| {
            let hole = Text::hole(format!("{}|{first} of {}", resource.root, bare(address)));
            let prefix = resource.at(&format!("{first}_prefix"));
            prefix.str().map_or_else(Text::default, Text::literal).then(&hole)
        })
    }

    fn value(resource: &Resource, address: &str, attribute: &str) -> Text {
        match resource.at(attribute) {
            At::Set(node) => node.scalar().map_or_else(
                || Text::hole(format!("{}|{attribute} of {address}", resource.root)),
                |t| Text::literal(&t),
            ),
            _ => Text::hole(format!("{}|{attribute} of {address}", resource.root)),
        }
    }

    /// The provider's settings that hold for `resource`, where the files say which.
    fn provider(&self, resource: &Resource) -> Option<&'a Resource> {
        let alias = resource.at("provider").str();
        let wanted = alias.and_then(|a| a.split_once('.')).map(|(_, alias)| alias);
        let mut all = self.facts.resources("provider.aws").filter(|p| p.root == resource.root);
        all.find(|p| p.at("alias").str() == wanted)
    }

    /// The account that `resource` belongs to: its number where the provider fixes one, else a hole that all
    /// resources of the root module with the same credentials share.
    pub(crate) fn account(&self, resource: &Resource) -> Text {
        let root = &resource.root;
        let settings = self.provider(resource);
        let Some(provider) = settings else {
            return Text::hole(format!("account:{root}|the account"));
        };
        if let [only] = provider.at("allowed_account_ids").list()
            && let Some(id) = only.scalar()
        {
            return Text::literal(&id);
        }
        let role = provider.at("assume_role").key("role_arn");
        if let At::Set(node) | At::Unknown(node) = role
            && let Some(id) = self.pattern(provider, node).text.part(':', 4)
            && (id.known().is_some() || matches!(id.0.as_slice(), [Piece::Hole(_)]))
        {
            return id;
        }
        let own = !role.is_absent() || !provider.at("profile").is_absent();
        let alias = if own { provider.at("alias").str().unwrap_or("") } else { "" };
        let words = if alias.is_empty() {
            "the account".into()
        } else {
            format!("the account of provider aws.{alias}")
        };
        Text::hole(format!("account:{root}:{alias}|{words}").replace(":|", "|"))
    }

    fn region(&self, resource: &Resource) -> Text {
        let root = &resource.root;
        let own = resource.at("region").str();
        let named = own.or_else(|| self.provider(resource)?.at("region").str());
        named.map_or_else(|| Text::hole(format!("region:{root}|the region")), Text::literal)
    }
}

/// An ARN of the shape `shape`, its slots filled.
fn shaped(shape: &Shape, slot: impl Fn(&str) -> Text) -> Text {
    let mut out = Text::default();
    let mut rest = shape.arn;
    while let Some((before, after)) = rest.split_once('{') {
        out = out.then_pattern(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        out = out.then(&slot(name));
        rest = tail;
    }
    out.then_pattern(rest)
}

/// What stands before and after the one part of a quoted text that is filled in.
fn around(source: &str) -> Option<(&str, &str)> {
    let inner = source.strip_prefix('"')?.strip_suffix('"')?;
    let (head, rest) = inner.split_once("${")?;
    let (_, tail) = rest.split_once('}')?;
    Some((head, tail))
}

fn plain(text: Text) -> Pattern {
    Pattern { text, of: None, at: None }
}

/// The prefix of addresses of the module that `address` lies in: `module.a.`, or nothing.
fn module_of(address: &str) -> &str {
    let mut end = 0;
    let mut rest = address;
    while let Some(after) = rest.strip_prefix("module.") {
        let name = segment(after);
        let Some(next) = after.get(name + 1..) else { break };
        end = address.len() - next.len();
        rest = next;
    }
    address.get(..end).unwrap_or("")
}

/// The length of the first segment of an address; dots in instance keys do not count.
fn segment(text: &str) -> usize {
    let mut depth = 0_u32;
    for (i, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => return i,
            _ => {}
        }
    }
    text.len()
}

/// `module.a.aws_x.b["k"].arn` as address and attribute.
pub(crate) fn split_reference(text: &str) -> Option<(&str, &str)> {
    let module = module_of(text);
    let mut end = module.len();
    let mut rest = text.get(end..)?;
    let segments = if rest.starts_with("data.") { 3 } else { 2 };
    for _ in 0..segments {
        let length = segment(rest);
        end += length + 1;
        rest = text.get(end..)?;
    }
    let attribute = rest.get(..segment(rest))?;
    let attribute = attribute.split('[').next().unwrap_or(attribute);
    (!attribute.is_empty()).then_some((text.get(..end - 1)?, attribute))
}

#[cfg(test)]
mod tests {
    use super::{module_of, split_reference};

    #[test]
    fn addresses_split() {
        let table = [
            ("aws_s3_bucket.b.arn", Some(("aws_s3_bucket.b", "arn"))),
            ("module.m[\"a.b\"].aws_x.y[0].id", Some(("module.m[\"a.b\"].aws_x.y[0]", "id"))),
            ("data.aws_region.r.name", Some(("data.aws_region.r", "name"))),
            ("aws_eks_cluster.c.identity[0].oidc", Some(("aws_eks_cluster.c", "identity"))),
            ("aws_x.y", None),
            ("module", None),
            ("", None),
        ];
        for (text, want) in table {
            assert_eq!(split_reference(text), want, "{text}");
        }
        assert_eq!(module_of("module.a.module.b.aws_x.y"), "module.a.module.b.");
        assert_eq!(module_of("aws_x.y"), "");
    }
}
