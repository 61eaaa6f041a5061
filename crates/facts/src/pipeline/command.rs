//! The words of a command, without what merely starts it.

use ringfort_model::pipeline::Command;

/// Programs that run the program behind them.
const LAUNCHERS: [&str; 12] = [
    "sudo", "env", "time", "nice", "exec", "command", "npx", "uvx", "bunx", "xvfb-run", "retry",
    "doas",
];
/// Programs that run the program behind one of these words.
const RUNNERS: [(&str, &[&str]); 6] = [
    ("uv", &["run"]),
    ("poetry", &["run"]),
    ("pipenv", &["run"]),
    ("pdm", &["run"]),
    ("hatch", &["run"]),
    ("pipx", &["run"]),
];

/// The program and its words that are no options: `npm audit` for `sudo npm --silent audit`, `pip-audit` for
/// `python -m pip_audit`. The value of an option counts as a word unless it is joined by `=`.
pub fn words(command: &Command) -> Vec<String> {
    let mut rest: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    while let Some(stripped) = launched(&rest) {
        rest = stripped.to_vec();
    }
    let mut words = rest.iter();
    let Some(first) = words.next() else { return Vec::new() };
    let program = first.rsplit('/').next().unwrap_or(first);
    if (program.starts_with("python") || program == "py")
        && let Some(at) = rest.iter().position(|w| *w == "-m")
    {
        let module = rest.get(at + 1).map(|m| m.replace('_', "-"));
        let after = rest.get(at + 2..).unwrap_or_default().iter();
        return module.into_iter().chain(plain(after)).collect();
    }
    let program = program.strip_suffix(".exe").unwrap_or(program);
    let program = if matches!(program, "pip3" | "pip3.exe") { "pip" } else { program };
    std::iter::once(program.to_owned()).chain(plain(words)).collect()
}

fn plain<'a>(words: impl Iterator<Item = &'a &'a str>) -> impl Iterator<Item = String> {
    words.filter(|w| !w.starts_with('-')).map(|w| (*w).to_owned())
}

/// What `words` start, where they start something else.
fn launched<'a, 'b>(words: &'a [&'b str]) -> Option<&'a [&'b str]> {
    let program = words.first()?;
    let skip = if LAUNCHERS.contains(program) {
        1
    } else {
        let (_, verbs) = RUNNERS.iter().find(|(name, _)| name == program)?;
        words.iter().position(|w| verbs.contains(w))? + 1
    };
    let rest = words.get(skip..)?;
    let start = rest.iter().position(|w| !w.starts_with('-') && !w.contains('='))?;
    rest.get(start..)
}

/// The value of the option `name`: `--name=value`, or the word behind `--name`; empty where nothing follows.
pub fn flag<'a>(command: &'a Command, name: &str) -> Option<&'a str> {
    command.argv.iter().enumerate().find_map(|(at, word)| {
        let rest = word.text.strip_prefix(name)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => {
                Some(command.argv.get(at + 1).map_or("", |next| next.text.as_str()))
            }
            None => None,
        }
    })
}
