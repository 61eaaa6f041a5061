//! C13: a setuid program of the image makes root of another user, where the container lets processes gain rights.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::kube::admission::Refuses;
use ringfort_model::Value;
use ringfort_model::image::{Base, Command, Dockerfile};
use ringfort_model::kube::{Container, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::{Position, container};
use crate::runs_as::{RunsAs, runs_as};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C13",
    title: "Root by a setuid program",
    layer: Layer::Container,
    attack: &["T1548.001"],
    sentence: "{detail} makes root of any user, and the container lets processes gain rights: the attacker {gain}",
    page: include_str!("c13.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some((_, container)) = container(facts, id) else { continue };
            // Root needs no program for it, and root of a user namespace is nobody on the node.
            let user = runs_as(facts, workload, container);
            if matches!(user, RunsAs::Root(..)) || workload.pod.host_users.is(&false) {
                continue;
            }
            let Some(program) = program(facts, workload, container) else { continue };
            let scope = Arc::clone(&object.resource);
            let own = "container/no-privilege-escalation";
            let standing = standing(&container.allow_privilege_escalation);
            g.step(Position::Root(id))
                .from(Position::Code(id))
                .proof(container.allow_privilege_escalation.span(), "processes may gain rights")
                .proof(program.at, "the image")
                .unless(controls.restricted(object))
                .unless_any(controls.policies(object, &[Refuses::PrivilegeEscalation]))
                .unless(Control { id: own, target: scope.clone(), scope, standing })
                .detail(program.what)
                .doubt(program.doubt)
                .cost(2)
                .add();
        }
    }
}

fn standing(allowed: &Value<bool>) -> Standing {
    match allowed {
        Value::Set(false, at) | Value::Default(false, at) => {
            Standing::InPlace(*at, "processes cannot gain rights".into())
        }
        Value::Set(true, at) | Value::Default(true, at) => Standing::Absent(Some(*at)),
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
    }
}

/// A program of the image that makes root, with what shows it.
struct Program {
    at: Span,
    what: String,
    doubt: String,
}

/// What the Dockerfile of the image says; of an image without one it is not known.
fn program(facts: &Facts, workload: &Workload, container: &Container) -> Option<Program> {
    let index = workload.containers.iter().position(|c| std::ptr::eq(c, container))?;
    let key = (container.kind, index);
    let links = &facts.images.links;
    let link = links.iter().find(|l| l.workload == workload.id && l.container == key);
    let file = link.and_then(|l| facts.model.dockerfiles.get(l.dockerfile));
    match file {
        Some(file) => built(file),
        None => Some(Program {
            at: container.image.span(),
            what: "a setuid program of its image".to_owned(),
            doubt: "whether the image holds a setuid program that makes root: its Dockerfile was not read"
                .to_owned(),
        }),
    }
}

fn built(file: &Dockerfile) -> Option<Program> {
    let stage = file.final_stage()?;
    let stages: Vec<_> = file.lineage(stage).collect();
    let commands = stages.iter().flat_map(|s| s.run_commands().map(|(_, c)| c));
    let made = commands.filter_map(|c| Some((c.span, setuid(c)?))).last();
    if let Some((at, what)) = made {
        return Some(Program { at, what, doubt: String::new() });
    }
    // The official images set no program up that makes root without a password.
    match &stages.last()?.base {
        Base::Image(image, at) if !is_plain(&image.name()) => Some(Program {
            at: *at,
            what: "a setuid program of its base image".to_owned(),
            doubt: format!(
                "whether the base image {} holds a setuid program that makes root",
                image.text
            ),
        }),
        Base::Unknown(at, cause) => Some(Program {
            at: *at,
            what: "a setuid program of its base image".to_owned(),
            doubt: format!(
                "whether the base image holds a setuid program that makes root: {cause}"
            ),
        }),
        _ => None,
    }
}

/// Images whose setuid programs (`su`, `mount`, `passwd`) ask for a password, or that have none.
fn is_plain(name: &str) -> bool {
    let own =
        ["docker.io/library/", "gcr.io/distroless/", "cgr.dev/chainguard/", "registry.k8s.io/"];
    own.iter().any(|prefix| name.starts_with(prefix))
}

/// Does the command make a setuid program, or let everybody use `sudo`?
fn setuid(command: &Command) -> Option<String> {
    let words: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    let (first, rest) = words.split_first()?;
    let own = rest.last().copied().unwrap_or("a file");
    let name = first.rsplit('/').next()?;
    match name {
        "chmod" if rest.iter().any(|w| sets_bit(w)) => Some(format!("the setuid program {own}")),
        "echo" | "printf" | "sed" | "tee" if rest.iter().any(|w| w.contains("NOPASSWD")) => {
            Some("sudo, which asks for no password".to_owned())
        }
        _ => None,
    }
}

/// `u+s`, `+s`, `4755`.
fn sets_bit(word: &str) -> bool {
    let octal = word.len() == 4 && word.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let bits = octal && word.starts_with(['4', '5', '6', '7']);
    let (who, what) = word.split_once('+').unwrap_or((word, ""));
    bits || matches!(who, "" | "u" | "a" | "ug") && what.contains('s')
}
