//! X11: an access key of the cloud in a Secret or in the environment.

use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{EnvSource, Object};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X11",
    title: "Cloud key in the cluster",
    layer: Layer::Cloud,
    attack: &["T1552.001"],
    sentence: "A key of the cloud is within reach ({detail}): the attacker {gain}",
    page: include_str!("x11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for secret in facts.objects("Secret") {
        let Some((at, key)) = cloud_key(secret) else { continue };
        let namespace = namespace_of(secret);
        let what = format!("whoever the key in Secret {namespace}/{} belongs to", secret.name);
        owner(g, &what, Position::Secret(namespace.into(), secret.name.clone()), at, key);
    }
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let literal = container.env.iter().find(|v| {
                &*v.name == "AWS_SECRET_ACCESS_KEY" && matches!(&v.source, EnvSource::Literal(x) if x.known().is_some_and(|t| !t.is_empty()))
            });
            let Some(variable) = literal else { continue };
            let what = format!("whoever the key in {} belongs to", object.resource);
            owner(g, &what, Position::Code(id), variable.span, "AWS_SECRET_ACCESS_KEY");
        }
    }
}

/// Keys of Secrets that hold credentials of a cloud, as the SDKs call them.
const KEYS: &[&str] = &[
    "AWS_SECRET_ACCESS_KEY",
    "aws_secret_access_key",
    "aws-secret-access-key",
    "secret-access-key",
    "AZURE_CLIENT_SECRET",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "service-account.json",
    "key.json",
];

fn cloud_key(secret: &Object) -> Option<(Span, &'static str)> {
    let maps = ["data", "stringData"].into_iter().filter_map(|m| secret.at(m).node());
    let mut entries = maps.flat_map(|m| m.entries().iter());
    entries.find_map(|e| Some((e.key_span, *KEYS.iter().find(|k| **k == &*e.key)?)))
}

/// What the key may do is not in the files: data at least, perhaps.
fn owner(g: &mut Ground<'_>, what: &str, from: Position, at: Span, key: &'static str) {
    g.step(Position::Cloud(what.into()))
        .from(from)
        .proof(at, "a key of the cloud")
        .unless(Control::missing_for("cloud/no-static-credentials", what, at))
        .detail(key)
        .add();
    g.step(Position::CloudRight("data", what.into()))
        .from(Position::Cloud(what.into()))
        .doubt("what the key may do: its rights are not in the files")
        .quiet()
        .add();
}
