//! Authorization of Linkerd is for everyone.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// A Server or ServerAuthorization lets in callers without an identity.
pub struct LinkerdOpenAuthorization;

impl Check for LinkerdOpenAuthorization {
    const META: Meta = Meta::new(
        "cluster/linkerd-open-authorization",
        "Authorization of Linkerd is for everyone",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4", "ASVS-5.0-V13.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Server", "ServerAuthorization"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if on.group() != "policy.linkerd.io" {
            return Verdict::NotApplicable;
        }
        match &*on.kind {
            "Server" => server(on),
            _ => authorization(on),
        }
    }
}

fn server(on: &Object) -> Verdict {
    let at = on.at("spec.accessPolicy");
    match (at, at.str()) {
        (At::Unknown(node), _) => Verdict::unknown(node.span, node.cause().to_owned()),
        (_, Some("all-unauthenticated" | "cluster-unauthenticated" | "audit")) => {
            let message = format!("Server `{}` lets in callers without an identity", on.name);
            Verdict::fail(Failure::new(at.span(), message))
        }
        (At::Absent(at), _) => Verdict::default(at, "closed unless an authorization opens it"),
        (At::Set(node), _) => Verdict::pass(node.span, "asks for an identity of the mesh"),
    }
}

/// Networks narrow it down; without an identity that is all there is.
fn authorization(on: &Object) -> Verdict {
    let client = on.at("spec.client");
    let paths =
        [("unauthenticated", "any client"), ("meshTLS.unauthenticatedTLS", "any TLS client")];
    let mut verdict = Verdict::NotApplicable;
    for (path, whom) in paths {
        let at = path.split('.').fold(client, At::key);
        let open = match at {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            _ if at.bool() == Some(true) && client.key("networks").is_absent() => {
                let message = format!("ServerAuthorization `{}` lets in {whom}", on.name);
                Verdict::fail(Failure::new(at.span(), message).key(path))
            }
            _ => Verdict::pass(client.span(), "names its clients"),
        };
        verdict = verdict.and(open);
    }
    verdict
}
