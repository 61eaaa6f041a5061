//! Whether a container's processes are root.

use ringfort_facts::Facts;
use ringfort_model::Value;
use ringfort_model::image::{EffectiveUser, is_root};
use ringfort_model::kube::{Container, Workload};
use ringfort_source::Span;

/// What is known of the user of a container.
#[derive(Clone, Debug)]
pub(crate) enum RunsAs {
    /// Root: set so, or left to the image, whose default is root unless it is known to be another.
    Root(Span, &'static str),
    /// Another user.
    Other(Span, &'static str),
    /// Not known.
    Unknown(Span, String),
}

/// The user of `container`: what the pod says, else what the Dockerfile of its image says, else root.
pub(crate) fn runs_as(facts: &Facts, workload: &Workload, container: &Container) -> RunsAs {
    match (&container.run_as_user, &container.run_as_non_root) {
        (Value::Set(Some(0), at), _) => return RunsAs::Root(*at, "runs as UID 0"),
        (Value::Set(Some(_), at), _) => return RunsAs::Other(*at, "runs as another UID"),
        (_, Value::Set(true, at)) => return RunsAs::Other(*at, "root is refused"),
        (Value::Unknown(at, cause), _) | (_, Value::Unknown(at, cause)) => {
            return RunsAs::Unknown(*at, cause.to_string());
        }
        _ => {}
    }
    if workload.pod.host_users.is(&false) {
        return RunsAs::Other(workload.pod.host_users.span(), "its root is nobody on the node");
    }
    image_user(facts, workload, container)
        .unwrap_or(RunsAs::Root(container.head, "the image decides, and root is its default"))
}

/// The user that the Dockerfile of this container's image ends with; `None` where the file leaves it to a
/// base image, whose default then counts.
fn image_user(facts: &Facts, workload: &Workload, container: &Container) -> Option<RunsAs> {
    let index = workload.containers.iter().position(|c| std::ptr::eq(c, container))?;
    let key = (container.kind, index);
    let link =
        facts.images.links.iter().find(|l| l.workload == workload.id && l.container == key)?;
    let file = facts.model.dockerfiles.get(link.dockerfile)?;
    match file.effective_user(file.final_stage()?) {
        EffectiveUser::Set(user, at) => Some(match user.user.known() {
            Some(name) if is_root(name) => RunsAs::Root(at, "the image sets USER root"),
            Some(_) => RunsAs::Other(at, "the image sets another USER"),
            None => RunsAs::Unknown(at, "the USER of the image is not known".to_owned()),
        }),
        _ => None,
    }
}
