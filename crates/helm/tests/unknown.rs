//! Values that are not known when a chart is read: nothing that hangs on one is guessed.

mod common;

use common::Loaded;
use ringfort_helm::{Given, Setting};
use ringfort_source::{At, Node, SourceId, Span};

const VALUES: &str = "yes: true\nno: false\nname: a\nempty: ''\nlist: [a, b]\nmap: {k: v}\n";

/// What another tool hands over without knowing it: `u`, and `deep.u` within a map.
fn given() -> Given<'static> {
    let node = || Node::unknown(Span::file(SourceId(0)), "made when it is applied");
    let setting = |path: &str| Setting { path: path.into(), value: node(), text: false };
    Given { settings: vec![setting("u"), setting("deep.u")], ..Given::default() }
}

/// How the key `v` of what `template` renders to is shown, and whether it is said that something is not evaluated.
fn shown(template: &str) -> (String, bool) {
    let text = format!("kind: K\nmetadata: {{name: n}}\n{template}\n");
    let chart = Loaded::files(&[("values.yaml", VALUES), ("templates/a.yaml", &text)]);
    let rendered = chart.render(&given());
    let problems = chart.problems(&rendered);
    let found = rendered.objects.first().map(|o| match o.node.at("v") {
        At::Absent(_) => "absent".to_owned(),
        At::Unknown(_) => "unknown".to_owned(),
        At::Set(node) => node.scalar().unwrap_or_else(|| {
            let known = |n: &Node| n.scalar().unwrap_or_else(|| "unknown".to_owned());
            node.items().iter().map(known).collect::<Vec<_>>().join(" ")
        }),
    });
    let said = problems.iter().any(|p| p.contains("not evaluated"));
    let other: Vec<&String> = problems.iter().filter(|p| !p.contains("not evaluated")).collect();
    assert!(other.is_empty(), "{template}: {other:?}");
    (found.unwrap_or_default(), said)
}

