//! Times the attack engine on generated estates: `scale PODS`. Prints one line of JSON: pods, rule instances,
//! seconds of reading, linking and attacking, and the highest memory in MB.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use ringfort_attack::{Ask, attack};
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_vocab::Declared;

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let pods: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let world = Memory::new(estate(pods));
    let start = Instant::now();
    let ingested = ingest(&world, &Options::default());
    let read = start.elapsed();
    let facts = Facts::derive(ingested.sources, ingested.model);
    let linked = start.elapsed();
    let before = memory();
    let found = attack(&facts, &Declared::default(), &Ask::default());
    let done = start.elapsed();
    let open = found.paths.len();
    println!(
        "{{\"pods\": {pods}, \"instances\": {}, \"paths\": {open}, \"cuts\": {}, \"read_s\": {:.2}, \"link_s\": {:.2}, \"attack_s\": {:.2}, \"memory_before_mb\": {before}, \"memory_mb\": {}}}",
        found.instances,
        found.cuts.len(),
        read.as_secs_f64(),
        linked.saturating_sub(read).as_secs_f64(),
        done.saturating_sub(linked).as_secs_f64(),
        memory()
    );
}

/// A namespace for each hundred pods, with accounts, roles, policies, a few bad pods and public doors.
fn estate(pods: usize) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for ns in 0..pods.div_ceil(100) {
        let mut text = String::new();
        let level = if ns % 3 == 0 { "baseline" } else { "privileged" };
        let _ = write!(
            text,
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: ns{ns}, labels: {{pod-security.kubernetes.io/enforce: {level}}}}}\n"
        );
        if ns % 2 == 0 {
            let _ = write!(
                text,
                "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: deny, namespace: ns{ns}}}\nspec: {{podSelector: {{}}, policyTypes: [Ingress]}}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: front, namespace: ns{ns}}}\nspec:\n  podSelector: {{matchLabels: {{tier: t1}}}}\n  ingress: [{{from: [{{podSelector: {{matchLabels: {{tier: t0}}}}}}]}}]\n"
            );
        }
        for sa in 0..10 {
            let _ = write!(
                text,
                "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: sa{sa}, namespace: ns{ns}}}\n"
            );
        }
        role(&mut text, ns);
        for pod in 0..100.min(pods - ns * 100) {
            let (tier, sa) = (pod % 4, pod % 10);
            let privileged = pod == 7 && ns % 5 == 1;
            let _ = write!(
                text,
                "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{pod}, namespace: ns{ns}, labels: {{app: a{}, tier: t{tier}}}}}\nspec:\n  serviceAccountName: sa{sa}\n  automountServiceAccountToken: {}\n  containers: [{{name: main, image: \"registry.example/app{}:1\", ports: [{{containerPort: 8080}}], securityContext: {{privileged: {privileged}, runAsUser: {}}}}}]\n",
                pod % 20,
                pod % 3 != 0,
                pod % 20,
                if pod % 4 == 0 { 0 } else { 1000 }
            );
        }
        if ns % 10 == 0 {
            let _ = write!(
                text,
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: front, namespace: ns{ns}}}\nspec: {{type: LoadBalancer, selector: {{tier: t0}}, ports: [{{port: 80}}]}}\n"
            );
        }
        files.insert(format!("ns{ns}.yaml"), text);
    }
    files
}

/// Rights as estates have them: most read, some run commands, one in fifty reads every Secret.
fn role(text: &mut String, ns: usize) {
    for (name, resource, verb) in
        [("view", "pods", "list"), ("exec", "pods/exec", "create"), ("run", "pods", "create")]
    {
        let _ = write!(
            text,
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: {name}, namespace: ns{ns}}}\nrules: [{{apiGroups: [\"\"], resources: [{resource}], verbs: [{verb}]}}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: {name}, namespace: ns{ns}}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: {name}}}\nsubjects: [{{kind: ServiceAccount, name: sa{}, namespace: ns{ns}}}]\n",
            name.len()
        );
    }
    if ns % 50 == 3 {
        let _ = write!(
            text,
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: secrets{ns}}}\nrules: [{{apiGroups: [\"\"], resources: [secrets], verbs: [get, list]}}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {{name: secrets{ns}}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: secrets{ns}}}\nsubjects: [{{kind: ServiceAccount, name: sa2, namespace: ns{ns}}}]\n"
        );
    }
}

/// The highest memory so far in MB (`VmHWM`), where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}
