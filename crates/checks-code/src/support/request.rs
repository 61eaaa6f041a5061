//! Which schemas describe what a caller sends.

use std::collections::BTreeSet;

use ringfort_check::Scene;
use ringfort_check::facts::code::{ClassId, Origin, Schema, Shape, ShapeKind};

/// The schemas that request bodies and forms are read into, with the schemas of their fields and their
/// base classes.
pub(crate) fn schemas(scene: &Scene<'_>) -> BTreeSet<ClassId> {
    let code = &scene.facts.code;
    let mut found = BTreeSet::new();
    let params = code.apps.iter().flat_map(|a| &a.routes).flat_map(|r| &r.params);
    let sent = params.filter(|p| matches!(p.origin, Origin::Body | Origin::Form | Origin::Query));
    let mut queue: Vec<ClassId> = sent.filter_map(|p| model(&p.shape)).collect();
    while let Some(id) = queue.pop() {
        if !found.insert(id) {
            continue;
        }
        let Some(schema) = code.schema(id) else { continue };
        queue.extend(schema.fields.iter().filter_map(|f| model(&f.shape)));
        queue.extend(bases(scene, id));
    }
    found
}

/// The schema of a shape, also as the element of a list.
pub(crate) fn model(shape: &Shape) -> Option<ClassId> {
    match &shape.kind {
        ShapeKind::Model(id) => Some(*id),
        ShapeKind::List(item) => model(item),
        _ => None,
    }
}

/// The base classes of a schema that are schemas of the same file.
fn bases(scene: &Scene<'_>, id: ClassId) -> Vec<ClassId> {
    let Some(module) = scene.facts.model.modules.get(id.module) else { return vec![] };
    let Some(class) = module.classes.get(id.class) else { return vec![] };
    let paths = class.bases.iter().filter_map(|b| module.resolve(b));
    let indices = paths.filter_map(|p| module.class_index(&p));
    indices.map(|class| ClassId { module: id.module, class }).collect()
}

/// Is `schema` one that callers fill?
pub(crate) fn is_request(scene: &Scene<'_>, schema: &Schema) -> bool {
    !schema.is_settings && schemas(scene).contains(&schema.class)
}

/// Is `schema` filled by a route that writes (any method but GET, HEAD and OPTIONS)?
pub(crate) fn is_written(scene: &Scene<'_>, schema: &Schema) -> bool {
    let routes = scene.facts.code.apps.iter().flat_map(|a| &a.routes);
    let params = routes.flat_map(|r| &r.params);
    params.filter(|p| p.origin == Origin::Body).any(|p| model(&p.shape) == Some(schema.class))
}
