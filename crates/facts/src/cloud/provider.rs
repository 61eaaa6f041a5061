//! Which version of a Terraform provider runs. Defaults differ between versions.

use ringfort_model::cloud::Resource;
use ringfort_model::version::{Constraint, Range};
use ringfort_source::Span;

use crate::Facts;

/// Is the version of a provider that runs another one, or later?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaches {
    /// It is, and this says so.
    Yes(Span),
    /// It is not, and this says so.
    No(Span),
    /// Nothing is written about the version: Terraform installs the newest there is.
    Unsaid,
    /// What is written there is not understood.
    Unknown(Span),
}

/// What may say it, strongest first: `(kind of resource, is it the version itself)`.
const SOURCES: [(&str, bool); 3] =
    [("locked_provider", true), ("required_provider", false), ("provider", false)];

impl Facts {
    /// Is the version of `provider` (`azurerm`) that runs for `on` at least `from` (`3`, `3.4`)? It is the one in the lock file,
    /// else the newest that every constraint of the root module and of the modules it calls allows. Source: Terraform
    /// documentation, "Provider Requirements", "Dependency Lock File", "Version Constraints".
    pub fn provider_reaches(&self, on: &Resource, provider: &str, from: &str) -> Reaches {
        let mut written = vec![];
        for (kind, is_lock) in SOURCES {
            written.extend(self.versions(on, &format!("{kind}.{provider}")));
            if is_lock && !written.is_empty() {
                break;
            }
        }
        let mut all: Option<(Constraint, Span)> = None;
        for (text, span) in written {
            let Some(one) = text.and_then(Constraint::read) else { return Reaches::Unknown(span) };
            all = Some(all.map_or((one, span), |(all, first)| (all.and(one), first)));
        }
        let newest = Range::read(&format!("{from}.."));
        match all {
            None => Reaches::Unsaid,
            Some((all, span)) if all.allows_any(&newest) => Reaches::Yes(span),
            Some((_, span)) => Reaches::No(span),
        }
    }

    /// The versions that resources of `kind` name, with where they stand; `None` for one that is not known.
    fn versions<'a>(
        &'a self,
        on: &'a Resource,
        kind: &str,
    ) -> impl Iterator<Item = (Option<&'a str>, Span)> {
        let here = self.resources(kind).filter(|r| r.root == on.root);
        here.map(|r| r.at("version")).filter(|at| !at.is_absent()).map(|at| (at.str(), at.span()))
    }
}
