//! Image scanners: as actions and as programs, and whether they end the job.

use ringfort_model::image::{Command, Join};
use ringfort_model::pipeline::Step;
use ringfort_source::Node;

use super::Gate;
use super::names::Scope;

/// The scan that a step's action does: gate, tool, the input that names the image.
pub(super) fn action(step: &Step) -> Option<(Gate, &'static str, &'static str)> {
    let input = |name: &str| step.with(name).node().and_then(Node::scalar);
    let found = if step.is("aquasecurity/trivy-action") {
        if input("scan-type").is_some_and(|t| t != "image") {
            return None;
        }
        let gate = trivy(input("exit-code").as_deref(), input("severity").as_deref());
        (gate, "Trivy", "image-ref")
    } else if step.is("anchore/scan-action") {
        input("image")?;
        let off = input("fail-build").is_some_and(|t| t == "false");
        (
            if off {
                Gate::Tells("fail-build is false")
            } else {
                cutoff(input("severity-cutoff").as_deref())
            },
            "Grype",
            "image",
        )
    } else if step.is("docker/scout-action") {
        if !input("command").is_some_and(|c| c.contains("cves") || c.contains("quickview")) {
            return None;
        }
        let fails = input("exit-code").is_some_and(|t| t == "true" || t == "1");
        (
            if fails {
                listed(input("only-severities").as_deref())
            } else {
                Gate::Tells("exit-code is not set")
            },
            "Docker Scout",
            "image",
        )
    } else if step.is("snyk/actions/docker") {
        let arguments = input("args").unwrap_or_default();
        let threshold =
            arguments.split("--severity-threshold=").nth(1).and_then(|t| t.split(' ').next());
        (cutoff(threshold), "Snyk", "image")
    } else if step.is("crazy-max/ghaction-container-scan") {
        match input("severity_threshold") {
            None => (Gate::Tells("severity_threshold is not set"), "Trivy", "image"),
            Some(threshold) => (cutoff(Some(&threshold)), "Trivy", "image"),
        }
    } else {
        return None;
    };
    let ignored = step.root.at("continue-on-error").bool() == Some(true);
    let (gate, tool, name) = found;
    Some((if ignored { Gate::Tells("continue-on-error is true") } else { gate }, tool, name))
}

/// The scan that a command does: gate, tool, image.
pub(super) fn command<'a>(
    scope: &Scope<'_>,
    command: &'a Command,
    next: Option<&Command>,
) -> Option<(Gate, &'static str, Option<&'a str>)> {
    let words: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    let option = |name: &str| value_of(&words, name);
    let (gate, tool, skip) = match (command.program(), words.get(1..)?) {
        ("trivy", ["image" | "i", ..]) => (
            trivy(option("--exit-code"), option("--severity").or_else(|| option("-s"))),
            "Trivy",
            2,
        ),
        ("grype", [_, ..]) => match option("--fail-on").or_else(|| option("-f")) {
            None => (Gate::Tells("--fail-on is not set"), "Grype", 1),
            threshold => (cutoff(threshold), "Grype", 1),
        },
        ("docker", ["scout", "cves", ..]) => {
            let fails = words.iter().any(|w| *w == "-e" || w.starts_with("--exit-code"));
            let gate = if fails {
                listed(option("--only-severity"))
            } else {
                Gate::Tells("--exit-code is not set")
            };
            (gate, "Docker Scout", 3)
        }
        ("snyk", ["container", "test", ..]) => (cutoff(option("--severity-threshold")), "Snyk", 3),
        _ => return None,
    };
    let forgiven = next.is_some_and(|n| n.joined == Join::Or)
        || scope.step.root.at("continue-on-error").bool() == Some(true);
    let gate = if forgiven { Gate::Tells("its failure is ignored") } else { gate };
    Some((gate, tool, operand(&words, skip)))
}

/// Trivy ends with an error only where it is told to; without a list it takes all severities.
fn trivy(exit_code: Option<&str>, severity: Option<&str>) -> Gate {
    match exit_code {
        None | Some("0") => Gate::Tells("exit-code is not set"),
        Some(_) => listed(severity),
    }
}

/// A list of severities: both of the serious ones must be in it.
fn listed(severities: Option<&str>) -> Gate {
    let Some(list) = severities else { return Gate::Fails };
    let has = |wanted: &str| list.split(',').any(|s| s.trim().eq_ignore_ascii_case(wanted));
    if has("high") && has("critical") {
        Gate::Fails
    } else {
        Gate::Tells("it leaves out severity high or critical")
    }
}

/// The lowest severity that fails.
fn cutoff(threshold: Option<&str>) -> Gate {
    if threshold.is_some_and(|t| t.trim().eq_ignore_ascii_case("critical")) {
        return Gate::Tells("it fails on critical findings only");
    }
    Gate::Fails
}

/// The value of `--name value` or `--name=value`.
fn value_of<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    words.iter().enumerate().find_map(|(i, word)| {
        let rest = word.strip_prefix(name)?;
        if rest.is_empty() { words.get(i + 1).copied() } else { rest.strip_prefix('=') }
    })
}

/// The last word that is neither an option nor the value of one.
fn operand<'a>(words: &[&'a str], skip: usize) -> Option<&'a str> {
    let mut found = None;
    let mut after_option = false;
    for word in words.iter().skip(skip) {
        if let Some(option) = word.strip_prefix('-') {
            after_option = !option.contains('=') && !FLAGS.contains(word);
        } else if !after_option {
            found = Some(*word);
        } else {
            after_option = false;
        }
    }
    found
}

/// Options without a value.
const FLAGS: &[&str] = &[
    "--ignore-unfixed",
    "--no-progress",
    "--quiet",
    "-q",
    "--only-fixed",
    "--exit-code",
    "-e",
    "--debug",
    "-d",
    "-v",
];
