//! What passes through a call: into a site, into a function of the project, or out as its result.

use ringfort_model::code::{Call, ExprKind, Function};

use super::engine::{DEPTH, Walk};
use super::tables::{CARRIERS, SANITIZERS, SCALAR_RESULTS, TELLING};
use super::value::{Env, Taint, start, worse};
use super::{Flow, SinkKind, sinks, sources};
use crate::code::FunctionId;

impl Walk<'_, '_> {
    /// What a call gives back; records the flows into it.
    pub(super) fn call(&mut self, call: &Call, env: &mut Env) -> Option<Taint> {
        let receiver = match &call.callee.kind {
            ExprKind::Attribute { value, .. } => self.eval(value, env),
            _ => None,
        };
        let path = self.scope.resolve(self.module, &call.callee);
        let arguments: Vec<Option<Taint>> = call.values().map(|a| self.eval(a, env)).collect();
        self.record(call, receiver.as_ref(), &arguments, env);
        let path = path.unwrap_or_default();
        if let Some(source) = sources::of_path(&path, call.span) {
            return Some(start(&source, None));
        }
        let function = self.scope.function(self.module, &path);
        if let Some((id, f)) = function.and_then(|id| Some((id, self.scope.get_function(id)?))) {
            return self.enter(id, f, call, &arguments);
        }
        let argument = arguments.into_iter().fold(None, worse);
        if SCALAR_RESULTS.contains(&path.as_str()) {
            return None;
        }
        if let Some((what, kinds)) = SANITIZERS.iter().find(|(p, _)| *p == path) {
            return argument.map(|t| {
                t.clean(kinds, call.span, what).step(call.span, format!("through `{what}`"))
            });
        }
        let method = call.callee.last_name().unwrap_or("");
        if CARRIERS.contains(&path.as_str()) {
            return argument.map(|t| t.step(call.span, format!("through `{path}`")));
        }
        if let ExprKind::Attribute { value, .. } = &call.callee.kind {
            if TELLING.contains(&method) {
                return None;
            }
            // Text methods pass on what text and arguments carry; `", ".join(x)`, `"...".format(x)`.
            let of_text = value.as_str().is_some()
                || matches!(
                    method,
                    "format" | "join" | "replace" | "joinpath" | "format_map" | "append" | "extend"
                );
            return if of_text { worse(receiver, argument) } else { receiver }
                .map(|t| t.step(call.span, format!("through `{method}`")));
        }
        None
    }

    /// A flow for each argument of a site that carries input.
    fn record(
        &mut self,
        call: &Call,
        receiver: Option<&Taint>,
        arguments: &[Option<Taint>],
        env: &Env,
    ) {
        let sink = (!self.quiet).then(|| sinks::sink(self.scope, self.module, call));
        let Some(sink) = sink.flatten() else { return };
        let shielded = sink.kind == SinkKind::Command && sinks::without_shell(&sink, call);
        for argument in &sink.arguments {
            // Without a shell only the program's own name is dangerous.
            let program = argument.items().first().filter(|_| shielded);
            let position = call.values().position(|v| v.span == argument.span);
            let taint = match (program, position) {
                (Some(program), _) => self.eval_quiet(program, env),
                (None, Some(position)) => arguments.get(position).cloned().flatten(),
                (None, None) => receiver.cloned(),
            };
            let Some(taint) = taint else { continue };
            let sanitized =
                taint.cleaned.iter().find(|(k, _)| *k == sink.kind).map(|(_, s)| s.clone());
            let taint = taint.step(call.span, format!("reaches `{}`", sink.callee));
            self.flows.push(Flow {
                kind: sink.kind,
                source: taint.source,
                sink: call.span,
                callee: sink.callee.clone(),
                steps: taint.steps,
                sanitized,
                entry: self.entry,
                module: self.module,
            });
        }
    }

    /// Follows a call into a function of the project, as deep as the bounds allow.
    fn enter(
        &mut self,
        id: FunctionId,
        function: &Function,
        call: &Call,
        arguments: &[Option<Taint>],
    ) -> Option<Taint> {
        if self.depth >= DEPTH || self.budget == 0 || arguments.iter().all(Option::is_none) {
            return None;
        }
        self.budget -= 1;
        let mut inner = passed(function, call, arguments);
        let mut walk = Walk::new(self.scope, id.module, self.entry, false);
        (walk.depth, walk.budget) = (self.depth + 1, self.budget);
        walk.block(&function.body, &mut inner);
        self.budget = walk.budget;
        self.flows.append(&mut walk.flows);
        walk.returned
    }
}

/// The parameters of `function` that carry input in this call.
fn passed(function: &Function, call: &Call, arguments: &[Option<Taint>]) -> Env {
    let is_method = function.params.first().is_some_and(|p| matches!(&*p.name, "self" | "cls"));
    let positions = function.params.iter().skip(usize::from(is_method)).map(|p| &p.name);
    let named = call.keywords.iter().filter_map(|k| k.name.as_ref());
    let (count, mut env) = (call.args.len(), Env::new());
    let by_position = positions.zip(arguments.iter().take(count));
    for (name, taint) in by_position.chain(named.zip(arguments.iter().skip(count))) {
        if let Some(taint) = taint {
            let note = format!("passed to `{}` as `{name}`", function.qualified);
            env.insert(name.to_string(), taint.clone().step(call.span, note));
        }
    }
    env
}
