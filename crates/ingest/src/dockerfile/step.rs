//! One instruction of a stage.

use ringfort_model::Value;
use ringfort_model::image::{
    self, CopyFrom, Healthcheck, ImageRef, Instruction, KeyValue, Run, Step, Transfer, User,
};
use ringfort_source::Span;
use ringfort_syntax::dockerfile::{self, Joined, Word};
use ringfort_syntax::shell;

use super::scope::Scope;

pub(super) fn lower(line: &dockerfile::Instruction, escape: char, scope: &Scope) -> Step {
    let one = || scope.value(&whole(&line.args));
    let many = || match &line.exec {
        Some(words) => words.iter().map(|w| scope.value(w)).collect(),
        None => line.words(escape).iter().map(|w| scope.value(w)).collect(),
    };
    let pairs = || pairs(line, escape, scope);
    let instruction = match line.keyword.text.as_str() {
        "RUN" => Instruction::Run(run(line)),
        "CMD" => Instruction::Cmd(run(line)),
        "ENTRYPOINT" => Instruction::Entrypoint(run(line)),
        "COPY" => Instruction::Copy(transfer(line, escape, scope)),
        "ADD" => Instruction::Add(transfer(line, escape, scope)),
        "ENV" => Instruction::Env(pairs()),
        "ARG" => Instruction::Arg(pairs()),
        "LABEL" => Instruction::Label(pairs()),
        "USER" => Instruction::User(user(one())),
        "WORKDIR" => Instruction::Workdir(one()),
        "EXPOSE" => Instruction::Expose(many()),
        "VOLUME" => Instruction::Volume(many()),
        "STOPSIGNAL" => Instruction::Stopsignal(one()),
        "SHELL" => Instruction::Shell(line.exec.iter().flatten().map(word).collect()),
        "MAINTAINER" => Instruction::Maintainer(word(&whole(&line.args))),
        "HEALTHCHECK" => Instruction::Healthcheck(healthcheck(line)),
        "ONBUILD" => match &line.inner {
            Some(inner) => Instruction::Onbuild(Box::new(lower(inner, escape, scope))),
            None => Instruction::Unknown(word(&line.keyword)),
        },
        _ => Instruction::Unknown(word(&line.keyword)),
    };
    Step { span: line.span, keyword: line.keyword.span, instruction }
}

fn word(word: &dockerfile::Word) -> image::Word {
    image::Word { text: word.text.clone(), span: word.span }
}

fn whole(text: &Joined) -> dockerfile::Word {
    dockerfile::Word { text: text.text().to_owned(), span: text.all() }
}

fn flags(line: &dockerfile::Instruction) -> Vec<image::Flag> {
    let flag = |f: &dockerfile::Flag| image::Flag {
        name: f.name.clone(),
        value: f.value.clone().unwrap_or_default(),
        span: f.span,
    };
    line.flags.iter().map(flag).collect()
}

fn heredocs(line: &dockerfile::Instruction) -> Vec<image::Heredoc> {
    let heredoc = |h: &dockerfile::Heredoc| image::Heredoc {
        name: h.name.clone(),
        body: word(&whole(&h.body)),
    };
    line.heredocs.iter().map(heredoc).collect()
}

fn run(line: &dockerfile::Instruction) -> Run {
    Run {
        text: word(&whole(&line.args)),
        exec: line.exec.as_ref().map(|words| words.iter().map(word).collect()),
        heredocs: heredocs(line),
        flags: flags(line),
        commands: commands(line),
    }
}

/// The commands of the shell form, of heredocs that a shell reads, and of `sh -c` in either form.
fn commands(line: &dockerfile::Instruction) -> Vec<image::Command> {
    let mut found = match &line.exec {
        Some(words) => vec![shell::Command {
            env: Vec::new(),
            span: words.first().zip(words.last()).map_or(line.span, |(a, z)| a.span.to(z.span)),
            argv: words.clone(),
            joined: shell::Join::Next,
        }],
        None => shell::commands(&line.args),
    };
    let scripted = found.is_empty() || found.iter().any(|c| is_shell(&c.argv) && c.argv.len() == 1);
    if scripted {
        for heredoc in &line.heredocs {
            let other = heredoc.body.text().strip_prefix("#!").is_some_and(|rest| {
                !rest.lines().next().is_some_and(|l| l.trim_end().ends_with("sh"))
            });
            if !other {
                found.extend(shell::commands(&heredoc.body));
            }
        }
    }
    let inner: Vec<_> = found.iter().flat_map(|c| inline(c, line)).collect();
    found.into_iter().chain(inner).map(command).collect()
}

/// Is the command a shell?
fn is_shell(argv: &[dockerfile::Word]) -> bool {
    let program = argv.first().and_then(|w| w.text.rsplit('/').next());
    matches!(program, Some("sh" | "bash" | "ash" | "dash" | "zsh" | "ksh"))
}

