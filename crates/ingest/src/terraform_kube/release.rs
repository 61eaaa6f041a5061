//! `helm_release`: a chart of the files is rendered with the values that the resource gives. Source: reference of the
//! Helm provider, "`helm_release`".

use ringfort_helm::{Given, Problem, Setting};
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, SourceMap};
use ringfort_vocab::NoticeKind;

use super::documents;
use crate::charts::{Asked, Charts, Installed};

/// What a release installs, and what becomes of its chart; or why none is known.
pub(super) fn install(
    sources: &SourceMap,
    resource: &Resource,
    charts: &Charts<'_>,
) -> Result<(Result<Vec<Node>, String>, Installed), String> {
    if let Some(unjudged) = of_unknown_repository(resource, charts) {
        return Ok(unjudged);
    }
    let folder = folder(resource)?;
    if !charts.has(&folder) {
        return Err(format!("installs the chart `{folder}`, which is not among the files"));
    }
    let done = given(sources, resource).and_then(|given| {
        // Tests run on demand only.
        let asked = Asked { given, skip_tests: true, ..Asked::default() };
        charts.install(&folder, asked).ok_or_else(|| "installs no chart".to_owned())
    });
    Ok(match done {
        Ok((objects, mut rendered)) => {
            rendered.problems.extend(unknown_values(sources, resource));
            (Ok(objects), Installed { folder, rendered: Ok(rendered), crds: false })
        }
        Err(cause) => {
            // It is not judged with its own values either: they are not what is installed.
            let why = format!("{} installs it and {cause}", resource.address);
            (Err(cause), Installed { folder, rendered: Err(why), crds: false })
        }
    })
}

/// A chart that lies in the files, if it does not come from a repository, which is not known.
fn of_unknown_repository(
    resource: &Resource,
    charts: &Charts<'_>,
) -> Option<(Result<Vec<Node>, String>, Installed)> {
    let At::Unknown(repository) = resource.at("repository") else { return None };
    let chart = resource.at("chart").str()?;
    let folder = ringfort_kustomize::join(&resource.root, chart);
    if !charts.has(&folder) {
        return None;
    }
    let cause = format!(
        "installs the chart `{chart}`, from the files or from a repository that is not known ({}); scan what `helm template` renders too",
        repository.cause()
    );
    let why = format!("{} {cause}", resource.address);
    Some((Err(cause), Installed { folder, rendered: Err(why), crds: false }))
}

fn given(sources: &SourceMap, resource: &Resource) -> Result<Given<'static>, String> {
    Ok(Given {
        trees: values(sources, resource)?,
        settings: settings(resource)?,
        release: text(resource, "name"),
        namespace: text(resource, "namespace").or_else(|| absent(resource, "namespace")),
        ..Given::default()
    })
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

/// The documents of `values`, later ones over earlier ones, those that are not known among them.
fn values(sources: &SourceMap, resource: &Resource) -> Result<Vec<Node>, String> {
    let list = match resource.at("values") {
        At::Absent(_) => return Ok(vec![]),
        At::Unknown(node) => return Ok(vec![node.clone()]),
        At::Set(node) => node.one_or_many(),
    };
    let mut trees = vec![];
    for node in list {
        match &node.kind {
            // An encoded map came as a tree; of one that is not known none of the chart's values is.
            Kind::Unknown(_) | Kind::Map(_) => trees.push(node.clone()),
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

/// Where a release gives values of which nothing is known.
fn unknown_values(sources: &SourceMap, resource: &Resource) -> Vec<Problem> {
    let trees = values(sources, resource).unwrap_or_default();
    let each = trees.iter().filter(|tree| tree.is_unknown()).map(|tree| Problem {
        kind: NoticeKind::NotRendered,
        span: tree.span,
        message: format!(
            "{} {}, so what they decide is not evaluated: scan what `helm template` renders too",
            resource.address,
            unknown(tree)
        ),
    });
    each.collect()
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
