//! Input that no one writes by accident: it ends, within bounds, without a panic.

use proptest::prelude::*;
use ringfort_source::{Entry, Kind, Node, SourceId, Span};
use ringfort_vocab::NoticeKind;

use super::evaluated;
use crate::{File, Given, Project};

#[test]
fn bounds_are_told() {
    let long = "x".repeat(100_000);
    let copies = (0..2_000)
        .map(|i| format!("      - Key: k{i}\n        Value: !Ref Long\n"))
        .collect::<Vec<_>>()
        .concat();
    let text = format!(
        "Parameters:\n  Long: {{Type: String, Default: {long}}}\nResources:\n  T:\n    Type: AWS::SNS::Topic\n    \
         Properties:\n      Tags:\n{copies}"
    );
    let found = evaluated(&[("t.yaml", &text)]);
    assert!(found.notices.iter().any(|n| n.kind == NoticeKind::Limit), "{:?}", found.notices);
}

#[test]
fn long_chains_of_conditions_end() {
    let chain = (0..5_000)
        .map(|i| format!("  C{i}: !Not [!Condition C{}]\n", i + 1))
        .collect::<Vec<_>>()
        .concat();
    let text = format!(
        "Conditions:\n{chain}Resources:\n  T: {{Type: 'AWS::SNS::Topic', Condition: C0}}\n"
    );
    assert!(evaluated(&[("t.yaml", &text)]).notices.iter().any(|n| n.message.contains("200")));
}

#[test]
fn wide_maps_are_read() {
    let wide = |value: &str| {
        let fields = (0..60_000).map(|i| format!("\"k{i}\": {value}"));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
    };
    let text = format!(
        r#"{{"Parameters": {{"P": {{"Type": "String"}}}}, "Conditions": {{"C": {{"Fn::Equals": [{{"Ref": "P"}}, "x"]}}}},
        "Resources": {{"A": {{"Type": "AWS::SNS::Topic", "Properties": {{"Fn::If": ["C", {}, {}]}}}},
        "B": {{"Type": "AWS::SNS::Topic", "Properties": {}}}}}}}"#,
        wide("1"),
        wide("2"),
        wide("{\"Ref\": \"Nothing\"}")
    );
    assert_eq!(evaluated(&[("t.json", &text)]).resources.len(), 3);
}

#[test]
fn what_is_no_resource_is_told_with_its_place() {
    let text = "Resources:\n  A: {Type: 'AWS::SNS::Topic'}\n  B: {Properties: {}}\n  C: text\n  Fn::Transform: {Name: x}\nTransform: [Odd, 'AWS::LanguageExtensions']\n";
    let found = evaluated(&[("t.yaml", text)]);
    let told: Vec<(u32, &str)> = found
        .notices
        .iter()
        .map(|n| (n.span.start, n.message.split(',').next().unwrap_or("")))
        .collect();
    let expected = [
        (44, "the resource `B` has no type"),
        (66, "the resource `C` has no type"),
        (76, "a macro or an included snippet adds resources"),
        (113, "the macro Odd rewrites the template on deployment: it is judged as it is written"),
    ];
    assert_eq!(told, expected);
}

const WORDS: [&str; 28] = [
    "Ref",
    "Fn::Sub",
    "Fn::GetAtt",
    "Fn::If",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::FindInMap",
    "Fn::Cidr",
    "Fn::ForEach::L",
    "Fn::Transform",
    "Type",
    "Properties",
    "Condition",
    "A",
    "B",
    "${A}-${B.c}",
    "AWS::S3::Bucket",
    "AWS::IAM::Role",
    "AWS::Serverless::Function",
    "AWS::CloudFormation::Stack",
    "TemplateURL",
    "Policies",
    "PolicyDocument",
    "Statement",
    "AWS::NoValue",
    "BlockDeviceMappings",
    "Ebs",
];

fn tree() -> impl Strategy<Value = Node> {
    let span = Span::file(SourceId(0));
    let word = prop::sample::select(&WORDS[..]);
    let leaf = prop_oneof![
        word.clone().prop_map(|w| Kind::Str(w.into())),
        any::<i64>().prop_map(Kind::Int),
        any::<bool>().prop_map(Kind::Bool),
        Just(Kind::Null),
        Just(Kind::Unknown("no value".into())),
    ];
    leaf.prop_map(move |kind| Node::new(span, kind)).prop_recursive(6, 64, 4, move |inner| {
        let entry = (word.clone(), inner.clone()).prop_map(move |(key, value)| Entry {
            key: key.into(),
            key_span: span,
            value,
        });
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(move |l| Node::new(span, Kind::Seq(l))),
            prop::collection::vec(entry, 0..4).prop_map(move |m| Node::new(span, Kind::Map(m))),
        ]
    })
}

fn section() -> impl Strategy<Value = Entry> {
    let names = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs", "Globals"];
    let ids = prop::sample::select(vec!["A", "B", "Function", "Fn::ForEach::L"]);
    let span = Span::file(SourceId(0));
    let entry = move |(key, value): (&str, Node)| Entry { key: key.into(), key_span: span, value };
    let body = prop::collection::vec((ids, tree()).prop_map(entry), 0..4);
    (prop::sample::select(names.to_vec()), body)
        .prop_map(move |(name, body)| entry((name, Node::new(span, Kind::Map(body)))))
}

proptest! {
    /// Whatever the sections hold, evaluation ends.
    #[test]
    fn any_tree_is_evaluated(sections in prop::collection::vec(section(), 0..6), typed in tree()) {
        let span = Span::file(SourceId(0));
        let entry = |key: &str, value| Entry { key: key.into(), key_span: span, value };
        let text = |t: &str| Node::new(span, Kind::Str(t.into()));
        let map = |entries| Node::new(span, Kind::Map(entries));
        for kind in ["AWS::S3::Bucket", "AWS::IAM::Policy", "AWS::Serverless::Function"] {
            let it = map(vec![entry("Type", text(kind)), entry("Properties", typed.clone())]);
            let mut all = vec![entry("Resources", map(vec![entry("It", it)]))];
            all.extend(sections.iter().cloned());
            let root = map(all);
            let project = Project::new([File { path: "t.yaml", root: &root }]);
            let given = Given { files: &[], is_own: &|_| false, is_other: &|_| false };
            for root in project.roots() {
                let found = project.evaluate(root, &given);
                prop_assert!(found.notices.iter().all(|n| !n.message.contains("could not be evaluated")));
            }
        }
    }
}
