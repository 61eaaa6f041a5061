//! What each format looks like, as a reader gets it.

mod sample;

use ringfort_report::{
    ChecklistRow, Classified, Format, Options, checklist_table, checks_table, classify_table,
    explain_text, render,
};
use ringfort_vocab::{Assessment, Layer, Meta, Severity};

fn text(assessment: &Assessment, format: Format, options: &Options<'_>) -> String {
    String::from_utf8(render(assessment, format, options)).unwrap_or_default()
}

#[test]
fn formats() {
    for (name, assessment) in
        [("start", sample::start()), ("secured", sample::secured()), ("empty", sample::empty())]
    {
        for format in Format::ALL {
            let shown = text(&assessment, format, &Options::default());
            insta::assert_snapshot!(format!("{}-{name}", format.name()), shown);
        }
    }
}

#[test]
fn table_variants() {
    let start = sample::start();
    let variants = [
        ("narrow", Options { width: 80, ..Options::default() }),
        ("wide", Options { width: 120, ..Options::default() }),
        ("ascii", Options { ascii: true, ..Options::default() }),
        (
            "verbose",
            Options { verbose: true, show_suppressed: true, width: 120, ..Options::default() },
        ),
        ("color", Options { color: true, ..Options::default() }),
    ];
    for (name, options) in variants {
        insta::assert_snapshot!(
            format!("table-start-{name}"),
            text(&start, Format::Table, &options)
        );
    }
}

/// `text` without terminal styles and without spaces at line ends.
fn unstyled(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

#[test]
fn bars_of_a_large_map_fit() {
    for width in [80, 100] {
        let shown = text(&sample::large(), Format::Table, &Options { width, ..Options::default() });
        let rings: Vec<&str> = shown.lines().take(18).collect();
        insta::assert_snapshot!(format!("rings-large-{width}"), rings.join("\n"));
    }
}

#[test]
fn a_layer_is_void_only_where_nothing_in_it_holds() {
    let whole = sample::start();
    let mut most = sample::start();
    let held = most.map.iter_mut().find(|r| r.control == "code/input-validation");
    if let Some(row) = held {
        row.undermined_by.clear();
    }
    let mut weak = sample::start();
    for by in weak.map.iter_mut().flat_map(|row| &mut row.undermined_by) {
        by.degree = "partial";
    }
    for (assessment, present, absent) in [
        (whole, ["BROKEN OPEN", "everything inside is void", "but undermined by"], "LEAKS"),
        (most, ["LEAKS INWARD", "5 of the 6 controls in place inside", "VOID"], "BROKEN OPEN"),
        (weak, ["but weakened by", "● Input validation", "● Memory limits"], "VOID"),
    ] {
        let shown = text(&assessment, Format::Table, &Options::default());
        for words in present {
            assert!(shown.contains(words), "{words}\n{shown}");
        }
        assert!(!shown.contains(absent), "{absent}\n{shown}");
    }
}

#[test]
fn colours_add_styles_and_change_nothing_else() {
    let start = sample::start();
    let plain = text(&start, Format::Table, &Options::default());
    let colored = text(&start, Format::Table, &Options { color: true, ..Options::default() });
    assert_ne!(plain, colored);
    assert_eq!(plain, unstyled(&colored));
}

static CHECKS: [Meta; 2] = [
    Meta::new(
        "container/privileged",
        "Container runs in privileged mode",
        "container/no-privileged-mode",
        Severity::Critical,
    )
    .gate()
    .aliases(&["KSV-0017", "CKV_K8S_16", "C-0057"]),
    Meta::new(
        "code/debug-mode",
        "The application runs in debug mode",
        "code/error-handling",
        Severity::Medium,
    ),
];

#[test]
fn verbs() {
    let options = Options { width: 80, ..Options::default() };
    let answer = Classified {
        text: "Turn anonymous API authentication off".into(),
        layer: Some(Layer::Cluster),
        control: Some("cluster/anonymous-auth-disabled".into()),
        spans: vec![Layer::Cloud],
        why:
            "The API server decides whether a request without credentials gets an identity at all."
                .into(),
        if_skipped: "Anyone who reaches the endpoint acts in the cluster.".into(),
    };
    let nothing = Classified { text: "Water the plants".into(), ..Classified::default() };
    let row = |layer, control: &str| ChecklistRow {
        layer,
        risk: "One stolen key takes over the account and everything that runs in it".into(),
        control: control.into(),
        minimum: vec![
            ("dev".into(), "no keys in files".into()),
            ("prod".into(), "roles, never keys".into()),
        ],
    };
    let page = "# Privileged\n\nA privileged container is root on the node: every capability, every device.\n\n- drop it, and give the one capability that is needed instead of all of them\n- `privileged: false`\n\n```yaml\nprivileged: true\n```\n";
    let shown = [
        checks_table(&CHECKS, &options),
        classify_table(&[answer, nothing], &options),
        checklist_table(&[row(Layer::Code, "Secrets"), row(Layer::Cloud, "Roles")], &options),
        explain_text(page, &options),
    ];
    insta::assert_snapshot!("verbs", shown.join("\n"));
}
