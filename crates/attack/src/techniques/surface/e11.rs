//! E11: an administration interface that asks for no login.

use ringfort_facts::Facts;
use ringfort_facts::kube::{Console, Gives, console, mounts_token, namespace_of};
use ringfort_model::kube::{Object, Workload};
use ringfort_vocab::Layer;

use super::charts;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{ContainerId, Position, Right, container};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, user_name, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E11",
    title: "Through an administration interface without a login",
    layer: Layer::Cluster,
    attack: &["T1133"],
    sentence: "{detail}: the attacker {gain}",
    page: include_str!("e11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some((_, container)) = container(facts, id) else { continue };
            let Some(found) = console(facts, workload, container) else { continue };
            let Some((head, doubt)) = gains(facts, workload, object, id, &found) else { continue };
            let login = "cluster/gateway-hardening";
            g.step(head)
                .from(Position::Net(workload.id))
                .proof(found.at, "it asks for no login")
                .unless(Control::missing_for(login, object.resource.to_string(), found.at))
                .detail(format!(
                    "{} in {} asks for no login and {}",
                    found.name, object.resource, found.does
                ))
                .doubt(found.doubt.or(doubt).unwrap_or_default())
                .add();
        }
    }
    installed(g);
}

/// An interface of a chart that Terraform installs and that was not read.
fn installed(g: &mut Ground<'_>) {
    let facts = g.facts;
    for release in facts.resources("helm_release") {
        let namespace = release.at("namespace").str().unwrap_or("default");
        for found in charts::open(release) {
            let address = release.address.as_str();
            let (head, doubt) = match found.gives {
                "everything" => {
                    let doubt = "what its controller may do: the chart was not read";
                    (Position::Right(Right::Everything, "*".into()), doubt)
                }
                "pods" => (Position::Right(Right::RunPods, namespace.into()), ""),
                _ => (Position::Data(address.into()), ""),
            };
            g.step(head)
                .from(Position::Internet)
                .proof(found.at, "it asks for no login")
                .proof(found.door, "it is let out of the cluster")
                .unless(Control::missing_for("cluster/gateway-hardening", address, found.at))
                .unless(Control::missing_for("cluster/service-exposure", address, found.door))
                .detail(format!(
                    "{} of {address} asks for no login and {}",
                    found.console, found.does
                ))
                .doubt(doubt)
                .add();
        }
    }
}

/// What whoever opens it gains, and what is not known about that.
fn gains(
    facts: &Facts,
    workload: &Workload,
    object: &Object,
    id: ContainerId,
    found: &Console,
) -> Option<(Position, Option<String>)> {
    let namespace = namespace_of(object);
    Some(match found.gives {
        Gives::Code => (Position::Code(id), None),
        Gives::Data => (Position::Data(object.resource.to_string().into()), None),
        Gives::Exec => (Position::Right(Right::Exec, "*".into()), None),
        Gives::Pods => (Position::Right(Right::RunPods, namespace.into()), None),
        Gives::Identity => {
            if mounts_token(workload, facts).is(&false) {
                return None;
            }
            let account = workload.pod.service_account.known()?;
            (Position::Identity(user_name(namespace, account)), None)
        }
        Gives::Everything => match controller(facts, namespace) {
            Some(account) => (Position::Identity(user_name(namespace, &account)), None),
            None => {
                let doubt = "what its controller may do: the controller was not read";
                (Position::Right(Right::Everything, "*".into()), Some(doubt.to_owned()))
            }
        },
    })
}

/// The ServiceAccount of Argo CD's application controller, which deploys.
fn controller(facts: &Facts, namespace: &str) -> Option<String> {
    let own = workloads(facts).filter(|(_, o)| namespace_of(o) == namespace);
    let accounts = own.filter_map(|(w, _)| w.pod.service_account.known());
    accounts.into_iter().find(|a| a.ends_with("application-controller")).cloned()
}
