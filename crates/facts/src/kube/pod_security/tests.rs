//! What Pod Security admission says of pods, and what namespaces could carry.

use ringfort_ingest::{Memory, Options, ingest};

use super::*;

fn facts(yaml: &str) -> Facts {
    let ingested = ingest(&Memory::new([("all.yaml", yaml)]), &Options::default());
    Facts::derive(ingested.sources, ingested.model)
}

/// The controls that the pod `spec` breaks, with `?` where that is not known.
fn broken(spec: &str, version: Version) -> String {
    let yaml = format!("{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {spec}}}");
    let facts = facts(&yaml);
    let (workload, object) = (&facts.model.kube.workloads[0], &facts.model.kube.objects[0]);
    let each = judge(object, workload, version).into_iter().map(|b| {
        let name = b.rule.map_or_else(|| "Any".into(), |r| format!("{r:?}"));
        if b.is_certain() { name } else { format!("{name}?") }
    });
    let mut names: Vec<String> = each.collect();
    names.dedup();
    names.join(" ")
}

/// A pod that keeps to the restricted level, with more in its spec and its container's security context.
fn hardened(spec: &str, context: &str) -> String {
    format!(
        "{{{spec} securityContext: {{runAsNonRoot: true, seccompProfile: {{type: RuntimeDefault}}}}, \
         containers: [{{name: c, securityContext: {{{context} allowPrivilegeEscalation: false, \
         capabilities: {{drop: [ALL]}}}}}}]}}"
    )
}

#[test]
fn hardened_pods_break_only_what_is_added() {
    let table = [
        ("", "", ""),
        ("hostPID: true,", "", "HostNamespaces"),
        ("hostIPC: !later x,", "", "HostNamespaces?"),
        ("volumes: [{name: v, hostPath: {path: /}}],", "", "HostPath"),
        ("volumes: [{name: v, nfs: {server: s, path: /}}, {name: e}],", "", "VolumeTypes"),
        ("", "privileged: true,", "Privileged"),
        ("", "runAsNonRoot: false,", "NonRoot"),
        ("", "runAsUser: 0,", "NonRootUser"),
        ("hostUsers: false,", "runAsUser: 0, runAsNonRoot: false,", ""),
        ("hostUsers: false,", "procMount: Unmasked,", "ProcMountAlways"),
        ("", "procMount: Unmasked,", "ProcMount"),
        ("", "seLinuxOptions: {type: spc_t},", "Selinux"),
        ("", "seLinuxOptions: {type: container_engine_t, level: s0},", ""),
        ("", "seccompProfile: {type: Unconfined},", "Seccomp"),
        ("", "appArmorProfile: {type: Unconfined},", "AppArmor"),
        ("", "windowsOptions: {hostProcess: true},", "HostProcess"),
    ];
    for (spec, context, want) in table {
        assert_eq!(broken(&hardened(spec, context), Version::LATEST), want, "{spec} {context}");
    }
}

#[test]
fn fields_count_as_they_are_written() {
    let table = [
        (
            "{containers: [{name: c}]}",
            "PrivilegeEscalation NonRoot SeccompNamed CapabilitiesDropped",
        ),
        (
            "{os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name: c}]}",
            "",
        ),
        ("{containers: !later x}", "Any?"),
        (
            "{securityContext: {runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}, containers: \
             [{name: c, securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, \
             capabilities: {drop: [ALL], add: [chown]}}}]}",
            "Capabilities NonRoot",
        ),
        (
            "{securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}, sysctls: [{name: \
             kernel.msgmax, value: '1'}]}, ephemeralContainers: [{name: c, ports: [{hostPort: 80}], \
             securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [all]}}}]}",
            "HostPorts Sysctls CapabilitiesDropped",
        ),
        (
            "{securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}}, initContainers: \
             [{name: c, livenessProbe: {httpGet: {host: 10.0.0.1}}, securityContext: \
             {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE, KILL]}}}]}",
            "HostProbes CapabilitiesDropped",
        ),
    ];
    for (spec, want) in table {
        assert_eq!(broken(spec, Version::LATEST), want, "{spec}");
    }
}

