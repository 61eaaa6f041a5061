//! CloudFormation: which templates are judged, and evaluating those.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use ringfort_cloudformation::{Evaluated, File, Given, Project, include};
use ringfort_model::Document;
use ringfort_model::cloud::Resource;
use ringfort_source::{Node, SourceMap};
use ringfort_vocab::{FileState, Location, Notice};

use crate::environment::Belongs;
use crate::parse::Parsed;
use crate::read::Input;
use crate::{Ledger, Options};

/// The format of files of parameter values.
pub(crate) const PARAMETERS: &str = "cloudformation-parameters";
/// The format of templates.
const TEMPLATE: &str = "cloudformation";
/// The format of snippets that templates take in.
const SNIPPET: &str = "cloudformation-snippet";
/// The format of trees that nothing else claims.
const TREE: &str = "tree";

/// Evaluates the root templates of the judged environment.
pub(crate) fn lower(
    sources: &SourceMap,
    inputs: &[Input],
    parsed: &[Parsed],
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> Vec<Resource> {
    let mut trees = trees(parsed);
    if trees.is_empty() {
        return vec![];
    }
    for path in take_in(parsed, &mut trees) {
        ledger.take_in(&path, SNIPPET);
    }
    let project = Project::new(trees.iter().map(|(path, root)| File { path, root }));
    let roots = project.roots();
    let is_other = |path: &str| options.belongs(path) == Belongs::Other;
    let (others, own): (Vec<&str>, Vec<&str>) =
        roots.into_iter().partition(|root| is_other(folder(root)));
    let of_values = |path: &str| match options.belongs(stem(path)) {
        // Names of files have their words between dots.
        Belongs::Open => options.belongs(&stem(path).replace('.', "-")),
        told => told,
    };
    let is_own = |path: &str| matches!(of_values(path), Belongs::Declared | Belongs::ByName);
    let is_others = |path: &str| of_values(path) == Belongs::Other;
    let given = Given { files: &options.var_files, is_own: &is_own, is_other: &is_others };
    let evaluated: Vec<(&str, Evaluated)> =
        own.par_iter().map(|root| (*root, project.evaluate(root, &given))).collect();
    let mut resources = vec![];
    let mut used = vec![];
    for (root, template) in evaluated {
        resources.extend(template.resources);
        used.extend(template.values);
        for notice in template.notices {
            enter(sources, &notice, ledger);
        }
        count(root, &template.untranslated, ledger);
    }
    let elsewhere = format!("belongs to another environment than {}", options.environment.name());
    for path in others {
        ledger.lower(file(path), FileState::NotEvaluated, &*elsewhere);
    }
    unused(inputs, parsed, &used, ledger);
    resources
}

/// All trees of ours by their path; further ones of a file have their number behind it.
fn trees(parsed: &[Parsed]) -> Vec<(String, Cow<'_, Node>)> {
    let ours = |d: &&Document| d.format == TEMPLATE || d.format == PARAMETERS;
    let mut out = vec![];
    for file in parsed {
        for (i, d) in file.more.iter().chain(&file.document).filter(ours).enumerate() {
            let path = if i == 0 { d.path.to_string() } else { format!("{}#{}", d.path, i + 1) };
            out.push((path, Cow::Borrowed(&d.root)));
        }
    }
    out
}

/// Puts the snippets that templates include into their places; gives the files that are snippets and nothing else.
fn take_in(parsed: &[Parsed], trees: &mut Vec<(String, Cow<'_, Node>)>) -> BTreeSet<String> {
    let all = parsed.iter().filter_map(|p| p.document.as_ref());
    let all: BTreeMap<&str, &Document> = all.map(|d| (&*d.path, d)).collect();
    let find = |path: &str| {
        let document = all.get(path).filter(|d| d.format == TREE || d.format == TEMPLATE)?;
        Some(&document.root)
    };
    let mut taken = BTreeSet::new();
    for (path, tree) in trees.iter_mut() {
        let Some(whole) = include(tree, file(path), &find) else { continue };
        taken.extend(whole.files);
        *tree = Cow::Owned(whole.root);
    }
    // A snippet of whole sections is no template in itself.
    trees.retain(|(path, _)| !taken.contains(path));
    taken.retain(|path| all.get(path.as_str()).is_some_and(|d| d.format == TREE));
    taken
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file of a tree.
fn file(path: &str) -> &str {
    match path.rsplit_once('#') {
        Some((file, number)) if number.parse::<usize>().is_ok() => file,
        _ => path,
    }
}

/// A path without the ending of its name.
fn stem(path: &str) -> &str {
    path.strip_suffix(".json").or(path.strip_suffix(".yaml")).unwrap_or(path)
}

/// A template that was not read and a bound that was hit lower the file; a value that is merely not known does not.
fn enter(sources: &SourceMap, notice: &ringfort_cloudformation::Notice, ledger: &mut Ledger) {
    if notice.kind.is_gap() {
        ledger.notice_at(sources, notice.span, notice.kind, FileState::Partial, &notice.message);
    } else {
        let location = Some(Location::of(sources, notice.span));
        ledger.remark(Notice { kind: notice.kind, message: notice.message.clone(), location });
    }
}

/// Resources of types that no rule translates: nothing judges them.
fn count(
    root: &str,
    untranslated: &std::collections::BTreeMap<String, usize>,
    ledger: &mut Ledger,
) {
    if untranslated.is_empty() {
        return;
    }
    let all: usize = untranslated.values().sum();
    let types: Vec<&str> = untranslated.keys().map(String::as_str).take(5).collect();
    let more = if untranslated.len() > 5 { ", ..." } else { "" };
    let what =
        if all == 1 { "1 resource of a type" } else { &*format!("{all} resources of types") };
    let cause = format!("{what} that no check knows: {}{more}", types.join(", "));
    ledger.lower(file(root), FileState::Partial, cause);
}

/// Parameter files that no evaluated template took.
fn unused(inputs: &[Input], parsed: &[Parsed], used: &[String], ledger: &mut Ledger) {
    for (input, parsed) in inputs.iter().zip(parsed) {
        let of_values = parsed.format == Some(PARAMETERS);
        if of_values && !used.iter().any(|u| **u == *input.path) {
            let cause = "no template that is judged takes these parameter values";
            ledger.lower(&input.path, FileState::NotEvaluated, cause);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Memory, Options, ingest};

    /// Files told, the value that wins, notices.
    #[test]
    fn parameter_files_are_taken_by_name() {
        let template = "Parameters: {P: {Type: String, Default: a}}\nResources:\n  T: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Ref P}}\n";
        let values = r#"[{"ParameterKey": "P", "ParameterValue": "b"}]"#;
        let files = [("app/t.yaml", template), ("values/eu.json", values)];
        for (told, want) in [(vec![], "a"), (vec!["values/eu.json".to_owned()], "b")] {
            let options = Options { var_files: told, ..Options::default() };
            let found = ingest(&Memory::new(files), &options);
            let topic = found.model.resources.iter().find(|r| &*r.kind == "aws_sns_topic");
            assert_eq!(topic.and_then(|r| r.at("name").str()), Some(want));
            assert_eq!(found.notices, vec![]);
        }
    }

    /// A template, a snippet, and what comes of it.
    #[test]
    fn snippets_are_taken_in() {
        let bucket = "Logs:\n  Type: AWS::S3::Bucket\n  Properties: {BucketName: !Ref Name}\n";
        let start = "Parameters: {Name: {Type: String, Default: acme}, At: {Type: String, Default: parts/logs.yaml}}\nResources:\n  Own: {Type: 'AWS::SNS::Topic'}\n";
        let put = |location: &str| {
            format!(
                "{start}  Fn::Transform: {{Name: 'AWS::Include', Parameters: {{Location: {location}}}}}\n"
            )
        };
        let at_top = "Transform: {Name: 'AWS::Include', Parameters: {Location: ./parts/all.yaml}}\nAWSTemplateFormatVersion: 2010-09-09\n".to_owned();
        let within = format!(
            "{start}  Logs: {{Type: 'AWS::S3::Bucket', Properties: {{'Fn::Transform': {{Name: 'AWS::Include', Parameters: {{Location: parts/props.json}}}}}}}}\n"
        );
        let files = [
            ("app/parts/logs.yaml", bucket),
            (
                "app/parts/all.yaml",
                "Resources:\n  Logs: {Type: 'AWS::S3::Bucket', Properties: {BucketName: acme}}\n",
            ),
            ("app/parts/props.json", r#"{"BucketName": "acme"}"#),
            (
                "app/parts/circle.yaml",
                "Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: circle.yaml}}\n",
            ),
        ];
        let table = [
            (put("parts/logs.yaml"), Some("acme"), Some("parts/logs.yaml"), 0),
            (put("!Ref At"), Some("acme"), Some("parts/logs.yaml"), 0),
            (at_top.clone(), Some("acme"), Some("parts/all.yaml"), 0),
            (within, Some("acme"), Some("t.yaml"), 0),
            (put("s3://bucket/logs.yaml"), None, None, 1),
            (put("parts/missing.yaml"), None, None, 1),
            (put("parts/circle.yaml"), None, None, 1),
        ];
        for (template, want, file, gaps) in table {
            let mut all = files.map(|(path, text)| (path, text.to_owned())).to_vec();
            all.retain(|(path, _)| template == at_top || !path.ends_with("all.yaml"));
            all.push(("app/t.yaml", template.clone()));
            let found = ingest(&Memory::new(all), &Options::default());
            let bucket = found.model.resources.iter().find(|r| &*r.kind == "aws_s3_bucket");
            assert_eq!(bucket.and_then(|r| r.at("bucket").str()), want, "{template}");
            assert_eq!(found.notices.len(), gaps, "{template} {:?}", found.notices);
            let place = bucket.and_then(|b| found.sources.get(b.header.source));
            let place = place.map(|f| f.path.to_string());
            assert_eq!(place, file.map(|f| format!("app/{f}")), "{template}");
        }
    }

    #[test]
    fn templates_of_one_file_are_all_read() {
        let text = "Resources:\n  A: {Type: 'AWS::SNS::Topic'}\n---\nResources:\n  B: {Type: 'AWS::SNS::Topic'}\n";
        let found = ingest(&Memory::new([("t.yaml", text)]), &Options::default());
        let names: Vec<&str> = found.model.resources.iter().map(|r| &*r.name).collect();
        assert_eq!(names, ["A", "B"]);
        let roots: Vec<&str> = found.model.resources.iter().map(|r| &*r.root).collect();
        assert_eq!(roots, ["t.yaml", "t.yaml#2"], "each is a stack of its own");
    }
}
