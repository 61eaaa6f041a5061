//! Prints what a chart renders to, as `helm template` does: `render CHART [--values FILE] [--set K=V]
//! [--release NAME] [--namespace NS] [--json]`.

use std::path::Path;
use std::process::ExitCode;

use ringfort_helm::{File, Given, Project};
use ringfort_source::SourceMap;

fn main() -> ExitCode {
    let mut sources = SourceMap::default();
    let (mut chart, mut values, mut given) = (String::new(), vec![], Given::default());
    given.strict = true;
    let mut json = false;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default();
        match word.as_str() {
            "--values" => values.push(next()),
            "--set" => given.set.push(next()),
            "--release" => given.release = Some(next()),
            "--namespace" => given.namespace = Some(next()),
            "--kube-version" => given.kube_version = Some(next()),
            "--json" => json = true,
            _ => chart = word,
        }
    }
    walk(Path::new(&chart), "", &mut sources);
    let own = sources.len();
    for path in &values {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        sources.add(path.as_str(), text);
    }
    let files: Vec<File<'_>> =
        sources.iter().map(|(source, f)| File { source, path: &f.path, text: &f.text }).collect();
    let (own, extra) = files.split_at_checked(own).unwrap_or((&[], &[]));
    given.values = extra.to_vec();
    let rendered = Project::new(own.iter().copied()).render("", &given);
    for problem in &rendered.problems {
        let (line, _) = sources.line_range(problem.span);
        eprintln!("{}:{line}: {}", sources.path(problem.span), problem.message);
    }
    for output in &rendered.outputs {
        if json {
            println!("{}", serde_json::json!([output.name, output.text]));
        } else {
            println!("---\n# Source: {}\n{}", output.name, output.text);
        }
    }
    if rendered.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads the text files below a folder; archives are unpacked in place.
fn walk(folder: &Path, prefix: &str, sources: &mut SourceMap) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let inner = format!("{prefix}{name}");
        if path.is_dir() {
            walk(&path, &format!("{inner}/"), sources);
        } else if let (true, Ok(bytes)) = (inner.ends_with(".tgz"), std::fs::read(&path)) {
            for (member, text) in ringfort_helm::unpack(&bytes).unwrap_or_default() {
                sources.add(format!("{inner}/{member}"), text);
            }
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            sources.add(inner, text);
        }
    }
}
