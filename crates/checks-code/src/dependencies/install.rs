//! Commands that install packages in CI, and whether they take exactly what is locked.

use ringfort_check::facts::packages::{file_name, folder};
use ringfort_check::facts::pipeline::words;
use ringfort_check::model::packages::Manifest;
use ringfort_check::model::pipeline::{Command, Job, Step, Workflow};
use ringfort_check::{Scene, Span};

/// What an installing command takes.
pub(super) enum Takes {
    /// What is locked.
    Locked,
    /// Something else, and how to change that.
    Newest(String),
    /// It cannot be told, and why.
    Unknown(String),
}

/// Packages that install packages: their newest version is taken on purpose.
const INSTALLERS: [&str; 4] = ["pip", "setuptools", "wheel", "uv"];

/// A command with the step it stands in.
pub(super) struct Install<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) job: &'a Job,
    pub(super) step: &'a Step,
    pub(super) command: &'a Command,
}

impl Install<'_> {
    /// Where it is written.
    pub(super) fn span(&self) -> Span {
        self.command.span
    }

    /// What it takes; `None` where the command installs nothing.
    pub(super) fn takes(&self, scene: &Scene<'_>) -> Option<Takes> {
        let words = words(self.command);
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        let rest = |at: usize| words.get(at..).unwrap_or_default();
        match (word(0), word(1), word(2)) {
            ("pip", "install", _) => Some(self.pip(rest(2), scene)),
            ("uv", "pip", "install" | "sync") => Some(self.pip(rest(3), scene)),
            ("uv", "sync", _) => Some(self.unless(
                &["--locked", "--frozen"],
                "uv sync --locked",
                &["UV_LOCKED", "UV_FROZEN"],
            )),
            ("npm", "install" | "i", _) => Some(npm(rest(2))),
            ("bun", "install", _) => {
                Some(self.unless(&["--frozen-lockfile"], "bun install --frozen-lockfile", &[]))
            }
            ("pipenv", "install", _) => Some(self.unless(&["--deploy"], "pipenv sync", &[])),
            ("cargo", "install", _) => {
                Some(self.unless(&["--locked"], "cargo install --locked", &[]))
            }
            ("yarn", "" | "install", _) => Some(self.yarn()),
            ("npm", "ci" | "clean-install", _) | ("pnpm", "install" | "i", _)
                if self.command.has("--no-frozen-lockfile") =>
            {
                Some(Takes::Newest("leave out `--no-frozen-lockfile`".into()))
            }
            ("npm", "ci" | "clean-install", _)
            | ("pnpm", "install" | "i", _)
            | ("poetry", "install" | "sync", _)
            | ("pipenv" | "pdm", "sync", _) => Some(Takes::Locked),
            _ => None,
        }
    }

    /// Locked if one of `flags` or, set anywhere around it, one of the variables `env` is there.
    fn unless(&self, flags: &[&str], cure: &str, env: &[&str]) -> Takes {
        let around = [&self.step.root, &self.job.root, &self.workflow.root];
        let set = |name: &&str| {
            self.command.env.iter().any(|w| w.text.starts_with(&format!("{name}=")))
                || around.iter().any(|n| n.at_keys(&["env", name]).node().is_some())
        };
        if flags.iter().any(|f| self.command.has(f)) || env.iter().any(set) {
            Takes::Locked
        } else {
            Takes::Newest(format!("`{cure}` fails where the lock file would change"))
        }
    }

    fn yarn(&self) -> Takes {
        if ["--immutable", "--frozen-lockfile"].iter().any(|f| self.command.has(f)) {
            return Takes::Locked;
        }
        Takes::Unknown(
            "Yarn 1 changes the lock file in CI, later versions refuse to; say `--immutable`"
                .into(),
        )
    }

    /// `packages` are the words of the command that are no options; the file behind `-r` is one of them.
    fn pip(&self, packages: &[String], scene: &Scene<'_>) -> Takes {
        if self.command.has("--require-hashes") || self.command.has("--no-deps") {
            return Takes::Locked;
        }
        let files = files(self.command);
        for file in &files {
            match self.manifest(file, scene) {
                Some(manifest) if manifest.is_locked() || manifest.requires_hashes.is_some() => {}
                Some(_) => {
                    return Takes::Newest(format!(
                        "`{file}` has no hashes; lock it and say `--require-hashes`"
                    ));
                }
                None => {
                    return Takes::Unknown(format!(
                        "`{file}` is not among the files that were read"
                    ));
                }
            }
        }
        let loose = |p: &&String| {
            let name = p.split('[').next().unwrap_or(p);
            !files.contains(p)
                && !p.contains("==")
                && !INSTALLERS.contains(&name)
                && !is_option_value(self.command, p)
        };
        match packages.iter().find(loose) {
            Some(name) => Takes::Newest(format!(
                "`{name}` comes in the newest version; install it from a locked file"
            )),
            None => Takes::Locked,
        }
    }

    /// The requirement file at `path`, seen from the step's folder.
    fn manifest<'m>(&self, path: &str, scene: &Scene<'m>) -> Option<&'m Manifest> {
        let home = self.step.root.at("working-directory").str();
        let home = home.or(self.job.root.at("defaults.run.working-directory").str());
        let home = home.or(self.workflow.at("defaults.run.working-directory").str()).unwrap_or("");
        let clean = |p: &str| p.trim_start_matches("./").trim_matches('/').to_owned();
        let joined = clean(&format!("{}/{}", clean(home), clean(path)));
        let all = &scene.facts.model.manifests;
        // An earlier `cd` may lead to the only file of that name.
        let mut named = all.iter().filter(|m| file_name(&m.path) == file_name(path));
        let exact = all.iter().find(|m| *m.path == *joined);
        exact.or_else(|| {
            named.next().filter(|m| named.next().is_none() && !folder(&m.path).is_empty())
        })
    }
}

/// The files behind `-r`.
fn files(command: &Command) -> Vec<String> {
    let mut out = Vec::new();
    let mut words = command.argv.iter().map(|w| w.text.as_str());
    while let Some(word) = words.next() {
        if matches!(word, "-r" | "--requirement" | "--requirements") {
            out.extend(words.next().map(str::to_owned));
        } else if let Some(file) = word.strip_prefix("--requirement=").or(word.strip_prefix("-r")) {
            out.push(file.to_owned());
        }
    }
    out
}

/// Is `word` the value of an option in front of it?
fn is_option_value(command: &Command, word: &str) -> bool {
    const VALUED: [&str; 9] = [
        "-c",
        "--constraint",
        "-i",
        "--index-url",
        "--extra-index-url",
        "--trusted-host",
        "-t",
        "--target",
        "--find-links",
    ];
    let pairs = command.argv.iter().zip(command.argv.iter().skip(1));
    pairs.into_iter().any(|(o, v)| v.text == word && VALUED.contains(&o.text.as_str()))
}

fn npm(packages: &[String]) -> Takes {
    let fixed = |p: &String| {
        p.rsplit_once('@').is_some_and(|(name, v)| {
            !name.is_empty() && v.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    if !packages.is_empty() && packages.iter().all(fixed) {
        return Takes::Locked;
    }
    Takes::Newest("`npm ci` takes what the lock file says".into())
}

/// Every command of `workflow`.
pub(super) fn commands(workflow: &Workflow) -> impl Iterator<Item = Install<'_>> {
    workflow.steps().flat_map(move |(job, step)| {
        step.commands.iter().map(move |command| Install { workflow, job, step, command })
    })
}