/// Expressions as values.
const VALUES_OF: &[(&str, &str)] = &[
    (".Values.u", "unknown"),
    (".Values.deep.u.x.y", "unknown"),
    (".Values.name", "a"),
    ("eq .Values.u \"a\"", "unknown"),
    ("ne .Values.u \"a\"", "unknown"),
    ("lt .Values.u 1", "unknown"),
    ("le .Values.u 1", "unknown"),
    ("gt .Values.u 1", "unknown"),
    ("ge .Values.u 1", "unknown"),
    ("not .Values.u", "unknown"),
    ("and .Values.u .Values.yes", "unknown"),
    ("or .Values.u .Values.no", "unknown"),
    // What decides alone is known.
    ("and .Values.no .Values.u", "false"),
    ("or .Values.yes .Values.u", "true"),
    ("default \"a\" .Values.u", "unknown"),
    ("default .Values.u \"a\"", "a"),
    ("coalesce .Values.u \"a\"", "unknown"),
    ("coalesce \"a\" .Values.u", "a"),
    ("ternary \"a\" \"b\" .Values.u", "unknown"),
    ("ternary \"a\" .Values.u .Values.yes", "a"),
    ("empty .Values.u", "unknown"),
    ("all .Values.yes .Values.u", "unknown"),
    ("all .Values.no .Values.u", "false"),
    ("any .Values.no .Values.u", "unknown"),
    ("any .Values.yes .Values.u", "true"),
    ("hasKey .Values \"u\"", "true"),
    ("hasKey .Values.u \"k\"", "unknown"),
    ("hasKey .Values.map .Values.u", "unknown"),
    ("get .Values.map .Values.u", "unknown"),
    ("index .Values.map .Values.u", "unknown"),
    ("index .Values.list (int .Values.u)", "unknown"),
    ("dig \"k\" \"x\" .Values.deep.u", "unknown"),
    ("dig \"u\" \"x\" .Values.deep", "unknown"),
    ("dig \"k\" \"x\" .Values.map", "v"),
    ("kindOf .Values.u", "unknown"),
    ("kindIs \"map\" .Values.u", "unknown"),
    ("kindOf .Release.Namespace", "string"),
    ("typeIs \"string\" .Values.u", "unknown"),
    ("contains \"a\" .Values.u", "unknown"),
    ("hasPrefix .Values.u \"a\"", "unknown"),
    ("regexMatch \"a\" .Values.u", "unknown"),
    ("semverCompare \">1\" .Values.u", "unknown"),
    ("has \"a\" .Values.u", "unknown"),
    ("has .Values.u .Values.list", "unknown"),
    ("has \"a\" (list \"a\" .Values.u)", "true"),
    ("has \"b\" (list \"a\" .Values.u)", "unknown"),
    ("deepEqual .Values.map .Values.deep", "false"),
    ("deepEqual .Values.deep (dict \"u\" 1)", "unknown"),
    ("len .Values.u", "unknown"),
    ("len (keys .Values.u)", "unknown"),
    ("len (splitList \",\" (printf \"%s\" .Values.u))", "unknown"),
    ("first .Values.u", "unknown"),
    ("add 1 .Values.u", "unknown"),
    ("int .Values.u", "unknown"),
    ("max 1 .Values.u", "unknown"),
    ("upper .Values.u", "unknown"),
    ("quote .Values.u", "unknown"),
    ("printf \"%s-x\" .Values.u", "unknown"),
    ("printf \"%d\" .Values.u", "unknown"),
    ("join \",\" .Values.u", "unknown"),
    ("b64enc .Values.u", "unknown"),
    ("toJson .Values.deep | quote", "unknown"),
    ("(fromYaml (printf \"a: %v\" .Values.u)).a", "unknown"),
    ("(fromYaml (printf \"%v\" .Values.u)).a", "unknown"),
    ("pluck .Values.u .Values.map | first", "unknown"),
    ("(pick .Values.map .Values.u).k", "unknown"),
    ("(omit .Values.map .Values.u).k", "unknown"),
    ("compact (list .Values.u) | len", "unknown"),
    ("uniq (list \"a\" .Values.u) | len", "unknown"),
    ("without (list \"a\") .Values.u | len", "unknown"),
    ("(list \"a\" .Values.u) | len", "2"),
    ("append .Values.list .Values.u | len", "3"),
    ("tpl \"{{ .Values.u }}\" .", "unknown"),
    ("tpl .Values.u .", "unknown"),
    ("required \"is demanded\" .Values.u", "unknown"),
];

#[test]
fn expressions_on_unknown_values_are_unknown() {
    for (expression, expected) in VALUES_OF {
        let (found, _) = shown(&format!("v: {{{{ {expression} }}}}"));
        assert_eq!(found, *expected, "{expression}");
    }
}

