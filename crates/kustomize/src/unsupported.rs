//! What a kustomization asks for that is not evaluated: said, with its line.

use ringfort_source::Node;

use crate::ProblemKind;
use crate::build::Builder;

/// Fields that are understood or have no effect on what is produced.
const FIELDS: [&str; 34] = [
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
    "generators",
];

pub(crate) fn check(builder: &mut Builder<'_>, root: &Node) {
    for entry in root.entries().iter().filter(|e| !FIELDS.contains(&&*e.key)) {
        let key = &entry.key;
        let cause = format!(
            "`{key}` is not evaluated, so the objects may differ from the tool's; scan the output of `kustomize build` instead"
        );
        builder.problem(ProblemKind::Unsupported, entry.key_span, cause);
    }
}
