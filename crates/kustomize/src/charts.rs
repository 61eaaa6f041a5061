//! `helmCharts`: charts that lie beside the kustomization are rendered by the caller, with the values that the
//! entry gives. Source: kustomize's reference, "helmCharts" and "`HelmChartInflationGenerator`".

use ringfort_source::{At, Kind, Node};

use crate::build::{Builder, Layer};
use crate::resource::Resource;
use crate::{Chart, ProblemKind, path};

/// Where charts lie unless the kustomization says otherwise.
const HOME: &str = "charts";

/// Adds what the charts of a kustomization render to.
pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut Vec<Resource>) {
    let home = layer.root.at("helmGlobals.chartHome").str().unwrap_or(HOME).to_owned();
    for entry in layer.root.at("helmCharts").list() {
        inflate(builder, layer, entry, &home, &NEW, resources);
    }
    for entry in layer.root.at("helmChartInflationGenerator").list() {
        inflate(builder, layer, entry, &home, &OLD, resources);
    }
    for node in layer.root.at("generators").list() {
        generator(builder, layer, node, &home, resources);
    }
}

/// A generator: the built-in one for charts, or a plugin, which is not run.
fn generator(
    builder: &mut Builder<'_>,
    layer: &Layer,
    node: &Node,
    home: &str,
    resources: &mut Vec<Resource>,
) {
    let inline = node.as_str().is_some_and(|text| text.contains('\n'));
    for document in builder.documents(layer, node, inline) {
        if document.at("kind").str() == Some("HelmChartInflationGenerator") {
            inflate(builder, layer, &document, home, &NEW, resources);
        } else {
            let cause = "a generator that is a plugin is not run, so its objects are missing; scan the output of `kustomize build` instead";
            builder.problem(ProblemKind::Unsupported, node.span, cause);
        }
    }
}

/// The names of the fields, which the old form of an entry has differently.
struct Fields {
    name: &'static str,
    repository: &'static str,
    version: &'static str,
    values: &'static str,
    inline: &'static str,
    namespace: &'static str,
}

const NEW: Fields = Fields {
    name: "name",
    repository: "repo",
    version: "version",
    values: "valuesFile",
    inline: "valuesInline",
    namespace: "namespace",
};

const OLD: Fields = Fields {
    name: "chartName",
    repository: "chartRepoUrl",
    version: "chartVersion",
    values: "values",
    inline: "valuesLocal",
    namespace: "releaseNamespace",
};

fn inflate(
    builder: &mut Builder<'_>,
    layer: &Layer,
    entry: &Node,
    home: &str,
    fields: &Fields,
    resources: &mut Vec<Resource>,
) {
    let Some(name) = entry.at(fields.name).str() else {
        let cause = format!("a chart without a known `{}`: write its name", fields.name);
        builder.problem(ProblemKind::Invalid, entry.span, cause);
        return;
    };
    let home = entry.at("chartHome").str().unwrap_or(home);
    let folder = path::join(&layer.dir, &format!("{home}/{name}"));
    let versioned = entry.at(fields.version).str().map(|version| {
        // What the tool fetched from a repository lies in a folder of its version.
        path::join(&layer.dir, &format!("{home}/{name}-{version}/{name}"))
    });
    let Some(mut chart) = asked(builder, layer, entry, fields) else { return };
    for folder in std::iter::once(folder.clone()).chain(versioned) {
        chart.folder = folder;
        if let Some(objects) = (builder.inflate)(&chart) {
            resources.extend(objects.into_iter().map(Resource::new));
            return;
        }
    }
    let (kind, cause) = match entry.at(fields.repository).str() {
        Some(repository) => (
            ProblemKind::Remote,
            format!(
                "the chart `{name}` is in the repository `{repository}` and is not fetched, so its objects are missing; put it into `{folder}` (`helm pull --untar`) or scan the output of `kustomize build --enable-helm`"
            ),
        ),
        None => (
            ProblemKind::Missing,
            format!(
                "there is no chart in `{folder}`, so its objects are missing; correct `{}` or `helmGlobals.chartHome`",
                fields.name
            ),
        ),
    };
    builder.problem(kind, entry.span, cause);
}

/// What an entry asks of its chart; `None` where part of it is not known, which is said.
fn asked(builder: &mut Builder<'_>, layer: &Layer, entry: &Node, fields: &Fields) -> Option<Chart> {
    let before = builder.problems.len();
    let values = values(builder, layer, entry, fields);
    if builder.problems.len() > before {
        return None;
    }
    let text = |key: &str| entry.at(key).str().map(str::to_owned);
    let flag = |key: &str| entry.at(key).bool() == Some(true);
    let apis = entry.at("apiVersions").list().iter().filter_map(Node::as_str);
    // A template of the name is evaluated when the chart is rendered; a plain text is the name.
    let named = text("nameTemplate").filter(|name| !name.contains("{{"));
    Some(Chart {
        folder: String::new(),
        values,
        release: text("releaseName").or(named),
        namespace: text(fields.namespace),
        kube_version: text("kubeVersion"),
        api_versions: apis.map(str::to_owned).collect(),
        skip_hooks: flag("skipHooks"),
        skip_tests: flag("skipTests"),
    })
}

/// The values, later ones over earlier ones: the file, over or under the inline ones, then further files.
fn values(builder: &mut Builder<'_>, layer: &Layer, entry: &Node, fields: &Fields) -> Vec<Node> {
    let file = |builder: &mut Builder<'_>, at: At<'_>| -> Vec<Node> {
        match at.node().filter(|n| n.as_str().is_some()) {
            Some(node) => builder.documents(layer, node, false).into_iter().take(1).collect(),
            None => vec![],
        }
    };
    let whole = file(builder, entry.at(fields.values));
    let inline: Vec<Node> = entry
        .at(fields.inline)
        .node()
        .filter(|n| matches!(n.kind, Kind::Map(_)))
        .cloned()
        .into_iter()
        .collect();
    let mut all = match entry.at("valuesMerge").str() {
        Some("merge") => [inline, whole].concat(),
        Some("replace") if !inline.is_empty() => inline,
        _ => [whole, inline].concat(),
    };
    for node in entry.at("additionalValuesFiles").list() {
        all.extend(file(builder, At::Set(node)));
    }
    all
}
