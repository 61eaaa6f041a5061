//! Certificates that are not looked at during the build or afterwards.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, KeyValue};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile::{self, failure};
use crate::support::invoked::words;

/// A command or a variable switches the check of certificates off.
pub struct BuildTlsOff;

/// Variables that switch it off, with the value that does; an empty list: any.
const VARIABLES: &[(&str, &[&str])] = &[
    ("PIP_TRUSTED_HOST", &[]),
    ("NODE_TLS_REJECT_UNAUTHORIZED", &["0"]),
    ("PYTHONHTTPSVERIFY", &["0"]),
    ("GIT_SSL_NO_VERIFY", &["1", "true", "yes", "on"]),
    ("NPM_CONFIG_STRICT_SSL", &["false"]),
    ("npm_config_strict_ssl", &["false"]),
];

impl Check for BuildTlsOff {
    const META: Meta = Meta::new(
        "container/build-tls-off",
        "Image is built without verifying servers",
        "container/dockerfile-hygiene",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.11", "MITRE-T1195.002"])
    .aliases(&[
        "CKV2_DOCKER_2",
        "CKV2_DOCKER_3",
        "CKV2_DOCKER_16",
        "CKV2_DOCKER_4",
        "CKV2_DOCKER_5",
        "CKV2_DOCKER_6",
        "CKV2_DOCKER_12",
        "CKV2_DOCKER_13",
        "CKV2_DOCKER_14",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        for (_, step) in dockerfile::steps(on) {
            match &step.instruction {
                Instruction::Env(pairs) | Instruction::Arg(pairs) => {
                    failures.extend(pairs.iter().filter_map(variable));
                }
                Instruction::Run(run) => failures.extend(run.commands.iter().flat_map(command)),
                _ => {}
            }
        }
        Verdict::of(failures, dockerfile::head(on), "certificates are verified")
    }
}

fn variable(pair: &KeyValue) -> Option<Failure> {
    let value = pair.value.as_ref()?;
    let off = switches_off(&pair.key.text, value.known()?);
    off.then(|| {
        failure(value.span(), format!("`{}` switches the check of certificates off", pair.key.text))
    })
}

fn switches_off(name: &str, value: &str) -> bool {
    let does = |values: &[&str]| match values {
        [] => !value.is_empty(),
        values => values.iter().any(|v| v.eq_ignore_ascii_case(value)),
    };
    VARIABLES.iter().any(|(n, values)| *n == name && does(values))
}

fn command(command: &Command) -> Vec<Failure> {
    let words = words(command);
    let mut off: Vec<String> = command
        .env
        .iter()
        .chain(command.argv.iter().filter(|_| is_export(command)))
        .filter_map(|w| w.text.split_once('='))
        .filter(|(name, value)| switches_off(name, value))
        .map(|(name, _)| name.to_owned())
        .collect();
    off.extend(option(&words));
    let at = command.span;
    off.into_iter()
        .map(|what| failure(at, format!("`{what}` switches the check of certificates off")))
        .collect()
}

fn is_export(command: &Command) -> bool {
    matches!(command.program(), "export" | "declare" | "env")
}

/// The option of a known program that does it.
fn option(words: &[&str]) -> Option<String> {
    let has = |w: &str| words.contains(&w);
    let short = |letter: char| {
        words.iter().any(|w| {
            w.starts_with('-')
                && !w.starts_with("--")
                && w.len() < 8
                && w.contains(letter)
                && !w.contains('=')
        })
    };
    let found = match words.first().copied()? {
        "curl" if has("--insecure") || short('k') => "curl --insecure",
        "wget" if has("--no-check-certificate") => "wget --no-check-certificate",
        "pip" | "pip3" | "python" | "python3" | "uv" | "pipenv" | "pipx" | "poetry"
            if words.iter().any(|w| w.starts_with("--trusted-host"))
                || words
                    .windows(2)
                    .any(|w| matches!(w, ["set", key] if key.ends_with(".trusted-host"))) =>
        {
            "--trusted-host"
        }
        "npm" | "yarn" | "pnpm" if npm_is_off(words) => "strict-ssl false",
        "git"
            if words.iter().any(|w| w.eq_ignore_ascii_case("http.sslVerify=false"))
                || words.windows(2).any(
                    |w| matches!(w, [k, "false" | "0"] if k.eq_ignore_ascii_case("http.sslverify")),
                ) =>
        {
            "http.sslVerify false"
        }
        _ => return None,
    };
    Some(found.to_owned())
}

fn npm_is_off(words: &[&str]) -> bool {
    let off = |v: &str| v.trim_matches(['"', '\'']).eq_ignore_ascii_case("false");
    words
        .iter()
        .any(|w| w.strip_prefix("--strict-ssl=").or(w.strip_prefix("strict-ssl=")).is_some_and(off))
        || words.windows(2).any(|w| matches!(w, ["--strict-ssl", v] if off(v)))
        || words.windows(3).any(|w| matches!(w, ["set", "strict-ssl", v] if off(v)))
        || words.contains(&"--no-strict-ssl")
}
