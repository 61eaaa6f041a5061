//! R30: a bootstrap token lets its bearer ask for the certificate of a kubelet, which the cluster approves by itself
//! (Kubernetes documentation, "TLS bootstrapping"). Whoever reads its Secret, or may write one, joins a node.

use ringfort_facts::kube::{Origin, namespace_of};
use ringfort_model::kube::Object;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::{Ground, Step};
use crate::position::{NODE_USER, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R30",
    title: "Join a node by a bootstrap token",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} in kube-system, a bootstrap token of its own among them, and joins a node with it: the attacker {gain}",
    page: include_str!("r30.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["create"], on: &[("", "secrets")] };

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    let doubt = approval(g);
    let tokens = g.controls.bootstrap_tokens();
    for secret in facts.objects("Secret").filter(|o| is_token(o)) {
        let place = secret.resource.to_string();
        let step = g
            .step(Position::Identity(NODE_USER.into()))
            .from(Position::Secret("kube-system".into(), secret.name.clone()))
            .proof(secret.at("type").span(), "a bootstrap token")
            .unless(tokens.clone())
            .unless(crate::control::Control::missing_for(
                "cluster/secrets-management",
                place,
                secret.head,
            ))
            .say("{from} is a bootstrap token, good for a node of the attacker's own: the attacker {gain}");
        in_doubt(step, doubt, expires(secret)).add();
    }
    for granted in g.grants.clone().iter() {
        let Some(hit) = granted.gives(WANTED, false) else { continue };
        if !matches!(&*granted.scope, "*" | "kube-system") {
            continue;
        }
        let head = Position::Identity(NODE_USER.into());
        let step = support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths");
        in_doubt(step.unless(tokens.clone()), doubt, false).add();
    }
}

fn in_doubt<'g, 'a>(step: Step<'g, 'a>, approval: Option<&str>, expires: bool) -> Step<'g, 'a> {
    match approval {
        Some(doubt) => step.doubt(doubt),
        None => step.doubt_if(expires, "whether the token has expired"),
    }
}

/// A token that authenticates; its Secret works in kube-system alone.
fn is_token(secret: &Object) -> bool {
    let field = |name: &str| {
        let plain = secret.root.at_keys(&["stringData", name]).str().map(str::to_owned);
        let encoded = secret.root.at_keys(&["data", name]).str();
        plain.or_else(|| ringfort_facts::encoding::base64_text(encoded?))
    };
    secret.at("type").str() == Some("bootstrap.kubernetes.io/token")
        && namespace_of(secret) == "kube-system"
        && field("usage-bootstrap-authentication").as_deref() == Some("true")
}

fn expires(secret: &Object) -> bool {
    ["data", "stringData"].iter().any(|map| !secret.root.at_keys(&[map, "expiration"]).is_absent())
}

/// The built-in role whose bearers' requests for certificates of kubelets are approved by the cluster itself.
const APPROVED: &str = "system:certificates.k8s.io:certificatesigningrequests:nodeclient";

/// What is not known of the approval: a binding shows it, and kubeadm makes one.
fn approval(g: &Ground<'_>) -> Option<&'static str> {
    let bound = g.grants.iter().any(|granted| &*granted.role == APPROVED);
    let kubeadm = g.controls.api_server().is_some_and(|s| s.origin == Origin::Kubeadm);
    (!bound && !kubeadm)
        .then_some("whether requests of bootstrap tokens are approved by the cluster itself")
}
