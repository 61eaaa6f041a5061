//! What each format looks like, as a reader gets it.

mod sample;

use ringfort_report::{Format, Options, render};
use ringfort_vocab::Assessment;

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