/// The commands of `sh -c SCRIPT`. They get the place of the script.
fn inline(command: &shell::Command, line: &dockerfile::Instruction) -> Vec<shell::Command> {
    let option = |w: &dockerfile::Word| {
        w.text.starts_with('-') && !w.text.starts_with("--") && w.text.ends_with('c')
    };
    let at = command.argv.iter().position(option).filter(|_| is_shell(&command.argv));
    let Some(script) = at.and_then(|at| command.argv.get(at + 1)) else { return Vec::new() };
    let text = Joined::whole(line.args.source(), &script.text, 0);
    let mut commands = shell::commands(&text);
    for command in &mut commands {
        command.span = script.span;
        command.env.iter_mut().chain(&mut command.argv).for_each(|w| w.span = script.span);
    }
    commands
}

/// A command as the model has it.
pub(crate) fn command(command: shell::Command) -> image::Command {
    image::Command {
        env: command.env.iter().map(word).collect(),
        argv: command.argv.iter().map(word).collect(),
        joined: match command.joined {
            shell::Join::Next => image::Join::Next,
            shell::Join::And => image::Join::And,
            shell::Join::Or => image::Join::Or,
            shell::Join::Pipe => image::Join::Pipe,
            shell::Join::Inside => image::Join::Inside,
        },
        span: command.span,
    }
}

/// `KEY=value ...`; for `ENV` and `LABEL` also the old `KEY value`, for `ARG` also `KEY`.
fn pairs(line: &dockerfile::Instruction, escape: char, scope: &Scope) -> Vec<KeyValue> {
    let words = line.words(escape);
    let old = line.keyword.text != "ARG" && words.first().is_some_and(|w| !w.text.contains('='));
    if let (true, Some(key)) = (old, words.first()) {
        let start = key.text.len();
        let rest = line.args.text().get(start..).unwrap_or("");
        let lead = rest.len() - rest.trim_start().len();
        let value = whole(&line.args.slice(start + lead..line.args.text().len()));
        return vec![KeyValue { key: word(key), value: Some(scope.value(&value)) }];
    }
    words.iter().map(|w| pair(w, scope)).collect()
}

fn pair(written: &dockerfile::Word, scope: &Scope) -> KeyValue {
    let Some((key, value)) = written.text.split_once('=') else {
        return KeyValue { key: word(written), value: None };
    };
    let part = |text: &str| dockerfile::Word { text: text.into(), span: written.span };
    let name = scope.value(&part(key)).known().cloned().unwrap_or_else(|| key.to_owned());
    let key = image::Word { text: name, span: written.span };
    KeyValue { key, value: Some(scope.value(&part(value))) }
}

fn user(value: Value<String>) -> User {
    let (Value::Set(text, span) | Value::Default(text, span)) = value else {
        return User { user: value, group: None };
    };
    match text.split_once(':') {
        Some((name, group)) => {
            User { user: Value::Set(name.to_owned(), span), group: Some(group.to_owned()) }
        }
        None => User { user: Value::Set(text, span), group: None },
    }
}

fn healthcheck(line: &dockerfile::Instruction) -> Healthcheck {
    let text = line.args.text();
    if text.eq_ignore_ascii_case("none") {
        return Healthcheck::None;
    }
    // Behind `CMD` stands what `CMD` would take.
    let start = if text.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("cmd")) { 3 } else { 0 };
    let rest = text.get(start..).unwrap_or("");
    let lead = start + rest.len() - rest.trim_start().len();
    let mut inner = line.clone();
    inner.args = line.args.slice(lead..text.len());
    inner.exec = dockerfile::exec_form(&inner.args);
    Healthcheck::Command(run(&inner))
}

fn transfer(line: &dockerfile::Instruction, escape: char, scope: &Scope) -> Transfer {
    let words = line.exec.clone().unwrap_or_else(|| line.words(escape));
    let value = |w: &Word| {
        let here = w.text.starts_with("<<");
        if here { Value::Set(w.text.clone(), w.span) } else { scope.value(w) }
    };
    let mut values: Vec<Value<String>> = words.iter().map(value).collect();
    let none = || Value::Unknown(line.span, "no destination is written".into());
    let dest = values.pop().unwrap_or_else(none);
    let from = match line.flag("from") {
        Some(flag) => source(flag.value.as_deref().unwrap_or(""), flag.span, scope),
        None => CopyFrom::Context,
    };
    let mut flags = flags(line);
    for flag in &mut flags {
        let written = dockerfile::Word { text: flag.value.clone(), span: flag.span };
        if let Some(text) = scope.value(&written).known() {
            flag.value.clone_from(text);
        }
    }
    Transfer { from, sources: values, dest, flags, heredocs: heredocs(line) }
}

/// An image, until the stages are known.
fn source(text: &str, span: Span, scope: &Scope) -> CopyFrom {
    let value = scope.value(&dockerfile::Word { text: text.into(), span });
    let (Value::Set(text, _) | Value::Default(text, _)) = value else {
        return CopyFrom::Unknown(span, "a variable in `--from` has no value".into());
    };
    match ImageRef::parse(&text) {
        Some(image) => CopyFrom::Image(image, span),
        None => CopyFrom::Unknown(span, format!("`{text}` is no stage and no image").into()),
    }
}
