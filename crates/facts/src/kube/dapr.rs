//! Components of Dapr: who loads them, and the files they keep. Source: Dapr documentation, "Component
//! schema", "How-To: Scope components to one or more applications".

use ringfort_model::kube::{Kube, Object, Workload};
use ringfort_source::Node;

use super::{KubeFacts, share_namespace};

/// The components that keep files of their own, with the metadata item that says where.
const KEEPERS: &[(&str, &str)] =
    &[("state.sqlite", "connectionString"), ("bindings.localstorage", "rootPath")];

/// A place in a file system that a Component writes to.
#[derive(Clone, Copy, Debug)]
pub struct ComponentFile<'a> {
    /// The Component.
    pub component: &'a Object,
    /// Where it is written.
    pub at: &'a Node,
    /// The path; `None` where it is not known.
    pub path: Option<&'a str>,
}

/// Is it an object of Dapr?
pub fn is_dapr(object: &Object) -> bool {
    object.group() == "dapr.io"
}

/// The metadata item `name` of a Component, ignoring case as Dapr does.
pub fn component_item<'a>(component: &'a Object, name: &str) -> Option<&'a Node> {
    let items = component.at("spec.metadata").list();
    items.iter().find(|i| i.at("name").str().is_some_and(|n| n.eq_ignore_ascii_case(name)))
}

/// The file or folder that `component` keeps, for the types that keep one.
pub fn component_file(component: &Object) -> Option<ComponentFile<'_>> {
    let kind = component.at("spec.type").str().filter(|_| is_dapr(component))?;
    let (_, item) = KEEPERS.iter().find(|(k, _)| *k == kind)?;
    let at = component_item(component, item)?.at("value").node()?;
    // SQLite takes a plain path or an address: `file:/data/state.db?mode=rwc`.
    let path = at.as_str().and_then(|text| text.trim_start_matches("file:").split('?').next());
    Some(ComponentFile { component, at, path })
}

impl KubeFacts {
    /// The files of the Components that the sidecar of `workload` loads: those of its namespace whose
    /// scopes are empty or name its `dapr.io/app-id` (by default the name of the workload).
    pub fn component_files<'a>(
        &'a self,
        kube: &'a Kube,
        workload: &Workload,
    ) -> Vec<ComponentFile<'a>> {
        let Some(object) = kube.object(workload.object) else { return vec![] };
        let own = workload.annotation(object, "dapr.io/app-id").str().unwrap_or(&object.name);
        let loaded = |component: &&Object| {
            let scopes = component.at("scopes").list();
            let named = scopes.iter().any(|s| s.is_unknown() || s.as_str() == Some(own));
            share_namespace(component, object) && (scopes.is_empty() || named)
        };
        self.of_kind(kube, "Component").filter(loaded).filter_map(component_file).collect()
    }
}
