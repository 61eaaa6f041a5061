//! Package managers of languages and their commands.

use ringfort_check::model::image::Command;

use super::invoked::words;

/// A package manager of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// pip, by whatever name, and uv's `pip`.
    Pip,
    /// pipx, which installs programs.
    Pipx,
    /// npm.
    Npm,
    /// Yarn.
    Yarn,
    /// pnpm.
    Pnpm,
    /// gem.
    Gem,
    /// go.
    Go,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// Which.
    pub(crate) tool: Tool,
    /// `install`, `ci`, `global add`...; empty where none is written.
    pub(crate) verb: &'a str,
    /// What follows the verb and is no option.
    pub(crate) operands: Vec<&'a str>,
    /// All options, before and after the verb, with their values.
    pub(crate) options: Vec<&'a str>,
}

/// The call of a package manager that `command` is.
pub(crate) fn call(command: &Command) -> Option<Call<'_>> {
    let words = words(command);
    let (program, rest) = words.split_first()?;
    let (tool, rest) = match (*program, rest) {
        ("uv", ["pip", rest @ ..]) => (Tool::Pip, rest),
        (python, ["-m", "pip", rest @ ..]) if is_version_of(python, "python") => (Tool::Pip, rest),
        (pip, rest) if is_version_of(pip, "pip") => (Tool::Pip, rest),
        ("pipx", rest) => (Tool::Pipx, rest),
        ("npm", rest) => (Tool::Npm, rest),
        ("yarn", ["global", rest @ ..] | rest) => (Tool::Yarn, rest),
        ("pnpm", rest) => (Tool::Pnpm, rest),
        (gem, rest) if is_version_of(gem, "gem") => (Tool::Gem, rest),
        ("go", rest) => (Tool::Go, rest),
        _ => return None,
    };
    let (mut plain, options) = parted(tool, rest);
    let verb = if plain.is_empty() { "" } else { plain.remove(0) };
    Some(Call { tool, verb, operands: plain, options })
}

/// `pip`, `pip3`, `pip3.12`.
fn is_version_of(program: &str, name: &str) -> bool {
    let version = program.strip_prefix(name);
    version.is_some_and(|v| v.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// Words and options, the values of options among the latter.
fn parted<'a>(tool: Tool, words: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut plain, mut options, mut rest) = (vec![], vec![], words.iter().copied());
    while let Some(word) = rest.next() {
        if !word.starts_with('-') {
            plain.push(word);
            continue;
        }
        options.push(word);
        if takes_value(tool, word) {
            options.extend(rest.next());
        }
    }
    (plain, options)
}

/// Does the option take the next word? Of letters that are bundled (`-Ur`) the last may.
fn takes_value(tool: Tool, option: &str) -> bool {
    let (letters, long): (&str, &[&str]) = match tool {
        Tool::Pip => (
            "rceift",
            &[
                "--requirement",
                "--constraint",
                "--editable",
                "--index-url",
                "--extra-index-url",
                "--find-links",
                "--target",
                "--platform",
                "--python-version",
                "--implementation",
                "--abi",
                "--root",
                "--prefix",
                "--src",
                "--upgrade-strategy",
                "--no-binary",
                "--only-binary",
                "--progress-bar",
                "--config-settings",
                "--global-option",
                "--log",
                "--proxy",
                "--retries",
                "--timeout",
                "--trusted-host",
                "--cert",
                "--client-cert",
                "--cache-dir",
                "--report",
                "--python",
            ],
        ),
        Tool::Pipx => ("i", &["--python", "--index-url", "--pip-args", "--suffix"]),
        Tool::Npm | Tool::Yarn | Tool::Pnpm => (
            "wC",
            &["--prefix", "--registry", "--workspace", "--cwd", "--dir", "--filter", "--cache"],
        ),
        Tool::Gem => (
            "vsinPp",
            &["--version", "--source", "--install-dir", "--bindir", "--platform", "--http-proxy"],
        ),
        Tool::Go => ("po", &["-ldflags", "-tags", "-mod", "-gcflags", "-asmflags", "-overlay"]),
    };
    let short = option.strip_prefix('-').filter(|o| !o.starts_with('-') && !o.contains('='));
    let bundled = short.filter(|o| tool != Tool::Go || o.len() == 1);
    let last = bundled.and_then(|o| o.chars().last());
    // `-v` of gem may carry its value (`-v2.0`): then the last character is none of its letters.
    long.contains(&option) || last.is_some_and(|l| letters.contains(l))
}

impl Call<'_> {
    /// Does it install what is named, or what a lock file names?
    pub(crate) fn installs(&self) -> bool {
        let verbs: &[&str] = match self.tool {
            Tool::Pip | Tool::Pipx => &["install"],
            Tool::Npm => &[
                "install",
                "i",
                "in",
                "ins",
                "add",
                "ci",
                "clean-install",
                "install-test",
                "it",
                "update",
                "up",
                "upgrade",
                "rebuild",
            ],
            Tool::Yarn => &["", "install", "add", "up", "upgrade"],
            Tool::Pnpm => &["install", "i", "add", "update", "up"],
            Tool::Gem => &["install", "i"],
            Tool::Go => &["install", "get", "run"],
        };
        verbs.contains(&self.verb)
    }

    /// Is one of these options given, with its value or without?
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        let is = |o: &&str| names.iter().any(|n| o == n || o.split('=').next() == Some(n));
        self.options.iter().any(is)
    }
}
