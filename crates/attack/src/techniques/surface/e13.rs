//! E13: a data store of the cluster that its own settings leave without authentication, and databases of the provider that are public.

use ringfort_reach::cloud::Sort;
use ringfort_reach::{PortSet, Protocol};
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E13",
    title: "To a database without a password",
    layer: Layer::Cluster,
    attack: &["T1190"],
    sentence: "The data store ({detail}) asks for no password: the attacker {gain}",
    page: include_str!("e13.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let Some(store) = container.image.known().and_then(|i| open_store(i)) else { continue };
            let asks = container.env.iter().chain(&container.env_from).any(|v| {
                v.name.contains("PASSWORD")
                    || v.name.contains("USERNAME")
                    || v.name.contains("AUTH")
            });
            let node = facts.container_node(container);
            let told = node.is_some_and(|n| {
                format!("{:?}", (n.at("args"), n.at("command"))).contains("requirepass")
            });
            if asks || told {
                continue;
            }
            let name = object.resource.to_string();
            g.step(Position::Data(name.as_str().into()))
                .from(Position::Net(workload.id))
                .proof(container.head, "a data store without a password")
                .unless(Control::missing_for(
                    "cluster/service-to-service-mtls",
                    name.clone(),
                    container.head,
                ))
                .detail(store)
                .doubt_if(
                    !node.is_some_and(|n| n.at("args").is_absent()),
                    "whether its configuration file asks for a password",
                )
                .add();
        }
    }
    public_databases(g);
}

/// Images whose default is no authentication at all, as their projects document it.
fn open_store(image: &str) -> Option<&'static str> {
    let name = image.rsplit('/').next()?.split(['@', ':']).next()?;
    ["redis", "valkey", "memcached", "mongo", "elasticsearch", "etcd"]
        .into_iter()
        .find(|s| *s == name)
}

/// Databases of the provider that anyone reaches on their port. What is asked over HTTPS asks for credentials.
fn public_databases(g: &mut Ground<'_>) {
    let controls = g.controls;
    let web = PortSet::one(Protocol::Tcp, 443);
    for open in controls.sky().open(Sort::Store, &PortSet::every(Protocol::Tcp).minus(&web)) {
        let address: &str = &open.endpoint.address;
        let group = open.rule.owner().unwrap_or(address);
        let doubt = "whether a password can be guessed or is known";
        let doubt = if open.doubt.is_empty() { doubt.to_owned() } else { open.doubt };
        g.step(Position::Data(address.into()))
            .from(Position::Internet)
            .proof(open.first, "a public address")
            .proof(open.rule.at, "open to the world")
            .unless(Control::missing_for("cloud/public-resource-exposure", address, open.first))
            .unless(Control::missing_for("cloud/firewall-rules", group, open.rule.at))
            .say("The Internet reaches the public address of the database: the attacker {gain}")
            .doubt(doubt)
            .add();
    }
}
