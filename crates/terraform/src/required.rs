//! Which version of a provider runs: what modules require, and what the lock file of the root module fixed.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Body, Expr, ExprKind};

use crate::scope::{Scope, StandIn};
use crate::value::Val;

/// The name of the lock file, which lies beside the root module.
pub(crate) const LOCK: &str = ".terraform.lock.hcl";

impl Scope<'_> {
    /// One resource of kind `required_provider.NAME` for each provider of a `terraform` block that names versions.
    pub(crate) fn emit_required(self: &Rc<Self>, block: &Block, out: &mut Vec<Resource>) {
        if self.site.stand_in.is_some() {
            return;
        }
        for (name, at, value) in required(block) {
            if let Some(version) = version_of(value) {
                let at = at.to(value.span);
                out.extend(self.version("required_provider", name, at, version));
            }
        }
    }

    /// One resource of kind `locked_provider.NAME` for each provider of the lock file.
    pub(crate) fn emit_locked(self: &Rc<Self>, lock: &Body, out: &mut Vec<Resource>) {
        for block in lock.blocks().filter(|b| &*b.kind == "provider") {
            // registry.terraform.io/hashicorp/aws
            let name = block.label(0).rsplit('/').next().unwrap_or_default();
            if let Some(version) = block.body.attr("version") {
                out.extend(self.version("locked_provider", name, block.header, &version.value));
            }
        }
    }

    /// `None` where the version is no plain text, which the language asks for.
    fn version(
        self: &Rc<Self>,
        kind: &str,
        name: &str,
        at: Span,
        version: &Expr,
    ) -> Option<Resource> {
        let text = Val::str(version.span, version.word()?);
        let attrs = Val::map(at, BTreeMap::from([("version".into(), (version.span, text))]));
        let kind = format!("{kind}.{name}");
        let address = format!("{}{kind}", self.site.prefix);
        let place = StandIn { span: at, header: at };
        Some(self.lowered(Mode::Provider, &kind, name, address, place, &attrs))
    }
}

/// Name, place of the name and value of each required provider: attributes of blocks, or an object in JSON.
fn required(block: &Block) -> Vec<(&str, Span, &Expr)> {
    let blocks = block.body.blocks().filter(|b| &*b.kind == "required_providers");
    let attrs = blocks.flat_map(|b| b.body.attrs()).map(|a| (&*a.name, a.name_span, &a.value));
    let json = block.body.attr("required_providers").map(|a| objects(&a.value)).unwrap_or_default();
    let entries = json.into_iter().filter_map(|(key, value)| Some((key.word()?, key.span, value)));
    attrs.chain(entries).collect()
}

/// The entries of an object, or of a list of objects.
fn objects(value: &Expr) -> Vec<(&Expr, &Expr)> {
    match &value.kind {
        ExprKind::Object(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
        ExprKind::List(items) => items.iter().flat_map(objects).collect(),
        _ => vec![],
    }
}

/// The version in `{ source = "...", version = "..." }`, or the text that stands for it alone.
fn version_of(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Object(entries) => {
            entries.iter().find(|(key, _)| key.word() == Some("version")).map(|(_, value)| value)
        }
        ExprKind::Str(_) => Some(value),
        _ => None,
    }
}
