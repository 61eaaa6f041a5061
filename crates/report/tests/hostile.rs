//! Nothing in a scanned file can break out of a report.

#![allow(clippy::unwrap_used, reason = "helpers of tests: a panic is their message")]

mod sample;

use ringfort_report::{Format, Options, render};
use ringfort_vocab::Assessment;

fn text(assessment: &Assessment, format: Format, options: &Options<'_>) -> String {
    String::from_utf8(render(assessment, format, options)).unwrap()
}

#[test]
fn no_control_or_bidirectional_character_gets_through() {
    for format in [Format::Table, Format::Markdown, Format::Junit, Format::Json, Format::Sarif] {
        for verbose in [false, true] {
            let options = Options { verbose, show_suppressed: true, ..Options::default() };
            let shown = text(&sample::hostile(), format, &options);
            assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{format:?}");
            assert!(!shown.contains(['\u{202e}', '\u{2028}']), "{format:?}");
        }
    }
}

#[test]
fn markdown_stays_one_table_row_a_finding() {
    let shown = text(&sample::hostile(), Format::Markdown, &Options::default());
    let outside_code: String = shown.split('`').step_by(2).collect();
    assert!(!outside_code.contains("<script"));
    let rows = shown.lines().filter(|l| l.starts_with("| critical") || l.starts_with("| high"));
    for row in rows {
        let cells = row.replace("\\|", "").matches('|').count();
        assert_eq!(cells, 5, "{row}");
    }
}

#[test]
fn xml_is_well_formed() {
    for assessment in [sample::start(), sample::secured(), sample::empty(), sample::hostile()] {
        let shown = text(&assessment, Format::Junit, &Options::default());
        let mut open = vec![];
        for tag in shown.split('<').skip(1) {
            let (tag, after) = tag.split_once('>').unwrap();
            assert!(!after.contains('>'));
            assert_eq!(tag.matches('"').count() % 2, 0);
            let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
            match tag {
                t if t.starts_with('?') || t.ends_with('/') => {}
                t if t.starts_with('/') => assert_eq!(open.pop(), Some(name)),
                _ => open.push(name),
            }
        }
        assert!(open.is_empty());
        for entity in shown.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot", "apos"].contains(&name), "{name}");
        }
    }
}

#[test]
fn tables_keep_their_width_and_leave_no_trailing_spaces() {
    for assessment in [sample::start(), sample::secured(), sample::empty(), sample::large()] {
        for (width, verbose) in
            [(0, false), (72, true), (80, false), (100, false), (120, true), (999, false)]
        {
            let options = Options { width, verbose, show_suppressed: true, ..Options::default() };
            for line in text(&assessment, Format::Table, &options).lines() {
                assert!(!line.ends_with(' '), "{line:?}");
                assert!(line.chars().count() <= width.clamp(72, 120), "{width}: {line}");
            }
        }
    }
}

#[test]
fn lists_are_bounded() {
    let mut many = sample::start();
    let finding = many.findings.first().unwrap().clone();
    many.findings = vec![finding; 20_000];
    assert!(text(&many, Format::Markdown, &Options::default()).chars().count() < 65_536);
    let shown = text(&many, Format::Table, &Options::default());
    assert!(shown.lines().count() < 200);
    assert!(shown.contains("and 19997 more, see --verbose"));
}
