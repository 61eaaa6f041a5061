//! What a PodSecurityPolicy admits. The kind was removed in Kubernetes 1.25; it is judged where it is written.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Edit, Failure, Node, Safety, Value, Verdict};

/// The kind.
pub(crate) const KIND: &[&str] = &["PodSecurityPolicy"];

/// A field that must not be true.
pub(crate) struct Switch {
    /// Where it stands.
    pub(crate) path: &'static str,
    /// What holds where it is not written.
    pub(crate) default: bool,
    /// What it admits, in words.
    pub(crate) admits: &'static str,
}

impl Switch {
    /// The verdict on the policy `on`.
    pub(crate) fn judge(&self, on: &Object) -> Verdict {
        let value = Value::bool(on.at(self.path), self.default);
        Verdict::on(
            &value,
            |v| !v,
            "the policy does not admit it",
            || {
                let message = format!("policy `{}` admits {}", on.name, self.admits);
                let failure = Failure::new(value.span(), message);
                let literal = on.at(self.path).node().filter(|n| n.as_bool().is_some());
                match literal {
                    Some(node) if node.from.is_none() => {
                        let edit = Edit { at: node.span, text: "false".into() };
                        failure.fix("forbid it", vec![edit], Safety::Unsafe)
                    }
                    _ => failure,
                }
            },
        )
    }
}

/// Is one of `names` among the texts of the list at `path`? `None` if the list is not known as a whole.
pub(crate) fn lists(on: &Object, path: &str, names: &[&str]) -> Option<bool> {
    let at = on.at(path);
    let named =
        |n: &Node| n.as_str().is_some_and(|t| names.iter().any(|x| t.eq_ignore_ascii_case(x)));
    if at.list().iter().any(named) {
        return Some(true);
    }
    let open = at.is_unknown() || at.node().is_some_and(Node::has_unknown);
    (!open).then_some(false)
}

/// The first element of the list at `path`; `Err` where it is not known whether there is one.
pub(crate) fn first<'a>(on: &'a Object, path: &str) -> Result<Option<&'a Node>, &'a Node> {
    match on.at(path) {
        At::Unknown(node) => Err(node),
        at => match at.list().first() {
            Some(node) if node.is_unknown() => Err(node),
            found => Ok(found),
        },
    }
}
