//! The eight kinds of bad pod, from the one that is allowed everything to the one that is allowed nothing.

mod support;

use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

fn pod(spec: &str, container: &str) -> String {
    let (spec, container) = (indent(spec, 2), indent(container, 6));
    format!(
        "apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop}}\n---\napiVersion: v1\nkind: Pod\n\
         metadata: {{name: bad, namespace: shop}}\nspec:\n  automountServiceAccountToken: false\n{spec}  \
         containers:\n    - name: main\n      image: registry.example/tool:1\n{container}"
    )
}

fn indent(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    text.lines().flat_map(|l| [pad.as_str(), l, "\n"]).collect()
}

const HOST: &str = "volumes:\n  - name: host\n    hostPath: {path: /}";
const MOUNT: &str = "volumeMounts: [{name: host, mountPath: /host}]";

#[test]
fn each_kind_escapes_as_far_as_it_can() {
    let privileged = "securityContext: {privileged: true}";
    let all = format!("hostPID: true\nhostIPC: true\nhostNetwork: true\n{HOST}");
    let table: [(&str, String, &[&str]); 8] = [
        ("everything", pod(&all, &format!("{privileged}\n{MOUNT}")), &["A7", "N01"]),
        ("privileged and hostPID", pod("hostPID: true", privileged), &["A7", "N01"]),
        ("privileged", pod("", privileged), &["A7", "N01"]),
        ("hostPath", pod(HOST, MOUNT), &["A7", "C12", "N07"]),
        ("hostPID", pod("hostPID: true", ""), &[]),
        ("hostNetwork", pod("hostNetwork: true", ""), &[]),
        ("hostIPC", pod("hostIPC: true", ""), &[]),
        ("nothing allowed", pod("", ""), &[]),
    ];
    for (kind, text, expected) in table {
        let found = Estate::manifests(&text).from("A7");
        let state = state(&found, "G2");
        assert_eq!(hops(&found, "G2"), expected, "{kind}");
        // The foothold is assumed, so what follows is possible, never certain.
        let wanted = if expected.is_empty() { Exposure::Closed } else { Exposure::Possible };
        assert_eq!(state, wanted, "{kind}");
    }
}

#[test]
fn admission_stops_each_of_them() {
    let privileged = "securityContext: {privileged: true}";
    let all = format!("hostPID: true\nhostIPC: true\nhostNetwork: true\n{HOST}");
    for (spec, container) in [(all.as_str(), privileged), ("", privileged), (HOST, MOUNT)] {
        let text = pod(spec, container).replace(
            "metadata: {name: shop}",
            "metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}",
        );
        let found = Estate::manifests(&text).from("A7");
        assert_eq!(state(&found, "G2"), Exposure::Closed, "{text}");
        let cell = found.matrix.iter().find(|c| c.goal == "G2");
        let held = cell.is_some_and(|c| {
            c.held_by.iter().any(|h| h.control == "cluster/pod-security-admission")
        });
        assert!(held, "{cell:?}");
    }
}
