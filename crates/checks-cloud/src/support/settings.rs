//! Checks that turn on one attribute of one resource.

use ringfort_check::facts::cloud::provider::Reaches;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Edit, Failure, Node, Safety, Scene, Span, Value, Verdict};

/// A switch: the attribute, what it must be, and the provider's default.
pub(crate) struct Switch {
    /// Path of the attribute.
    pub(crate) path: &'static str,
    /// The value that passes.
    pub(crate) want: bool,
    /// The provider's documented default.
    pub(crate) default: bool,
    /// Why it passes.
    pub(crate) note: &'static str,
    /// Is changing it harmless to what runs? (`None`: no fix is offered.)
    pub(crate) safety: Option<Safety>,
}

impl Switch {
    /// The verdict on `on`; `message` says what is wrong.
    pub(crate) fn judge(&self, on: &Resource, message: impl FnOnce() -> String) -> Verdict {
        let value = on.bool(self.path, self.default);
        Verdict::on(
            &value,
            |v| *v == self.want,
            self.note,
            || {
                let failure = Failure::new(value.span(), message());
                let literal = on
                    .at(self.path)
                    .node()
                    .filter(|n| is_literal(n, if self.want { "false" } else { "true" }));
                let text = if self.want { "true" } else { "false" };
                with_fix(failure, self.path, literal, text, self.safety)
            },
        )
    }
}

/// A text of which some values are good.
pub(crate) struct Choice {
    /// Path of the attribute.
    pub(crate) path: &'static str,
    /// The values that pass; the first is what a fix writes.
    pub(crate) good: &'static [&'static str],
    /// The provider's documented default.
    pub(crate) default: &'static str,
    /// Why it passes.
    pub(crate) note: &'static str,
    /// As for [`Switch::safety`].
    pub(crate) safety: Option<Safety>,
}

impl Choice {
    /// The verdict on `on`; `message` says what is wrong with the value.
    pub(crate) fn judge(&self, on: &Resource, message: impl FnOnce(&str) -> String) -> Verdict {
        let value = on.text(self.path, self.default);
        let good = |v: &String| self.good.iter().any(|g| g.eq_ignore_ascii_case(v));
        Verdict::on(&value, good, self.note, || {
            let text = value.known().map_or("", String::as_str);
            let failure = Failure::new(value.span(), message(text));
            let literal = on.at(self.path).node().filter(|n| is_literal(n, &format!("\"{text}\"")));
            let new = self.good.first().map(|g| format!("\"{g}\"")).unwrap_or_default();
            with_fix(failure, self.path, literal, &new, self.safety)
        })
    }
}

/// A default that a version of the provider changed.
pub(crate) struct Changed {
    /// The provider.
    pub(crate) provider: &'static str,
    /// The first version with the default of today.
    pub(crate) version: &'static str,
    /// The default before.
    pub(crate) before: &'static str,
}

impl Choice {
    /// As [`Choice::judge`], with the default of the version of the provider that runs.
    pub(crate) fn judge_by_version(
        self,
        on: &Resource,
        scene: &Scene<'_>,
        changed: &Changed,
        message: impl FnOnce(&str) -> String,
    ) -> Verdict {
        if !on.at(self.path).is_absent() {
            return self.judge(on, message);
        }
        match scene.facts.provider_reaches(on, changed.provider, changed.version) {
            Reaches::Yes(_) | Reaches::Unsaid => self.judge(on, message),
            Reaches::Unknown(span) => {
                Verdict::unknown(span, "the default depends on a version that is not known")
            }
            Reaches::No(span) => {
                let before = Self { default: changed.before, ..self };
                by_version(before.judge(on, message), span, changed.provider)
            }
        }
    }
}

/// A failure because of a default, with the version that brings it.
pub(crate) fn by_version(verdict: Verdict, version: Span, provider: &str) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let name = |f: Failure| {
        f.related_to(version, "the default of this version", format!("provider.{provider}"))
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

/// Is `node` written as this very literal, where it stands?
fn is_literal(node: &Node, text: &str) -> bool {
    let width = (node.span.end - node.span.start) as usize;
    node.from.is_none() && width == text.len()
}

fn with_fix(
    failure: Failure,
    path: &str,
    literal: Option<&Node>,
    text: &str,
    safety: Option<Safety>,
) -> Failure {
    let (Some(node), Some(safety)) = (literal, safety) else { return failure };
    let edit = Edit { at: node.span, text: text.to_owned() };
    let name = path.rsplit('.').next().unwrap_or(path);
    failure.fix(format!("set `{name}` to {text}"), vec![edit], safety)
}

/// Is `on` declared in a CloudFormation template, with the defaults of the service instead of Terraform's?
pub(crate) fn is_template(on: &Resource) -> bool {
    on.address.contains("AWS::")
}

/// A verdict for an attribute that must be there, whatever it holds: a key, a list that is not empty.
pub(crate) fn present(
    on: &Resource,
    path: &str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    match on.at(path) {
        At::Set(node) if let Some(open) = open_items(node) => {
            Verdict::unknown(open.span, open.cause().to_owned())
        }
        At::Set(node) if !is_empty(node) => Verdict::pass(node.span, note),
        At::Set(node) => Verdict::fail(Failure::new(node.span, message())),
        At::Absent(span) => Verdict::fail(Failure::new(span, message())),
        // A reference to a resource is a value, only not yet known.
        At::Unknown(node) if on.refs_of(path).next().is_some() => Verdict::pass(node.span, note),
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
    }
}

/// An element that is not known, of a list in which none is: there may be none at all (a block made for each element
/// of something). An attribute of a resource is one element, only not yet known.
fn open_items(node: &Node) -> Option<&Node> {
    let all = node.items().iter().all(Node::is_unknown);
    let open = node.items().first().filter(|n| !n.cause().starts_with("known after apply"));
    open.filter(|_| all)
}

fn is_empty(node: &Node) -> bool {
    node.as_str().is_some_and(str::is_empty)
        || (node.as_str().is_none() && node.scalar().is_none() && node.one_or_many().is_empty())
}

/// The verdict `Unknown` of a value that is not known, if it is not.
pub(crate) fn unknown<T>(value: &Value<T>) -> Option<Verdict> {
    match value {
        Value::Unknown(span, cause) => Some(Verdict::unknown(*span, cause.to_string())),
        _ => None,
    }
}
