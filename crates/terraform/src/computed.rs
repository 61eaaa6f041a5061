//! Attributes that follow from a block's own configuration: documents that data sources put together, what a
//! resource repeats, the tags that a provider adds.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, parse_template};

use crate::functions::file_text;
use crate::policy;
use crate::scope::{Caller, Scope};
use crate::traverse::attribute;
use crate::value::{K, Val};

pub(crate) type Entries = BTreeMap<Rc<str>, (Span, Val)>;

/// `attrs` with what follows from them.
pub(crate) fn computed(scope: &Rc<Scope<'_>>, block: &Block, attrs: Val) -> Val {
    let added = match (&*block.kind, block.label(0)) {
        ("data", "aws_iam_policy_document") => {
            let json = Val::json(block.span, policy::document(scope, block, &attrs));
            vec![("json", json.clone()), ("minified_json", json)]
        }
        ("data", "google_iam_policy") => {
            vec![("policy_data", Val::json(block.span, policy::bindings(block, &attrs)))]
        }
        ("data", "template_file") => {
            vec![("rendered", rendered(scope, block, &attrs))]
        }
        ("data", "local_file" | "local_sensitive_file") => content(scope, block, &attrs),
        ("data", "aws_region" | "aws_partition") => region(scope, block, &attrs),
        ("data", "null_data_source") => same(&attrs, "inputs", "outputs"),
        ("resource", "terraform_data") => same(&attrs, "input", "output"),
        ("resource", kind) if kind.starts_with("aws_") => tags(scope, block, &attrs),
        _ => return attrs,
    };
    let Some(map) = attrs.as_map().filter(|_| !added.is_empty()) else { return attrs };
    let mut entries = map.entries.clone();
    for (name, value) in added {
        entries.insert(name.into(), (block.header, value));
    }
    Val::open_map(attrs.at, entries, map.rest.clone())
}

/// The attribute `name`, unless it is absent or null.
pub(crate) fn field(value: &Val, name: &str) -> Option<Val> {
    let (_, v) = value.as_map()?.entries.get(name)?;
    (!v.is_null()).then(|| v.clone())
}

/// The attribute `from` once more under the name `to`.
fn same(attrs: &Val, from: &str, to: &'static str) -> Vec<(&'static str, Val)> {
    field(attrs, from).map(|v| (to, v)).into_iter().collect()
}

/// A template given as a text, with its variables.
fn rendered(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Val {
    let at = block.header;
    let Some(template) = field(attrs, "template") else {
        return Val::error(at, "template_file needs a template");
    };
    let vars = field(attrs, "vars").unwrap_or_else(|| Val::map(at, Entries::new()));
    match template.text().map(|text| parse_template(at, &text)) {
        Some(Ok(expr)) => scope.render_with(&expr, &vars, at),
        Some(Err(error)) => Val::unknown(at, error.message),
        None => template.unknown_like(at),
    }
}

fn content(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Vec<(&'static str, Val)> {
    let path = field(attrs, "filename").and_then(|f| f.text());
    let found = path.and_then(|path| file_text(scope, &path, block.header));
    found.map(|text| ("content", text)).into_iter().collect()
}

/// The region of the provider that a block uses, and what follows from it.
fn region(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Vec<(&'static str, Val)> {
    let at = block.header;
    let provider = || field(&provider_of(scope, block, attrs)?, "region");
    let own = field(attrs, "region").or_else(|| field(attrs, "name"));
    let Some(region) = own.or_else(provider) else { return vec![] };
    if block.label(0) == "aws_region" {
        let region = region.asked_at(at);
        return ["name", "id", "region"].map(|name| (name, region.clone())).to_vec();
    }
    let Some(text) = region.text() else { return vec![] };
    let (partition, suffix) = match text.split('-').next() {
        Some("cn") => ("aws-cn", "amazonaws.com.cn"),
        _ if text.starts_with("us-gov-") => ("aws-us-gov", "amazonaws.com"),
        Some("us" | "eu" | "ap" | "sa" | "ca" | "me" | "af" | "il" | "mx")
            if !text.contains("iso") =>
        {
            ("aws", "amazonaws.com")
        }
        _ => return vec![],
    };
    let value = |text: &str| Val::str(at, text).with_refs(&region.refs);
    vec![("partition", value(partition)), ("id", value(partition)), ("dns_suffix", value(suffix))]
}

/// The settings of the AWS provider that a block uses.
fn provider_of(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Option<Val> {
    let alias = block.body.attr("provider").and_then(|_| field(attrs, "provider")?.text());
    scope.provider_settings(alias.as_deref().unwrap_or("aws"))
}

/// `tags_all`: the provider's default tags with the resource's own over them.
fn tags(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Vec<(&'static str, Val)> {
    let defaults = provider_of(scope, block, attrs);
    let Some(tags) = defaults.and_then(|p| first_of(&p, "default_tags")) else { return vec![] };
    let Some(all) = field(&tags, "tags") else { return vec![] };
    let own = field(attrs, "tags");
    let merged = match (all.as_map(), own.as_ref().map(|own| (own, own.as_map()))) {
        (None, _) => all.unknown_like(block.header),
        (Some(_), None) => all,
        (_, Some((own, None))) => own.unknown_like(block.header),
        (Some(all), Some((_, Some(own)))) => {
            let mut entries = all.entries.clone();
            entries.extend(own.entries.iter().map(|(k, v)| (k.clone(), v.clone())));
            Val::open_map(block.header, entries, all.rest.clone().or(own.rest.clone()))
        }
    };
    vec![("tags_all", merged)]
}

/// The first block of a type.
fn first_of(value: &Val, name: &str) -> Option<Val> {
    let blocks = field(value, name)?;
    match &blocks.kind {
        K::Seq(s) => s.items.first().cloned(),
        _ => Some(blocks),
    }
}

impl<'p> Scope<'p> {
    /// The settings of the provider that goes by `name` (`aws`, `aws.eu`) in this module: its own, else those
    /// that the caller hands in.
    pub(crate) fn provider_settings(self: &Rc<Self>, name: &str) -> Option<Val> {
        if let Some(block) = self.module.provider(name) {
            return Some(self.provider_value(name, block));
        }
        let Caller::Module { scope, block, .. } = &self.caller else { return None };
        let caller = scope.upgrade()?;
        let handed = block.body.attr("providers").and_then(|attr| {
            let map = caller.words(&attr.value, None);
            attribute(&map, name, block.header).text()
        });
        match handed {
            Some(handed) => caller.provider_settings(&handed),
            // Only a provider without an alias is handed on by itself.
            None if name.contains('.') => None,
            None => caller.provider_settings(name),
        }
    }

    fn provider_value(self: &Rc<Self>, name: &str, block: &'p Block) -> Val {
        let circle = || self.circle(block.header, format!("provider `{name}` depends on itself"));
        Self::once(&self.providers, name, circle, || self.block_value(block, None))
    }
}