/// What the condition decides, and whether it is said that it is not known.
const CONDITIONS: &[(&str, &str, bool)] = &[
    ("{{ if .Values.u }}v: 1{{ end }}", "unknown", true),
    ("{{ if .Values.u }}v: 1{{ else }}v: 2{{ end }}", "unknown", true),
    ("{{ if .Values.u }}v: 1{{ else }}v: 1{{ end }}", "1", true),
    ("{{ if not .Values.u }}v: 1{{ end }}", "unknown", true),
    ("{{ if eq .Values.u \"prod\" }}{{ else }}v: 1{{ end }}", "unknown", true),
    ("{{ if ne .Values.u \"prod\" }}v: 1{{ end }}", "unknown", true),
    ("{{ if gt (int .Values.u) 1 }}v: 1{{ end }}", "unknown", true),
    ("{{ if hasKey .Values.deep.u \"k\" }}v: 1{{ end }}", "unknown", true),
    ("{{ if default .Values.yes .Values.u }}v: 1{{ end }}", "1", false),
    ("{{ if default .Values.no .Values.u }}v: 1{{ end }}", "unknown", true),
    ("{{ if or .Values.u .Values.yes }}v: 1{{ end }}", "1", false),
    ("{{ if and .Values.u .Values.no }}v: 1{{ end }}", "absent", false),
    ("{{ if and .Values.no .Values.u }}v: 1{{ end }}", "absent", false),
    ("{{ if printf \"x-%s\" .Values.u }}v: 1{{ end }}", "1", false),
    ("{{ if .Release.Namespace }}v: 1{{ end }}", "1", false),
    ("{{ if eq .Release.Namespace \"default\" }}v: 1{{ end }}", "unknown", true),
    ("{{ if randAlphaNum 8 }}v: 1{{ end }}", "1", false),
    ("{{ with .Values.u }}v: {{ . }}{{ else }}v: 1{{ end }}", "unknown", true),
    ("{{ range .Values.u }}v: 1{{ end }}", "unknown", true),
    ("v: [a,{{ range .Values.u }}{{ . }},{{ end }}]", "a unknown", true),
    ("{{ range until (int .Values.u) }}v: 1{{ end }}", "unknown", true),
    ("{{ $x := 1 }}{{ if .Values.u }}{{ $x = 2 }}{{ end }}v: {{ $x }}", "unknown", true),
    // Two turns that would take each other back.
    (
        "{{ $x := true }}{{ if .Values.u }}{{ $x = false }}{{ end }}{{ if and .Values.deep.u $x }}v: 1{{ end }}",
        "unknown",
        true,
    ),
    (
        "{{ $m := dict }}{{ if .Values.u }}{{ $_ := set $m \"k\" 1 }}{{ end }}v: {{ $m.k }}",
        "unknown",
        true,
    ),
    ("{{ $m := dict \"k\" 1 }}{{ $_ := set $m .Values.u 2 }}v: {{ $m.k }}", "1", true),
    ("{{ $m := merge (dict) .Values.u }}v: {{ $m.k }}", "unknown", true),
    (
        "{{ define \"on\" }}{{ if .Values.u }}true{{ end }}{{ end }}{{ if include \"on\" . }}v: 1{{ end }}",
        "unknown",
        true,
    ),
    (
        "{{ define \"on\" }}{{ if .Values.u }}a{{ else }}b{{ end }}{{ end }}{{ if eq (include \"on\" .) \"b\" }}v: 1{{ end }}",
        "unknown",
        true,
    ),
    // The chart refuses one of the two ways, so it is the other one.
    ("{{ if .Values.u }}v: 1{{ else }}{{ fail \"set u\" }}{{ end }}", "1", true),
];

#[test]
fn what_hangs_on_an_unknown_condition_is_unknown_and_said() {
    for (template, expected, said) in CONDITIONS {
        assert_eq!(shown(template), ((*expected).to_owned(), *said), "{template}");
    }
}

#[test]
fn the_notice_names_the_line_the_cause_and_the_next_step() {
    let text = "kind: K\n{{ if .Values.u }}\nv: 1\n{{ end }}\n";
    let chart = Loaded::files(&[("templates/a.yaml", text)]);
    let rendered = chart.render(&given());
    let expected = "templates/a.yaml:2: what this decides is not evaluated, since the condition is not known (the value that is handed to the chart is not known): scan what `helm template` renders too";
    assert_eq!(chart.problems(&rendered), [expected]);
}

#[test]
fn objects_that_are_perhaps_there_keep_their_names_only() {
    let text = "{{ if .Values.u }}\napiVersion: v1\nkind: K\nmetadata: {name: n, labels: {a: b}}\nspec: {open: true}\n{{ end }}\n---\nkind: L\nmetadata: {name: {{ .Values.name }}}\nspec: {open: true}\n";
    let chart = Loaded::files(&[("values.yaml", VALUES), ("templates/a.yaml", text)]);
    let rendered = chart.render(&given());
    let perhaps = common::object(&rendered, "K");
    assert_eq!(perhaps.at("metadata.name").str(), Some("n"));
    assert!(perhaps.at("metadata.labels").is_unknown());
    assert!(perhaps.at("spec").is_unknown());
    assert_eq!(common::object(&rendered, "L").at("spec.open").bool(), Some(true));
}

