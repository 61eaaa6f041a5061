//! What a command runs, behind the programs that only start it.

use ringfort_check::model::image::Command;

/// A program that starts the command in its arguments.
struct Starter {
    name: &'static str,
    /// Its options that take the next word.
    with_value: &'static [&'static str],
    /// How many words stand between its options and the command.
    operands: usize,
}

const fn starter(name: &'static str, with_value: &'static [&'static str]) -> Starter {
    Starter { name, with_value, operands: 0 }
}

/// sudo(8), doas(1), env(1) and those that set priority, time or user and go on.
const STARTERS: &[Starter] = &[
    starter(
        "sudo",
        &[
            "-u", "--user", "-g", "--group", "-C", "-D", "--chdir", "-h", "-p", "-R", "-r", "-T",
            "-t",
        ],
    ),
    starter("doas", &["-u", "-C"]),
    starter("env", &["-u", "--unset", "-C", "--chdir"]),
    starter("exec", &["-a"]),
    starter("command", &[]),
    starter("builtin", &[]),
    starter("nice", &["-n", "--adjustment"]),
    starter("ionice", &["-c", "-n"]),
    starter("nohup", &[]),
    starter("time", &["-f", "-o"]),
    starter("eatmydata", &[]),
    starter("stdbuf", &["-i", "-o", "-e"]),
    starter("xargs", &["-I", "-n", "-P", "-d", "-L", "-s", "-E", "-a"]),
    Starter { name: "timeout", with_value: &["-k", "-s", "--signal", "--kill-after"], operands: 1 },
    Starter { name: "gosu", with_value: &[], operands: 1 },
    Starter { name: "su-exec", with_value: &[], operands: 1 },
    Starter { name: "chroot", with_value: &[], operands: 1 },
];

/// The words of a command without what only starts it; the program without its folder.
pub(crate) fn words(command: &Command) -> Vec<&str> {
    taken_apart(command).1
}

/// Does `program` run, or start what runs?
pub(crate) fn goes_through(command: &Command, program: &str) -> bool {
    let (starters, words) = taken_apart(command);
    starters.contains(&program) || words.first() == Some(&program)
}

/// The starters in their order, and the words of what they start.
fn taken_apart(command: &Command) -> (Vec<&str>, Vec<&str>) {
    let all: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    let (mut starters, mut rest) = (vec![], all.as_slice());
    while let Some((first, after)) = rest.split_first() {
        let name = first.rsplit('/').next().unwrap_or(first);
        if first.contains('=') && !first.starts_with('-') {
            rest = after;
        } else if let Some(starter) = STARTERS.iter().find(|s| s.name == name) {
            starters.push(name);
            rest = started_by(starter, after);
        } else {
            let words = std::iter::once(name).chain(after.iter().copied()).collect();
            return (starters, words);
        }
    }
    (starters, vec![])
}

/// The words behind the options and operands of `starter`; none where it only answers a question (`command -v`).
fn started_by<'a, 'w>(starter: &Starter, words: &'w [&'a str]) -> &'w [&'a str] {
    let mut rest = words;
    while let Some((option, after)) = rest.split_first().filter(|(o, _)| o.starts_with('-')) {
        if starter.name == "command" && matches!(*option, "-v" | "-V") {
            return &[];
        }
        let taken = usize::from(starter.with_value.contains(option));
        rest = after.get(taken..).unwrap_or_default();
        if *option == "--" {
            break;
        }
    }
    rest.get(starter.operands..).unwrap_or_default()
}
