//! Instructions to stages.

use std::sync::Arc;

use ringfort_model::Value;
use ringfort_model::image::{self, Base, Dockerfile, ImageRef, Instruction, Stage};
use ringfort_syntax::Error;
use ringfort_syntax::dockerfile::{self, File, Word};

use super::scope::Scope;
use super::step;

pub(super) fn lower(path: &str, file: File, errors: &mut Vec<Error>) -> Dockerfile {
    let mut builder = Builder {
        escape: file.escape,
        global: Scope::new(file.escape),
        global_args: Vec::new(),
        stages: Vec::new(),
        scopes: Vec::new(),
        is_fragment: !file.instructions.iter().any(|i| i.keyword.text == "FROM"),
    };
    for instruction in &file.instructions {
        builder.take(instruction, errors);
    }
    Dockerfile {
        path: Arc::from(path),
        span: file.span,
        global_args: builder.global_args,
        stages: builder.stages,
        escape: file.escape,
    }
}

struct Builder {
    escape: char,
    global: Scope,
    global_args: Vec<image::KeyValue>,
    stages: Vec<Stage>,
    /// The variables at the end of each stage, which a stage built on it inherits.
    scopes: Vec<Scope>,
    /// Is there no `FROM` at all, as in a part that is put behind one?
    is_fragment: bool,
}

impl Builder {
    fn take(&mut self, line: &dockerfile::Instruction, errors: &mut Vec<Error>) {
        if line.keyword.text == "FROM" {
            return self.from(line);
        }
        let Some((stage, scope)) = self.stages.last_mut().zip(self.scopes.last_mut()) else {
            return self.before_first(line, errors);
        };
        let step = step::lower(line, self.escape, scope);
        match &step.instruction {
            Instruction::Env(pairs) => pairs.iter().for_each(|p| scope.set(p)),
            Instruction::Arg(pairs) => pairs.iter().for_each(|p| scope.declare(p, &self.global)),
            _ => {}
        }
        stage.span = stage.span.to(step.span);
        stage.steps.push(step);
        self.link_copy();
    }

    /// Only `ARG` may stand before the first `FROM`.
    fn before_first(&mut self, line: &dockerfile::Instruction, errors: &mut Vec<Error>) {
        let step = step::lower(line, self.escape, &self.global);
        if let Instruction::Arg(pairs) = step.instruction {
            for pair in &pairs {
                self.global.set(pair);
            }
            self.global_args.extend(pairs);
        } else if !matches!(step.instruction, Instruction::Unknown(_)) {
            let cause = "no stage has begun here; put a `FROM` line before this one";
            errors.push(Error::new(line.keyword.span, cause));
            if self.is_fragment {
                self.begin_fragment(line);
                self.take(line, errors);
            }
        }
    }

    /// What stands in a file without `FROM` is judged all the same, over an image that is not known.
    fn begin_fragment(&mut self, line: &dockerfile::Instruction) {
        let at = line.keyword.span;
        self.scopes.push(self.global.clone());
        self.stages.push(Stage {
            span: at,
            from: at,
            name: None,
            platform: None,
            base: Base::Unknown(at, "the file has no `FROM`".into()),
            steps: Vec::new(),
        });
    }

    fn from(&mut self, line: &dockerfile::Instruction) {
        let words = line.words(self.escape);
        let base = match words.first() {
            Some(word) => self.base(word),
            None => Base::Unknown(line.span, "`FROM` names no image".into()),
        };
        let name = match (words.get(1), words.get(2)) {
            (Some(as_), Some(name)) if as_.text.eq_ignore_ascii_case("as") => {
                Some(image::Word { text: name.text.to_lowercase(), span: name.span })
            }
            _ => None,
        };
        let platform = line.flag("platform").map(|f| {
            let text = f.value.clone().unwrap_or_default();
            self.global.value(&Word { text, span: f.span })
        });
        let inherited = match base {
            Base::Stage(index) => self.scopes.get(index).cloned(),
            _ => None,
        };
        self.scopes.push(inherited.unwrap_or_else(|| Scope::new(self.escape)));
        let (span, from) = (line.span, line.span);
        self.stages.push(Stage { span, from, name, platform, base, steps: Vec::new() });
    }

    fn base(&self, word: &Word) -> Base {
        let text = match self.global.value(word) {
            Value::Set(text, _) | Value::Default(text, _) => text,
            Value::Unknown(span, cause) => return Base::Unknown(span, cause),
        };
        if let Some(index) = self.named(&text) {
            return Base::Stage(index);
        }
        if text == "scratch" {
            return Base::Scratch;
        }
        match ImageRef::parse(&text) {
            Some(image) => Base::Image(image, word.span),
            None => Base::Unknown(word.span, format!("`{text}` is no image reference").into()),
        }
    }

    /// The latest stage with that name.
    fn named(&self, name: &str) -> Option<usize> {
        let is = |s: &Stage| s.name.as_ref().is_some_and(|n| n.text.eq_ignore_ascii_case(name));
        self.stages.iter().rposition(is)
    }

    /// `COPY --from` may name an earlier stage, by name or by index.
    fn link_copy(&mut self) {
        let earlier = self.stages.len().saturating_sub(1);
        let source = self.stages.last().and_then(|s| s.steps.last()).and_then(|s| {
            let (Instruction::Copy(t) | Instruction::Add(t)) = &s.instruction else { return None };
            let text = t.flag("from")?.value.clone();
            let index = self.named(&text).or_else(|| text.parse().ok());
            index.filter(|i| *i < earlier)
        });
        let last = self.stages.last_mut().and_then(|s| s.steps.last_mut());
        if let (Some(index), Some(step)) = (source, last)
            && let Instruction::Copy(t) | Instruction::Add(t) = &mut step.instruction
        {
            t.from = image::CopyFrom::Stage(index);
        }
    }
}
