//! Do workflows switch off the verification of package sources?

use super::install;
use ringfort_check::facts::pipeline::{flag, words};
use ringfort_check::model::pipeline::{Command, Workflow};
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Do workflows switch off the verification of package sources? See the page beside this file.
pub struct CiUnverifiedSource;

impl Check for CiUnverifiedSource {
    const META: Meta = Meta::new(
        "code/ci-unverified-source",
        "CI takes packages from sources that it does not verify",
        "code/dependency-integrity",
        Severity::High,
    )
    .frameworks(&["CIS-GitHub-3.1.5", "OWASP-Top10-2025-A03"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        if on.jobs.is_empty() {
            return Verdict::NotApplicable;
        }
        let commands = install::commands(on).filter_map(|i| Some((i.span(), said_by(i.command)?)));
        let jobs = on.jobs.iter().map(|j| &j.root);
        let nodes = std::iter::once(&on.root).chain(jobs).chain(on.steps().map(|(_, s)| &s.root));
        let set = nodes.flat_map(|n| n.at("env").node().map_or(&[][..], Node::entries));
        let variables =
            set.filter_map(|e| Some((e.value.span, said_by_variable(&e.key, &e.value.scalar()?)?)));
        let all = commands.chain(variables);
        let failures = all.map(|(span, said)| Failure::new(span, said.clone()).key(said));
        Verdict::of(
            failures.collect(),
            on.root.span,
            "no verification of package sources is switched off",
        )
    }
}

fn said_by(command: &Command) -> Option<String> {
    let words = words(command);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let plain = |name: &str| flag(command, name).is_some_and(|url| url.starts_with("http://"));
    let mixes = flag(command, "--extra-index-url").is_some() && !command.has("--require-hashes");
    match (word(0), word(1)) {
        ("pip", _) if flag(command, "--trusted-host").is_some() => {
            Some("pip does not check the certificate of the index".into())
        }
        ("pip", _) if mixes => Some("pip asks a second index, and the higher version wins".into()),
        ("pip" | "uv", _) if plain("--index-url") || plain("-i") => {
            Some("the index is asked without encryption".into())
        }
        ("npm" | "yarn" | "pnpm", _) if plain("--registry") => {
            Some("the registry is asked without encryption".into())
        }
        ("npm" | "yarn" | "pnpm", "config" | "set")
            if words.windows(2).any(|w| w == ["strict-ssl", "false"]) =>
        {
            Some("the certificate of the registry is not checked".into())
        }
        (program, _) => {
            let assigned = command
                .env
                .iter()
                .chain(command.argv.iter().filter(|_| program == "export" || program == "go"));
            assigned
                .filter_map(|w| w.text.split_once('='))
                .find_map(|(k, v)| said_by_variable(k, v))
        }
    }
}

fn said_by_variable(name: &str, value: &str) -> Option<String> {
    let off = matches!(value, "off" | "OFF");
    let bad = match name {
        "PIP_TRUSTED_HOST"
        | "PIP_EXTRA_INDEX_URL"
        | "GOINSECURE"
        | "GONOSUMDB"
        | "GONOSUMCHECK" => !value.is_empty(),
        "GOSUMDB" => off,
        "GOFLAGS" => value.contains("-mod=mod") || value.contains("-insecure"),
        "NODE_TLS_REJECT_UNAUTHORIZED" => value == "0",
        "NPM_CONFIG_STRICT_SSL" | "npm_config_strict_ssl" => value == "false",
        "PIP_INDEX_URL" | "UV_INDEX_URL" | "UV_DEFAULT_INDEX" => value.starts_with("http://"),
        _ => false,
    };
    bad.then(|| format!("`{name}` switches off a check of package sources"))
}
