//! Where attackers start. Entries have no page: they are given, not found.

use ringfort_iam::PrincipalKind;
use ringfort_model::kube::ContainerKind;
use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::{Pool, Position, Right, container_id};
use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[GIVEN, BREACH, TENANT, STOLEN, LEAKED];

/// What an entry is by its definition.
const GIVEN: Technique = Technique {
    id: "A0",
    title: "Start",
    layer: Layer::Cloud,
    attack: &[],
    sentence: "{from} holds {to}",
    page: "",
    ground: given,
};

fn given(g: &mut Ground<'_>) {
    let table = [
        ("A0", Position::Internet),
        ("A1", Position::Internet),
        ("A1", Position::Account),
        ("A2", Position::Dependency),
        ("A3", Position::BaseImage),
        ("A4", Position::Repository),
        ("A9", Position::PullRequest),
        ("A10", Position::Repository),
        ("A10", Position::Push("the repository".into())),
        ("A11", Position::Node(Pool::Worker)),
        ("A12", Position::NetApi),
        ("A12", Position::NetNode("kubelet".into())),
        ("A12", Position::NetNode("docker".into())),
        ("A12", Position::NetNode("etcd".into())),
    ];
    for (entry, head) in table {
        g.step(head).from(Position::Entry(entry)).quiet().add();
    }
}

/// Assume breach: the attacker runs code in one pod, whichever.
const BREACH: Technique = Technique {
    id: "A7",
    title: "Assume breach",
    layer: Layer::Container,
    attack: &["T1190"],
    sentence: "Assume that an attacker runs {to}, however they got there",
    page: "",
    ground: breach,
};

fn breach(g: &mut Ground<'_>) {
    let facts = g.facts;
    for workload in &facts.model.kube.workloads {
        for (i, container) in workload.containers.iter().enumerate() {
            if container.kind == ContainerKind::Init {
                continue;
            }
            g.step(Position::Code(container_id(workload, i)))
                .from(Position::Entry("A7"))
                .proof(container.head, "the container")
                .doubt("assumes that a container is breached")
                .add();
        }
    }
}

/// A tenant with the built-in role `edit` in one namespace.
const TENANT: Technique = Technique {
    id: "A8",
    title: "Tenant",
    layer: Layer::Cluster,
    attack: &["T1078"],
    sentence: "Assume a tenant who was given the role edit: they have {to}",
    page: "",
    ground: tenant,
};

fn tenant(g: &mut Ground<'_>) {
    let facts = g.facts;
    let rights = [Right::RunPods, Right::Exec, Right::ReadSecrets, Right::WriteSecrets];
    for namespace in &facts.kube.namespaces {
        let name = ringfort_facts::kube::effective_namespace(&namespace.name);
        for right in rights {
            g.step(Position::Right(right, name.into()))
                .from(Position::Entry("A8"))
                .proof(namespace.at, "the namespace")
                .doubt("assumes that a tenant was given this namespace")
                .add();
        }
    }
}

/// Credentials of a cloud principal, stolen: whichever it is.
const STOLEN: Technique = Technique {
    id: "A5",
    title: "Stolen cloud credentials",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "Assume that the credentials of {to} are stolen",
    page: "",
    ground: stolen,
};

fn stolen(g: &mut Ground<'_>) {
    let iam = g.controls.iam();
    let people = [PrincipalKind::User, PrincipalKind::Role, PrincipalKind::ServiceAccount];
    for principal in iam.principals().iter().filter(|p| people.contains(&p.kind)) {
        g.step(super::cloud::support::position(principal))
            .from(Position::Entry("A5"))
            .proof(principal.at, "the principal")
            .doubt("assumes that its credentials are stolen")
            .add();
    }
}

/// A kubeconfig or token, leaked: that of whoever is bound to a role.
const LEAKED: Technique = Technique {
    id: "A6",
    title: "Leaked kubeconfig or token",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "Assume that a token of {to} leaked: the API server takes it from whoever holds it",
    page: "",
    ground: leaked,
};

fn leaked(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        // Nobody holds a token of the anonymous user; whoever enters by the cloud has credentials of the cloud (A5).
        let is_of_cloud = granted.role.starts_with("AmazonEKS");
        let user =
            matches!(&granted.subject, Position::Identity(user) if &**user != "system:anonymous");
        if user && !is_of_cloud {
            g.step(granted.subject.clone())
                .from(Position::Entry("A6"))
                .from(Position::NetApi)
                .proof(granted.at, "bound here")
                .doubt("assumes that a token of theirs leaked")
                .add();
        }
    }
    g.step(Position::NetApi)
        .from(Position::Entry("A6"))
        .doubt("assumes a place that reaches the API server")
        .quiet()
        .add();
}
