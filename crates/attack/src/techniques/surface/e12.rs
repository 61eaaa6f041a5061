//! E12: a Docker daemon that takes orders over the network and asks for no certificate.

use ringfort_facts::kube::command_words;
use ringfort_facts::nodes::open_address;
use ringfort_model::compose::Service;
use ringfort_model::kube::{Container, EnvSource, Object, Workload};
use ringfort_source::{Node, Span};
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{ContainerId, Pool, Position};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E12",
    title: "To the Docker API",
    layer: Layer::Container,
    attack: &["T1610"],
    sentence: "The Docker daemon of {detail} takes orders from whoever reaches it: with a container that has all rights the attacker {gain}",
    page: include_str!("e12.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            in_pod(g, workload, object, id);
        }
    }
    for service in &facts.model.services {
        in_compose(g, service);
    }
    for daemon in &facts.nodes.daemons {
        support::node_port(g, "docker", 2375);
        g.step(Position::Node(Pool::DockerHost))
            .from(Position::NetNode("docker".into()))
            .proof(daemon.at, "it listens on the network")
            .unless(certificates(&daemon.path, daemon.at))
            .detail(format!("{} on {}", daemon.path, daemon.address))
            .add();
    }
}

/// Docker asks for certificates of callers (`--tlsverify`).
fn certificates(target: &str, at: Span) -> Control {
    Control::missing_for("cluster/client-certificate-auth", target, at)
}

/// Docker in a container: what it starts is as far out as the container itself.
fn in_pod(g: &mut Ground<'_>, workload: &Workload, object: &Object, id: ContainerId) {
    let Some(container) = workload.containers.get(usize::from(id.1)) else { return };
    let Some(at) = listens(container, workload, object) else { return };
    for head in [Position::Code(id), Position::Root(id)] {
        g.step(head)
            .from(Position::Net(workload.id))
            .proof(at, "it listens without certificates")
            .unless(certificates(&object.resource, at))
            .detail(format!("container `{}` of {}", container.name, object.resource))
            .add();
    }
}

/// Where it is written that `dockerd` in the container listens without certificates. The official image does where
/// `DOCKER_TLS_CERTDIR` is empty and no address is given.
fn listens(container: &Container, workload: &Workload, object: &Object) -> Option<Span> {
    let image = container.image.known()?;
    let (words, _) = command_words(container, workload, object);
    let is_daemon =
        is_dind(image) || words.iter().any(|(w, _)| w.rsplit('/').next() == Some("dockerd"));
    if !is_daemon {
        return None;
    }
    if let Some((_, at)) = open_address(&words) {
        return Some(at);
    }
    let named = words.iter().any(|(w, _)| w.starts_with("-H") || w.starts_with("--host"));
    let directory = container.env.iter().find(|v| &*v.name == "DOCKER_TLS_CERTDIR")?;
    let empty = matches!(&directory.source, EnvSource::Literal(v) if v.known().is_some_and(String::is_empty));
    (empty && !named && is_dind(image)).then_some(directory.span)
}

/// `docker:dind`, `docker:27-dind`.
fn is_dind(image: &str) -> bool {
    let last = image.rsplit('/').next().unwrap_or(image);
    let (name, tag) = last.split_once(':').unwrap_or((last, ""));
    name == "docker" && tag.split('@').next().is_some_and(|t| t.contains("dind")) || name == "dind"
}

/// A service of Compose that publishes the port of an open daemon, or of a proxy for the socket.
fn in_compose(g: &mut Ground<'_>, service: &Service) {
    let image = service.at("image").str().unwrap_or("");
    let proxies =
        image.contains("docker-socket-proxy") && variable(service, "POST") == Some("1".to_owned());
    let open = is_dind(image) && variable(service, "DOCKER_TLS_CERTDIR") == Some(String::new())
        || open_address(&words(service)).is_some();
    if !proxies && !open {
        return;
    }
    let Some(at) = service.at("ports").list().iter().find(|p| publishes(p)).map(|p| p.span) else {
        return;
    };
    g.step(Position::Node(Pool::DockerHost))
        .from(Position::Internet)
        .proof(at, "its port is published on every address")
        .unless(certificates(&service.resource, service.head))
        .unless(Control::missing_for("cloud/firewall-rules", &*service.resource, at))
        .detail(format!("{}, port 2375", service.resource))
        .doubt("whether the Internet reaches the machine that runs this Compose file")
        .add();
}

/// A variable of a service: as a map or a list of `NAME=VALUE`.
fn variable(service: &Service, name: &str) -> Option<String> {
    let environment = service.at("environment").node()?;
    if let Some(node) = environment.get(name) {
        return Some(node.scalar().unwrap_or_default());
    }
    let texts = environment.items().iter().filter_map(Node::as_str);
    let pairs = texts.map(|t| t.split_once('=').unwrap_or((t, "")));
    pairs.into_iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_owned())
}

fn words(service: &Service) -> Vec<(String, Span)> {
    let nodes = ["entrypoint", "command"].into_iter().flat_map(|key| service.at(key).list());
    let texts = nodes.filter_map(|n| Some((n.as_str()?, n.span)));
    texts.flat_map(|(t, at)| t.split_whitespace().map(move |w| (w.to_owned(), at))).collect()
}

/// Is port 2375 published on all addresses of the machine?
fn publishes(port: &Node) -> bool {
    let own = |ip: &str| ip.starts_with("127.") || ip == "localhost" || ip == "[::1]";
    if let Some(text) = port.scalar() {
        let text = text.split('/').next().unwrap_or("").to_owned();
        let mut parts = text.rsplitn(3, ':');
        let target = parts.next() == Some("2375");
        return target && parts.next().is_some() && !parts.next().is_some_and(own);
    }
    let target = port.at("target").node().and_then(Node::scalar);
    let published = !port.at("published").is_absent();
    target.as_deref() == Some("2375") && published && !port.at("host_ip").str().is_some_and(own)
}
