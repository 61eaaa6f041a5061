//! Running one of the user's own tools: without a shell, without a cluster, without the network as far as the tool
//! lets itself be kept from it, and for a bounded time.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::tools::{Ask, Tool};

/// How long a tool may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How much it may print.
const MAX_OUTPUT: u64 = 64 << 20;
/// An address that nothing answers: what would be fetched is refused at once.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Runs what `ask` asks for in `folder`; `on_disk` finds files. The error says what to do about it.
pub(crate) fn run(
    ask: &Ask<'_>,
    folder: &Path,
    on_disk: &dyn Fn(&str) -> Option<std::path::PathBuf>,
) -> Result<String, String> {
    match ask.tool {
        Tool::Helm => finish(helm(ask, folder, on_disk), "helm", ask.handed.clone()),
        Tool::Kustomize => {
            let mut command = Command::new("kustomize");
            command.arg("build").args(&ask.flags).arg("--").arg(folder);
            match finish(command, "kustomize", None) {
                Err(cause) if cause.starts_with(NOT_FOUND) => {
                    let mut command = Command::new("kubectl");
                    command.arg("kustomize").args(&ask.flags).arg("--").arg(folder);
                    finish(command, "kubectl", None)
                        .map_err(|other| if other.starts_with(NOT_FOUND) { cause } else { other })
                }
                other => other,
            }
        }
    }
}

const NOT_FOUND: &str = "there is no ";

fn helm(
    ask: &Ask<'_>,
    folder: &Path,
    on_disk: &dyn Fn(&str) -> Option<std::path::PathBuf>,
) -> Command {
    let given = ask.helm;
    let mut command = Command::new("helm");
    command.arg("template").args(&ask.flags);
    for path in ask.values.iter().filter_map(|path| on_disk(path)) {
        command.arg("--values").arg(path);
    }
    if ask.handed.is_some() {
        command.arg("--values=-");
    }
    for setting in &given.set {
        command.arg("--set").arg(setting);
    }
    for (flag, value) in
        [("--kube-version", &given.kube_version), ("--namespace", &given.namespace)]
    {
        if let Some(value) = value {
            command.arg(flag).arg(value);
        }
    }
    for version in &given.api_versions {
        command.arg("--api-versions").arg(version);
    }
    if given.release.is_none() {
        command.arg("--generate-name");
    }
    // Names come from files that are scanned: behind this none of them is a flag.
    command.arg("--").args(&given.release).arg(folder);
    command
}

/// Nothing that runs may ask: no terminal, no cluster, no plugins, no host.
fn secluded(command: &mut Command) {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"] {
        command.env(name, NOWHERE);
    }
    command.env("NO_PROXY", "").env("no_proxy", "");
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_ALLOW_PROTOCOL", "file");
    command.env("HELM_NO_PLUGINS", "1").env("KUBECONFIG", "/dev/null");
}

fn finish(mut command: Command, name: &str, input: Option<String>) -> Result<String, String> {
    secluded(&mut command);
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = command.spawn().map_err(|error| {
        format!("{NOT_FOUND}`{name}` that could be run ({error}): install it, or put it on PATH")
    })?;
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
        // A tool that does not read to the end says itself why.
        thread::spawn(move || pipe.write_all(input.as_bytes()).ok());
    }
    let out = child.stdout.take().map(|pipe| thread::spawn(move || text(pipe)));
    let err = child.stderr.take().map(|pipe| thread::spawn(move || text(pipe)));
    let since = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if since.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{name}` took more than {} seconds", PATIENCE.as_secs()));
            }
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Err(error) => return Err(format!("`{name}` could not be waited for ({error})")),
        }
    };
    let joined = |reader: Option<thread::JoinHandle<String>>| {
        reader.and_then(|r| r.join().ok()).unwrap_or_default()
    };
    let (out, err) = (joined(out), joined(err));
    if status.success() {
        return Ok(out);
    }
    let said = err.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("it says nothing");
    Err(format!("`{name}` ended with {status}: {said}"))
}

fn text(pipe: impl Read) -> String {
    let mut bytes = vec![];
    let _ = pipe.take(MAX_OUTPUT).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