#[test]
fn subcharts_with_unknown_conditions_or_values_are_not_guessed() {
    let files = [
        (
            "Chart.yaml",
            "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n- {name: sub, version: 1.0.0, condition: sub.enabled}\n- {name: whole, version: 1.0.0}\n",
        ),
        ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
        ("charts/sub/templates/a.yaml", "kind: Sub\nspec: 1\n"),
        ("charts/whole/Chart.yaml", "apiVersion: v2\nname: whole\nversion: 1.0.0\n"),
        ("charts/whole/values.yaml", "open: false\n"),
        ("charts/whole/templates/a.yaml", "kind: Whole\nspec: {{ .Values.open }}\n"),
    ];
    let chart = Loaded::files(&files);
    let node = || Node::unknown(Span::file(SourceId(0)), "made when it is applied");
    let setting = |path: &str| Setting { path: path.into(), value: node(), text: false };
    let settings = vec![setting("sub.enabled"), setting("whole")];
    let rendered = chart.render(&Given { settings, ..Given::default() });
    assert!(common::object(&rendered, "Sub").at("spec").is_unknown());
    assert!(common::object(&rendered, "Whole").at("spec").is_unknown());
    let problems = chart.problems(&rendered);
    assert!(problems.iter().any(|p| p.starts_with("Chart.yaml:5: whether")), "{problems:?}");
}

#[test]
fn objects_of_an_unknown_kind_are_said() {
    let text = "kind: {{ .Values.u }}\nv: 1\n---\nkind: K\nmetadata:\n  {{ .Values.u }}: x\n";
    let chart = Loaded::files(&[("templates/a.yaml", text)]);
    let rendered = chart.render(&given());
    let problems = chart.problems(&rendered);
    assert!(
        problems.iter().any(|p| p.starts_with("templates/a.yaml:1: what kind")),
        "{problems:?}"
    );
    // A key that is not known may be any key.
    assert!(common::object(&rendered, "K").at("metadata.name").is_unknown());
}

#[test]
fn large_charts_gone_both_ways_end_in_time() {
    let text = "kind: K\n{{ if .Values.u }}a: 1{{ end }}\nlist:\n{{ range $i, $_ := until 20000 }}\n- {name: n{{ if $.Values.u }}{{ $i }}{{ else }}{{ sub 20000 $i }}{{ end }}, v: {{ $i }}}\n{{ end }}\n";
    let chart = Loaded::files(&[("templates/a.yaml", text)]);
    let since = std::time::Instant::now();
    let rendered = chart.render(&given());
    assert_eq!(common::object(&rendered, "K").at("list").list().len(), 20_001);
    assert!(since.elapsed().as_secs() < 30, "{:?}", since.elapsed());
    // A loop that never ends both ways is cut off both ways.
    let text = "kind: K\n{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ if .Values.u }}{{ include \"a\" . }}{{ else }}{{ include \"a\" . }}{{ end }}\n";
    let chart = Loaded::files(&[("templates/a.yaml", text)]);
    let problems = chart.problems(&chart.render(&given()));
    assert!(problems.iter().any(|p| p.contains("call each other more than")), "{problems:?}");
}

#[test]
fn names_of_releases_are_templates() {
    let table = [
        ("web", Ok("web")),
        ("{{ \"WEB\" | lower }}-{{ 1 }}", Ok("web-1")),
        ("{{ randAlpha 3 }}", Ok("xxx")),
        ("{{ if", Err(())),
        ("{{ repeat 1000000000 \"x\" }}", Err(())),
        ("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", Err(())),
    ];
    for (template, expected) in table {
        let name =
            ringfort_helm::release_name(template).map_err(|cause| assert!(!cause.is_empty()));
        assert_eq!(name, expected.map(str::to_owned), "{template}");
    }
}
