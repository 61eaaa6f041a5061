//! Source code subjects.

use std::sync::Arc;

use ringfort_facts::code::taint::Site;
use ringfort_facts::code::{App, EnvRead, Route, Schema};
use ringfort_model::code::Module;
use ringfort_source::Span;

use crate::{Scene, Subject};

fn path_of(scene: &Scene<'_>, module: usize) -> Arc<str> {
    scene.facts.model.modules.get(module).map_or_else(|| "".into(), |m| (&*m.path).into())
}

/// A module. The asset is the file. Test modules are not judged: they do not run in production.
impl Subject for Module {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.modules.iter().filter(|m| !m.is_test()).for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        (&*self.path).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.source)
    }
}

/// A web application. The asset is the file that makes it.
impl Subject for App {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.code.apps.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        scene.facts.path(self.span).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.span
    }
}

/// A route. The asset is its method and path, so that each counts.
impl Subject for Route {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.code.apps.iter().flat_map(|a| &a.routes).for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        let methods = if self.methods.is_empty() { "ANY".into() } else { self.methods.join(",") };
        let path = self.path.as_deref().unwrap_or(&self.name);
        format!("{} {methods} {path}", scene.facts.path(self.span)).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.span
    }
}

/// A place where input could do harm, outside tests. The asset is the file; types are kinds of sink (`Sql`).
impl Subject for Site {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let wanted = |s: &&Site| {
            !s.in_test && (types.is_empty() || types.contains(&format!("{:?}", s.kind).as_str()))
        };
        scene.facts.code.sites.iter().filter(wanted).for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        path_of(scene, self.module)
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.span
    }
}

/// A class that validates its fields.
impl Subject for Schema {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.code.schemas.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        format!("{} {}", scene.facts.path(self.span), self.name).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.span
    }
}

/// A read of the environment. The asset is the file.
impl Subject for EnvRead {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.code.env_reads.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        path_of(scene, self.module)
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.span
    }
}