#[test]
fn older_versions_of_the_standards_differ() {
    let sysctl = "{securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}, sysctls: [{name: \
                  net.ipv4.tcp_rmem, value: '1'}]}, containers: []}";
    let unmasked = hardened("hostUsers: false,", "procMount: Unmasked,");
    let root = hardened("hostUsers: false,", "runAsUser: 0,");
    let table = [
        (sysctl.to_owned(), "v1.31", "Sysctls"),
        (sysctl.to_owned(), "v1.32", ""),
        (unmasked.clone(), "v1.34", "ProcMount"),
        (unmasked, "1.35.2", "ProcMountAlways"),
        (root.clone(), "v1.34", "NonRootUser"),
        (root, "latest", ""),
        (
            "{os: {name: windows}, containers: [{name: c}]}".into(),
            "v1.24",
            "PrivilegeEscalation NonRoot SeccompNamed CapabilitiesDropped",
        ),
    ];
    for (spec, version, want) in table {
        let version = Version::parse(version).expect("a version");
        assert_eq!(broken(&spec, version), want, "{version} {spec}");
    }
    assert_eq!(["1", "v2.3", "newest", "v1.x"].map(Version::parse), [None; 4]);
}

#[test]
fn namespaces_carry_what_all_workloads_pass() {
    let pod = |name: &str, spec: &str| {
        format!(
            "---\n{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: shop}}, spec: {spec}}}\n"
        )
    };
    let namespace = |labels: &str| {
        format!(
            "{{apiVersion: v1, kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}\n"
        )
    };
    let good = || pod("good", &hardened("", ""));
    let plain = || pod("plain", "{containers: [{name: c}]}");
    let bad = || pod("bad", &hardened("hostPID: true,", ""));
    let open = || pod("open", &hardened("hostPID: !later x,", ""));
    let held = "pod-security.kubernetes.io/enforce: baseline";
    let table = [
        (namespace(""), "none"),
        (namespace("") + &good(), "Restricted..Restricted 0 enforce: restricted"),
        (namespace(held) + &plain(), "Baseline..Baseline 4"),
        (namespace("") + &plain() + &good(), "Baseline..Baseline 4 enforce: baseline"),
        (namespace("") + &bad() + &plain(), "Privileged..Privileged 1"),
        (namespace(held) + &open(), "Privileged..Restricted 1"),
        (namespace("") + &good() + &pod("later", "!later x"), "Privileged..Restricted 1"),
        (namespace("") + &open() + &plain(), "Privileged..Baseline 1"),
    ];
    for (yaml, want) in table {
        let facts = facts(&yaml);
        let all = outlooks(&facts);
        let one = all.iter().find(|o| &*o.namespace.name == "shop").expect("the namespace");
        let said = match one.carried() {
            None => "none".into(),
            Some(Carried { sure, possible }) => {
                let offer = one.offer().map(|o| o.line.replace("pod-security.kubernetes.io/", " "));
                format!(
                    "{sure:?}..{possible:?} {}{}",
                    one.blockers().count(),
                    offer.unwrap_or_default()
                )
            }
        };
        assert_eq!(said, want, "{yaml}");
    }
}

#[test]
fn the_configuration_of_the_cluster_counts() {
    let yaml = "
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    defaults: {enforce: baseline, enforce-version: v1.30, audit: restricted}
    exemptions: {namespaces: [other, shop], runtimeClasses: [kata], usernames: [ci]}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {runtimeClassName: kata, hostPID: true}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {containers: [{name: c}]}}
";
    let facts = facts(yaml);
    let all = outlooks(&facts);
    let shop = all.first().expect("the namespace");
    let levels: Vec<_> = shop.settings.iter().map(|s| s.level.profile()).collect();
    assert_eq!(
        levels,
        [Some(Profile::Baseline), Some(Profile::Restricted), Some(Profile::Privileged)]
    );
    assert_eq!(shop.version, Version::minor(30));
    let kinds: Vec<_> = shop.exemptions.iter().map(|e| (e.kind, e.name.as_deref())).collect();
    assert_eq!(
        kinds,
        [("namespaces", Some("shop")), ("runtimeClasses", Some("kata")), ("usernames", Some("ci"))]
    );
    let exempt: Vec<_> = shop.workloads.iter().map(|w| w.exempt.as_deref()).collect();
    assert_eq!(exempt, [Some("kata"), None]);
    assert_eq!(shop.carried().map(|c| c.sure), Some(Profile::Baseline));
}
