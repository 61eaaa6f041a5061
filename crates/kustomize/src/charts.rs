//! `helmCharts`: charts that lie beside the kustomization are rendered by the caller, with the values that the
//! entry gives. Source: kustomize's reference, "helmCharts" and "`HelmChartInflationGenerator`".

use ringfort_source::Node;

use crate::build::{Builder, Layer};
use crate::resource::Resource;
use crate::{Chart, ProblemKind, chart_values, path};

/// Where charts lie unless the kustomization says otherwise.
const HOME: &str = "charts";

/// Adds what the charts of a kustomization render to.
pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut Vec<Resource>) {
    for field in ["helmGlobals.configHome", "helmGlobals.helmHome"] {
        builder.refuse(
            layer.root.at(field).node().is_some(),
            "it names a home of Helm's own settings and plugins",
        );
    }
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
pub(crate) struct Fields {
    name: &'static str,
    repository: &'static str,
    version: &'static str,
    pub(crate) values: &'static str,
    pub(crate) inline: &'static str,
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
    builder.takes_charts = true;
    let home = entry.at("chartHome").str().unwrap_or(home);
    let folder = path::join(&layer.dir, &format!("{home}/{name}"));
    let repository = entry.at(fields.repository).str().filter(|r| !r.is_empty());
    // What the tool fetched from a repository lies in a folder of its version; older ones knew no such folder.
    let versioned = repository
        .and_then(|_| entry.at(fields.version).node()?.scalar())
        .map(|version| path::join(&layer.dir, &format!("{home}/{name}-{version}/{name}")));
    for folder in versioned.into_iter().chain([folder.clone()]) {
        let Some(chart) = asked(builder, layer, entry, fields, folder) else { return };
        if let Some(objects) = (builder.inflate)(&chart) {
            resources.extend(objects.into_iter().map(Resource::new));
            return;
        }
    }
    let (kind, cause) = match repository {
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
fn asked(
    builder: &mut Builder<'_>,
    layer: &Layer,
    entry: &Node,
    fields: &Fields,
    folder: String,
) -> Option<Chart> {
    let unread = |builder: &Builder<'_>| {
        let unread = [ProblemKind::Missing, ProblemKind::Remote, ProblemKind::Invalid];
        builder.problems.iter().filter(|p| unread.contains(&p.kind)).count()
    };
    let before = unread(builder);
    let values = chart_values::values(builder, layer, entry, fields, &folder);
    if unread(builder) > before {
        return None;
    }
    let release = entry.at("releaseName");
    let template = entry.at("nameTemplate");
    builder.refuse(
        release.str().is_some_and(|name| name.starts_with('-')),
        "a release is named like a flag of Helm",
    );
    builder.refuse(
        ["configHome", "helmHome", "helmBin"].iter().any(|key| entry.get(key).is_some()),
        "it names a home of Helm's own settings and plugins",
    );
    if release.node().is_some() && template.node().is_some() {
        let cause = "`releaseName` and `nameTemplate` both name the release, which Helm refuses; remove one of the two";
        builder.problem(ProblemKind::Invalid, template.span(), cause);
    }
    let text = |key: &str| entry.at(key).str().map(str::to_owned);
    let flag = |key: &str| entry.at(key).bool() == Some(true);
    let apis = entry.at("apiVersions").list().iter().filter_map(Node::as_str);
    Some(Chart {
        folder,
        values,
        release: text("releaseName").filter(|name| !name.is_empty()),
        name_template: template.node().filter(|n| n.as_str().is_some()).cloned(),
        include_crds: flag("includeCRDs"),
        namespace: text(fields.namespace),
        kube_version: text("kubeVersion"),
        api_versions: apis.map(str::to_owned).collect(),
        skip_hooks: flag("skipHooks"),
        skip_tests: flag("skipTests"),
    })
}
