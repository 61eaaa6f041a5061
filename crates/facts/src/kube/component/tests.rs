//! Command lines and what they come to.

use super::flags::{Word, read};
use ringfort_model::Value;
use ringfort_source::{Kind, Node, SourceId, Span};

fn flags(line: &str) -> Vec<(String, Option<String>)> {
    let mut words = vec![];
    let mut start = 0;
    for text in line.split(' ') {
        let end = start + text.len() as u32;
        let node = Node::new(Span { source: SourceId(0), start, end }, Kind::Str(text.into()));
        words.push(Word::of(&node));
        start = end + 1;
    }
    let (flags, _) = read(&words);
    flags.into_iter().map(|f| (f.name.to_string(), f.value.known().cloned())).collect()
}

type Flags<'a> = &'a [(&'a str, Option<&'a str>)];

#[test]
fn flags_are_read_as_the_programs_do() {
    let table: &[(&str, Flags<'_>)] = &[
        ("--a-b=c", &[("a-b", Some("c"))]),
        ("--a_b=c", &[("a-b", Some("c"))]),
        ("--name value --other=1", &[("name", Some("value")), ("other", Some("1"))]),
        ("--profiling false", &[("profiling", Some("true"))]),
        ("--profiling --name x", &[("profiling", Some("true")), ("name", Some("x"))]),
        ("-client-cert-auth=true", &[("client-cert-auth", Some("true"))]),
        ("--url=$(URL)", &[("url", None)]),
        ("--dashed --next=1", &[("dashed", Some("true")), ("next", Some("1"))]),
        ("--empty=", &[("empty", Some(""))]),
        ("- --", &[]),
    ];
    for (line, expected) in table {
        let expected: Vec<_> =
            expected.iter().map(|(n, v)| ((*n).to_owned(), v.map(str::to_owned))).collect();
        assert_eq!(flags(line), expected, "{line}");
    }
}

#[test]
fn the_span_of_a_value_is_the_value() {
    let span = Span { source: SourceId(0), start: 10, end: 33 };
    let node = Node::new(span, Kind::Str("--anonymous-auth=true".into()));
    let (flags, _) = read(&[Word::of(&node)]);
    assert_eq!(flags[0].value, Value::Set("true".into(), Span { start: 28, end: 32, ..span }));
    assert!(flags[0].exact);
}

#[test]
fn every_row_of_the_defaults_is_complete() {
    for line in include_str!("defaults.tsv").lines().filter(|l| !l.starts_with('#')) {
        assert_eq!(line.split('\t').count(), 4, "{line}");
    }
}

#[test]
fn units_of_systemd_start_components() {
    let unit = |text: &str| {
        let mut sources = ringfort_source::SourceMap::default();
        let path = "etc/kubelet.service";
        let source = sources.add(path, text);
        let file = ringfort_model::TextFile { path: path.into(), source, format: "other" };
        let mut found = vec![];
        super::systemd::components(&file, &sources, &mut found);
        found
    };
    let known = unit(
        "[Service]\nEnvironment=\"AUTH=--anonymous-auth=true --read-only-port=0\"\nExecStart=\n\
         ExecStart=/usr/bin/kubelet \\\n  --event-qps=0 \\\n  $AUTH\nRestart=always\n",
    );
    let [kubelet] = &known[..] else { panic!("{known:?}") };
    assert!(kubelet.value("anonymous-auth").is(&"true".to_owned()));
    assert!(kubelet.value("event-qps").is(&"0".to_owned()));
    assert!(kubelet.open.is_none());
    let hidden = unit("[Service]\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\n");
    assert!(hidden.iter().all(|k| k.value("anonymous-auth").is_unknown()) && hidden.len() == 1);
    assert!(unit("[Service]\nExecStart=/usr/bin/true\n").is_empty());
    assert!(unit("ExecStart=\\").is_empty());
}
