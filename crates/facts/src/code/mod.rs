//! Facts about source code: applications with their routes and guards, schemas, reads of the
//! environment, and the flow of input to where it does harm.

mod app;
mod apps;
mod django;
mod environment;
mod guard;
mod routers;
mod schema;
mod scope;
mod shape;
pub mod taint;
#[cfg(test)]
mod tests;
mod who;

pub use app::{App, ErrorHandler, Framework, Guard, Level, Middleware, Origin, Route, RouteParam};
pub use environment::{Absent, EnvRead};
pub use schema::{Extra, Schema, SchemaField};
pub use scope::{ClassId, FunctionId, Scope};
pub use shape::{Constraint, Shape, ShapeKind, shape};
pub use who::{mentions_identity, refuses};

use ringfort_model::code::Module;
use taint::{Flow, SinkKind, Site};

/// Everything derived from source code.
#[derive(Clone, Debug, Default)]
pub struct CodeFacts {
    /// The web applications, in the order of their folders.
    pub apps: Vec<App>,
    /// Classes that validate their fields.
    pub schemas: Vec<Schema>,
    /// Reads of the environment.
    pub env_reads: Vec<EnvRead>,
    /// Every place where input could do harm, whether input reaches it or not.
    pub sites: Vec<Site>,
    /// Every way by which input reaches such a place.
    pub flows: Vec<Flow>,
}

impl CodeFacts {
    /// Derives everything from `modules`. Test modules take part in name resolution only.
    pub fn derive(modules: &[Module]) -> Self {
        let scope = Scope::new(modules);
        let schemas = schema::schemas(&scope);
        let env_reads = environment::env_reads(&scope, &schemas);
        let apps = apps::apps(&scope);
        let (sites, flows) = taint::analyse(&scope, &apps);
        Self { apps, schemas, env_reads, sites, flows }
    }

    /// The schema of `class`.
    pub fn schema(&self, class: ClassId) -> Option<&Schema> {
        let place = self.schemas.binary_search_by_key(&class, |s| s.class).ok()?;
        self.schemas.get(place)
    }

    /// Sites of one kind.
    pub fn sites(&self, kind: SinkKind) -> impl Iterator<Item = &Site> {
        self.sites.iter().filter(move |s| s.kind == kind)
    }

    /// Flows into sites of one kind.
    pub fn flows(&self, kind: SinkKind) -> impl Iterator<Item = &Flow> {
        self.flows.iter().filter(move |f| f.kind == kind)
    }
}
