//! Nothing a chart holds ends in a panic, a hang or silence.

mod common;

use common::Loaded;
use proptest::prelude::*;
use ringfort_helm::Given;

/// What the one template of a chart is refused for.
fn refusal(template: &str) -> String {
    let chart =
        Loaded::files(&[("values.yaml", "a: 1\nm: {x: 1}\n"), ("templates/a.yaml", template)]);
    chart.problems(&chart.render(&Given::default())).join("\n")
}

#[test]
fn bounds_hold() {
    let deep_parentheses = format!("{{{{ {}1{} }}}}", "(".repeat(500), ")".repeat(500));
    let deep_blocks = "{{ if true }}".repeat(500) + &"{{ end }}".repeat(500);
    let table = [
        ("{{ define \"r\" }}{{ include \"r\" . }}{{ end }}{{ include \"r\" . }}", "deep"),
        ("{{ define \"r\" }}{{ template \"r\" . }}{{ end }}{{ template \"r\" . }}", "deep"),
        ("{{ tpl \"{{ tpl .t . }}\" (dict \"t\" \"{{ tpl .t . }}\") }}", "deep"),
        ("{{ range until 100000000 }}x{{ end }}", "MB of text"),
        ("{{ range 100000000000 }}{{ end }}", "steps"),
        ("{{ repeat 100000000000 \"x\" }}", "MB of text"),
        ("{{ indent 1000000000 \"x\" }}", "MB of text"),
        (
            "{{ $x := \"aaaaaaaaaa\" }}{{ range until 60 }}{{ $x = cat $x $x }}{{ end }}",
            "MB of text",
        ),
        ("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ toYaml $d }}", "deep"),
        ("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $d }}", "deep"),
        ("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ deepCopy $d | len }}", "deep"),
        (
            "{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $e := dict }}{{ $_ := set $e \"d\" $e }}{{ merge $d $e | len }}",
            "deep",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ toYaml $x }}",
            "MB of text",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ toJson $x }}",
            "MB of text",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ $x }}",
            "MB of text",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ printf \"%s\" $x }}",
            "MB of text",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ deepCopy $x }}",
            "MB of text",
        ),
        (
            "{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ deepEqual $x (list $x) }}",
            "",
        ),
        ("{{ $x := repeat 1000000 \"ab\" }}{{ regexReplaceAll \"a\" $x $x | len }}", "MB of text"),
        ("{{ printf (repeat 100000 \"%9999d\") 1 }}", ""),
        (&deep_parentheses, "deep"),
        (&deep_blocks, "deep"),
    ];
    for (template, cause) in table {
        let said = refusal(template);
        let short: String = template.chars().take(80).collect();
        assert!(said.contains(cause), "{short}: {said}");
    }
}

#[test]
fn a_long_chain_of_lists_is_taken_apart() {
    let template =
        "{{ $x := list }}{{ range until 200000 }}{{ $x = list $x }}{{ end }}{{ len $x }}";
    assert_eq!(refusal(template), "");
}

#[test]
fn only_the_charts_own_files_are_there() {
    let chart = Loaded::files(&[
        ("c/Chart.yaml", "name: c\nversion: 1.0.0\n"),
        ("c/data.txt", "mine"),
        ("secret.txt", "not mine"),
        (
            "c/templates/a.yaml",
            "{{ .Files.Get \"data.txt\" }}|{{ .Files.Get \"../secret.txt\" }}|{{ .Files.Get \"/etc/passwd\" }}",
        ),
    ]);
    let rendered = chart.project().render("c", &Given::default());
    assert_eq!(rendered.outputs[0].text, "mine||");
}

/// Pieces that templates are made of.
const WORDS: &[&str] = &[
    "{{",
    "}}",
    "{{-",
    "-}}",
    " ",
    "\n",
    "if ",
    "else",
    "end",
    "range ",
    "with ",
    "define \"x\"",
    "template \"x\" .",
    "include \"x\" .",
    "block \"x\" .",
    "$x := ",
    "$x",
    "$",
    ".",
    ".Values",
    ".Values.m",
    ".Values.l",
    "(",
    ")",
    "|",
    "toYaml",
    "nindent 2",
    "tpl ",
    "\"a\"",
    "`b`",
    "'c'",
    "1",
    "-5",
    "1.5",
    "true",
    "nil",
    "list ",
    "dict \"a\" ",
    "printf \"%s-%5d\" ",
    "range $i, $e := ",
    "break",
    "continue",
    "/*",
    "*/",
    "default ",
    "required \"r\" ",
    "quote",
    "trunc 3 ",
    "substr 1 2 ",
    "index ",
    "fromYaml ",
    "toJson",
    "a: ",
    "- ",
    "é",
    "\"\\u00e9\\n\"",
    ":=",
    "=",
    ",",
    "set ",
    "merge ",
    "splitList \",\" ",
    "regexReplaceAll \"a*\" ",
    "seq 1 ",
    "round 1.5 ",
    "b64dec ",
    "semverCompare \">1\" ",
    "randAlphaNum 5",
    "now",
    "lookup ",
    ".Files.Get ",
    "toToml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rendered_or_refused(text in ".{0,200}") {
        refusal(&text);
    }

    #[test]
    fn any_mixture_of_words_is_rendered_or_refused(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        check(&words.concat());
    }

    #[test]
    fn any_action_is_rendered_or_refused(words in prop::collection::vec(prop::sample::select(WORDS), 1..8)) {
        check(&format!("a: {{{{ {} }}}}", words.join(" ")));
    }
}

/// Renders, and looks whether all spans lie in their sources.
fn check(template: &str) {
    let chart = Loaded::files(&[
        ("values.yaml", "m: {x: 1, y: [1, a, null]}\nl: [é, 2]\n"),
        ("templates/a.yaml", template),
    ]);
    let rendered = chart.render(&Given::default());
    let inside = |span: ringfort_source::Span| {
        let length = chart.sources.get(span.source).map_or(0, |f| f.text.len());
        assert!(span.start <= span.end && span.end as usize <= length, "{span:?} in {template}");
    };
    rendered.problems.iter().for_each(|p| inside(p.span));
    let mut left: Vec<&ringfort_source::Node> = rendered.objects.iter().map(|o| &o.node).collect();
    while let Some(node) = left.pop() {
        inside(node.span);
        node.from.iter().for_each(|s| inside(**s));
        left.extend(node.items());
        for entry in node.entries() {
            inside(entry.key_span);
            left.push(&entry.value);
        }
    }
}
