//! The instructions of a stage.

use ringfort_source::Span;

use super::ImageRef;
use crate::Value;

/// A word with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// One instruction with its place, from the keyword to the end of its last line.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// All of it.
    pub span: Span,
    /// The keyword alone.
    pub keyword: Span,
    /// What it does.
    pub instruction: Instruction,
}

/// What an instruction does.
#[derive(Clone, Debug, PartialEq)]
pub enum Instruction {
    /// `RUN`
    Run(Run),
    /// `COPY`
    Copy(Transfer),
    /// `ADD`
    Add(Transfer),
    /// `ENV`: the variables it sets.
    Env(Vec<KeyValue>),
    /// `ARG`: the arguments it declares, with their defaults.
    Arg(Vec<KeyValue>),
    /// `LABEL`
    Label(Vec<KeyValue>),
    /// `USER`
    User(User),
    /// `WORKDIR`
    Workdir(Value<String>),
    /// `EXPOSE`: `8080`, `53/udp`, ranges, as written after expansion.
    Expose(Vec<Value<String>>),
    /// `CMD`
    Cmd(Run),
    /// `ENTRYPOINT`
    Entrypoint(Run),
    /// `HEALTHCHECK`
    Healthcheck(Healthcheck),
    /// `VOLUME`: the mount points.
    Volume(Vec<Value<String>>),
    /// `SHELL`: the command that runs shell forms from here on.
    Shell(Vec<Word>),
    /// `STOPSIGNAL`
    Stopsignal(Value<String>),
    /// `MAINTAINER`
    Maintainer(Word),
    /// `ONBUILD`: runs in the build that uses this image as its base.
    Onbuild(Box<Step>),
    /// No instruction of a Dockerfile: the keyword as written.
    Unknown(Word),
}

/// `RUN`, `CMD`, `ENTRYPOINT`: something that is executed.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The text of the shell form; for the exec form the list as written.
    pub text: Word,
    /// The exec form's words.
    pub exec: Option<Vec<Word>>,
    /// Heredocs of the instruction.
    pub heredocs: Vec<Heredoc>,
    /// `--mount`, `--network`, `--security`.
    pub flags: Vec<Flag>,
    /// The simple commands that run, those in heredoc scripts and in `sh -c` included. A program
    /// in another language than shell has none.
    pub commands: Vec<Command>,
}

/// `--name=value`. The value of `--mount` is a list of `key=value`, separated by commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The name without dashes.
    pub name: String,
    /// The value; empty where none is written.
    pub value: String,
    /// Where it is written.
    pub span: Span,
}

/// The lines of a heredoc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The delimiter.
    pub name: String,
    /// The text.
    pub body: Word,
}

/// One simple command of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// `NAME=value` before the command.
    pub env: Vec<Word>,
    /// The command and its arguments, quotes removed, variables as written.
    pub argv: Vec<Word>,
    /// How it follows the command before it.
    pub joined: Join,
    /// From its first word to its last.
    pub span: Span,
}

/// How a command follows the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It is the first, or follows a `;`, a line's end or a `&`.
    Next,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|`: it reads what the one before writes.
    Pipe,
    /// It stands in `$( )`, `<( )` or backquotes of a command that is listed after it.
    Inside,
}

/// `COPY` and `ADD`.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// Where the files come from.
    pub from: CopyFrom,
    /// What is copied: paths, and for `ADD` also URLs and repositories. Heredocs stand as `<<NAME`.
    pub sources: Vec<Value<String>>,
    /// Where it goes.
    pub dest: Value<String>,
    /// All flags: `chown`, `chmod`, `link`, `checksum`, `exclude`...
    pub flags: Vec<Flag>,
    /// The files that are written in place.
    pub heredocs: Vec<Heredoc>,
}

/// The source of a `COPY`.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyFrom {
    /// The build context.
    Context,
    /// An earlier stage of this file, by index.
    Stage(usize),
    /// Another image.
    Image(ImageRef, Span),
    /// A named context, or a name that is not known, with the cause.
    Unknown(Span, Box<str>),
}

/// A variable, argument or label.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyValue {
    /// The name.
    pub key: Word,
    /// The value after expansion; `None` for an `ARG` without default.
    pub value: Option<Value<String>>,
}

/// `USER name[:group]`.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Name or UID.
    pub user: Value<String>,
    /// Group or GID.
    pub group: Option<String>,
}

/// `HEALTHCHECK`.
#[derive(Clone, Debug, PartialEq)]
pub enum Healthcheck {
    /// `NONE`: the base's check is switched off.
    None,
    /// `CMD`, with the flags that time it.
    Command(Run),
}

impl Step {
    /// What it executes at build time or at start.
    pub fn run(&self) -> Option<&Run> {
        match &self.instruction {
            Instruction::Run(run)
            | Instruction::Cmd(run)
            | Instruction::Entrypoint(run)
            | Instruction::Healthcheck(Healthcheck::Command(run)) => Some(run),
            _ => None,
        }
    }
}

impl Run {
    /// The mounts as lists of `key=value`: `type=secret,id=token`.
    pub fn mounts(&self) -> impl Iterator<Item = (&Flag, Vec<(&str, &str)>)> {
        let pair = |p| str::split_once(p, '=').unwrap_or((p, ""));
        let mounts = self.flags.iter().filter(|f| f.name == "mount");
        mounts.map(move |f| (f, f.value.split(',').map(pair).collect()))
    }
}

impl Command {
    /// The program without its folder: `curl` for `/usr/bin/curl`.
    pub fn program(&self) -> &str {
        let word = self.argv.first().map_or("", |w| w.text.as_str());
        word.rsplit('/').next().unwrap_or(word)
    }

    /// Is `word` among the arguments?
    pub fn has(&self, word: &str) -> bool {
        self.argv.iter().skip(1).any(|w| w.text == word)
    }
}

impl Transfer {
    /// The flag `name`.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|f| f.name == name)
    }
}
