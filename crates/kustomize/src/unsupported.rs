//! What a kustomization asks for that is not evaluated: said, with its line.

use ringfort_source::Node;

use crate::ProblemKind;
use crate::build::Builder;

/// Fields that are understood or have no effect on what is produced.
const FIELDS: [&str; 33] = [
    "apiVersion",
    "kind",
    "metadata",
    "resources",
    "bases",
    "components",
    "patches",
    "patchesStrategicMerge",
    "patchesJson6902",
    "replacements",
    "vars",
    "images",
    "namespace",
    "namePrefix",
    "nameSuffix",
    "labels",
    "commonLabels",
    "commonAnnotations",
    "replicas",
    "configMapGenerator",
    "secretGenerator",
    "generatorOptions",
    "buildMetadata",
    "sortOptions",
    "crds",
    "openapi",
    "$schema",
    "inventory",
    "commonMetadata",
    "validators",
    "helmGlobals",
    "helmCharts",
    "helmChartInflationGenerator",
];

pub(crate) fn check(builder: &mut Builder<'_>, root: &Node) {
    for field in ["helmCharts", "helmChartInflationGenerator"] {
        for chart in root.at(field).list() {
            let name = chart.at("name").str().or(chart.at("chartName").str()).unwrap_or("?");
            let cause = format!(
                "the chart `{name}` is not rendered here, so its objects are missing; scan the output of `kustomize build --enable-helm` or of `helm template`"
            );
            builder.problem(ProblemKind::Unsupported, chart.span, cause);
        }
    }
    for entry in root.entries().iter().filter(|e| !FIELDS.contains(&&*e.key)) {
        let key = &entry.key;
        let cause = format!(
            "`{key}` is not evaluated, so the objects may differ from the tool's; scan the output of `kustomize build` instead"
        );
        builder.problem(ProblemKind::Unsupported, entry.key_span, cause);
    }
}
