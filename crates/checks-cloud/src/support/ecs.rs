//! The containers of a task definition of ECS or a job definition of Batch.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Node, Verdict};

/// Judges every container that `on` defines in the attribute at `path` (JSON, or a list of maps).
pub(crate) fn each(on: &Resource, path: &str, judge: impl Fn(&Node, &str) -> Verdict) -> Verdict {
    let node = match on.at(path) {
        At::Absent(_) => return Verdict::NotApplicable,
        At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(node) => node,
    };
    if node.as_str().is_some() {
        return Verdict::unknown(node.span, "the container definitions are not JSON");
    }
    let containers = node.one_or_many().iter().map(|container| {
        if container.is_unknown() {
            return Verdict::unknown(container.span, container.cause().to_owned());
        }
        judge(container, field(container, "name").str().unwrap_or("container"))
    });
    containers.fold(Verdict::NotApplicable, Verdict::and)
}

/// The field `name` of a container, whether it is written `readonlyRootFilesystem`,
/// `ReadonlyRootFilesystem` or `readonly_root_filesystem`.
pub(crate) fn field<'a>(container: &'a Node, name: &str) -> At<'a> {
    let plain = |key: &str| key.replace('_', "").to_ascii_lowercase();
    let wanted = plain(name);
    match container.entries().iter().find(|e| plain(&e.key) == wanted) {
        Some(entry) => At::Set(container).key(&entry.key),
        None => At::Absent(container.span),
    }
}
