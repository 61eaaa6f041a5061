//! Every value knows the template line that wrote it and the values key it came from.

mod common;

use common::{Loaded, object};
use ringfort_helm::Given;
use ringfort_source::{At, Kind};

/// The template line and the values line of a value.
fn places(chart: &Loaded, at: At<'_>) -> (String, String) {
    let (At::Set(node) | At::Unknown(node)) = at else { return ("absent".into(), String::new()) };
    let from = node.from.as_deref().map_or_else(String::new, |s| chart.at(*s));
    (chart.at(node.span), from)
}

/// A value of the Deployment, the template line that writes it, and its values key.
const PLACES: &[(&str, &str, &str)] = &[
    // Written by the template itself.
    ("kind", "templates/deployment.yaml:2", ""),
    ("spec.template.spec.hostNetwork", "templates/deployment.yaml:26", ""),
    // A plain look-up.
    ("spec.replicas", "templates/deployment.yaml:9", "values.yaml:1"),
    // Through `toYaml`: each line has its own key.
    (
        "spec.template.spec.containers.securityContext.privileged",
        "templates/deployment.yaml:33",
        "values.yaml:23",
    ),
    (
        "spec.template.spec.containers.securityContext.runAsUser",
        "templates/deployment.yaml:33",
        "values.yaml:24",
    ),
    (
        "spec.template.spec.containers.securityContext",
        "templates/deployment.yaml:33",
        "values.yaml:23",
    ),
    (
        "spec.template.spec.containers.securityContext.capabilities.add",
        "templates/deployment.yaml:33",
        "values.yaml:27",
    ),
    (
        "spec.template.spec.securityContext.fsGroup",
        "templates/deployment.yaml:29",
        "values.yaml:20",
    ),
    // Through `with` and `.`.
    (
        "spec.template.spec.containers.resources.limits.memory",
        "templates/deployment.yaml:52",
        "values.yaml:50",
    ),
    // Two keys in one text: the last one decides. `tag` is empty, and the line to change all the same.
    ("spec.template.spec.containers.image", "templates/deployment.yaml:34", "values.yaml:5"),
    // Through `range` with key and value, and through `tpl`.
    ("spec.template.spec.containers.env.value", "templates/deployment.yaml:43", "values.yaml:58"),
    (
        "spec.template.spec.containers.ports.containerPort",
        "templates/deployment.yaml:47",
        "values.yaml:31",
    ),
    // A helper's lines are its own.
    ("spec.template.spec.containers.livenessProbe.httpGet.path", "templates/_helpers.tpl:45", ""),
    // A name that a helper makes within a line belongs to that line.
    ("metadata.name", "templates/deployment.yaml:4", ""),
];

#[test]
fn values_lead_to_their_keys() {
    let chart = Loaded::folder("web");
    let rendered = chart.render(&Given::default());
    assert_eq!(chart.problems(&rendered), Vec::<String>::new());
    let deployment = object(&rendered, "Deployment");
    for (path, at, from) in PLACES {
        assert_eq!(
            places(&chart, deployment.at(path)),
            ((*at).to_owned(), (*from).to_owned()),
            "{path}"
        );
    }
}

#[test]
fn subcharts_lead_to_their_own_files_and_to_the_values_above_them() {
    let chart = Loaded::folder("umbrella");
    let rendered = chart.render(&Given::default());
    let kid = rendered.objects.iter().find(|o| {
        &*o.template == "charts/kid/templates/a.yaml"
            && o.node.at("values.color").str() == Some("blue")
    });
    let kid = &kid.unwrap().node;
    let table = [
        ("values.size", "charts/kid/templates/a.yaml:4", "charts/kid/values.yaml:2"),
        ("values.color", "charts/kid/templates/a.yaml:4", "values.yaml:8"),
        ("values.global.registry", "charts/kid/templates/a.yaml:4", "values.yaml:2"),
    ];
    for (path, at, from) in table {
        assert_eq!(places(&chart, kid.at(path)), (at.to_owned(), from.to_owned()), "{path}");
    }
}

#[test]
fn a_given_file_is_the_line_to_change() {
    let chart = Loaded::folder("web");
    let given = Given { values: vec![chart.file("values-prod.yaml")], ..Given::default() };
    let rendered = chart.render(&given);
    let deployment = object(&rendered, "Deployment");
    let privileged = deployment.at("spec.template.spec.containers.securityContext.privileged");
    assert_eq!(privileged.bool(), Some(false));
    assert_eq!(places(&chart, privileged).1, "values-prod.yaml:2");
    assert_eq!(
        deployment.at("spec.replicas").node().and_then(ringfort_source::Node::as_i64),
        Some(3)
    );
}

#[test]
fn what_is_not_known_before_an_installation_is_unknown() {
    let chart = Loaded::files(&[
        ("values.yaml", "name: x\n"),
        (
            "templates/a.yaml",
            "kind: X\nrandom: {{ randAlphaNum 8 | b64enc | quote }}\ncert: {{ (genCA \"a\" 1).Cert | b64enc }}\n\
             time: {{ now | date \"2006\" }}\nneeded: {{ required \"say it\" .Values.nope }}\n\
             below: {{ (required \"say it\" .Values.nope).deeper | default \"x\" }}\n\
             namespace: {{ .Release.Namespace }}\nmixed: a-{{ uuidv4 }}\nknown: {{ .Values.name }}\n\
             list:\n  {{- required \"say it\" .Values.nope | toYaml | nindent 2 }}\n",
        ),
    ]);
    let rendered = chart.render(&Given::default());
    let root = &rendered.objects[0].node;
    for key in ["random", "cert", "time", "needed", "below", "namespace", "mixed", "list"] {
        let at = root.at(key);
        assert!(at.is_unknown(), "{key} is {at:?}");
    }
    assert_eq!(root.at("known").str(), Some("x"));
    let problems = chart.problems(&rendered);
    assert_eq!(problems.len(), 3, "{problems:?}");
    let first = "templates/a.yaml:5: the chart demands a value that is not given: say it";
    assert!(problems[0].starts_with(first), "{problems:?}");
    let strict = chart.render(&Given { strict: true, ..Given::default() });
    assert!(strict.objects.is_empty());
}

#[test]
fn a_workload_without_a_namespace_lands_in_that_of_the_release() {
    let chart = Loaded::folder("web");
    let open = chart.render(&Given::default());
    assert!(object(&open, "Deployment").at("metadata.namespace").is_unknown());
    let given = Given { namespace: Some("shop".into()), ..Given::default() };
    let told = chart.render(&given);
    assert_eq!(object(&told, "Deployment").at("metadata.namespace").str(), Some("shop"));
    assert!(matches!(
        object(&told, "Secret").at("metadata.namespace").node().unwrap().kind,
        Kind::Str(_)
    ));
}
