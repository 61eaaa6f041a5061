//! `helm_release`: a chart of the files is rendered with the values that the resource gives. Source: reference of the
//! Helm provider, "`helm_release`".

use ringfort_helm::{Given, Setting};
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, SourceMap};

use super::documents;
use crate::charts::{Charts, Installed};

/// What a release installs, or why that is not known.
pub(super) fn install(
    sources: &SourceMap,
    resource: &Resource,
    charts: &Charts<'_>,
) -> Result<(Vec<Node>, Installed), String> {
    let folder = folder(resource)?;
    let given = Given {
        trees: values(sources, resource)?,
        settings: settings(resource)?,
        release: text(resource, "name"),
        namespace: text(resource, "namespace").or_else(|| absent(resource, "namespace")),
        ..Given::default()
    };
    let Some((objects, rendered)) = charts.install(&folder, &given) else {
        return Err(format!("installs the chart `{folder}`, which is not among the files"));
    };
    // Tests run on demand only.
    let nodes = objects.into_iter().filter(|o| !o.test).map(|o| o.node).collect();
    Ok((nodes, Installed { folder, rendered: Some(rendered) }))
}

fn text(resource: &Resource, key: &str) -> Option<String> {
    resource.at(key).str().map(str::to_owned)
}

/// The namespace `default` holds where none is written.
fn absent(resource: &Resource, key: &str) -> Option<String> {
    resource.at(key).is_absent().then(|| "default".to_owned())
}

/// The folder of a chart that lies in the files: a path, seen from the root module.
fn folder(resource: &Resource) -> Result<String, String> {
    let chart = match resource.at("chart") {
        At::Set(node) => node.as_str().unwrap_or(""),
        At::Unknown(node) => {
            return Err(format!("installs a chart that is not known ({})", node.cause()));
        }
        At::Absent(_) => return Err("installs no chart".into()),
    };
    let next = "; scan the output of `helm template` too";
    match resource.at("repository") {
        At::Set(node) if node.as_str() != Some("") => {
            let repository = node.as_str().unwrap_or("?");
            return Err(format!(
                "installs the chart `{chart}` of the repository `{repository}`, which is not fetched{next}"
            ));
        }
        At::Unknown(_) => {
            return Err(format!("installs the chart `{chart}` of a repository{next}"));
        }
        _ => {}
    }
    if chart.contains("://") {
        return Err(format!("installs the chart `{chart}`, which is not fetched{next}"));
    }
    Ok(ringfort_kustomize::join(&resource.root, chart))
}

/// The documents of `values`, later ones over earlier ones.
fn values(sources: &SourceMap, resource: &Resource) -> Result<Vec<Node>, String> {
    let list = match resource.at("values") {
        At::Absent(_) => return Ok(vec![]),
        At::Unknown(node) => return Err(unknown(node)),
        At::Set(node) => node.one_or_many(),
    };
    let mut trees = vec![];
    for node in list {
        match &node.kind {
            Kind::Unknown(_) => return Err(unknown(node)),
            // An encoded map came as a tree.
            Kind::Map(_) => trees.push(node.clone()),
            Kind::Str(_) => {
                trees.extend(documents(sources, node, "values")?.into_iter().take(1));
            }
            _ => {}
        }
    }
    Ok(trees)
}

fn unknown(node: &Node) -> String {
    format!("gives its chart values that are not known ({})", node.cause())
}

/// The single settings, in the order in which the provider lays them over each other.
fn settings(resource: &Resource) -> Result<Vec<Setting>, String> {
    let mut found = vec![];
    for key in ["set", "set_list", "set_sensitive", "set_wo"] {
        let list = resource.at(key);
        if let At::Unknown(node) = list {
            return Err(unknown(node));
        }
        for node in list.list() {
            let (Some(path), At::Set(value) | At::Unknown(value)) =
                (node.at("name").str(), node.at("value"))
            else {
                let name = node.at("name");
                if name.is_unknown() || node.is_unknown() {
                    return Err("sets a value whose name is not known".into());
                }
                continue;
            };
            let text = node.at("type").str() == Some("string");
            found.push(Setting { path: path.to_owned(), value: value.clone(), text });
        }
    }
    Ok(found)
}
