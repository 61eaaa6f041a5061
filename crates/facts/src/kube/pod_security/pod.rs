//! The controls of the Pod Security Standards on fields of the pod.

use ringfort_source::{At, Node};

use super::judge::{Judge, Relaxed, is_true, unknown, written};
use super::rules::{is_safe_selinux_type, is_safe_sysctl, is_safe_volume};
use super::{Rule, Version};

/// The annotations that named AppArmor profiles before fields took their place.
const APPARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// Notes what the pod itself breaks.
pub(super) fn judge(judge: &mut Judge<'_>) {
    for field in ["hostNetwork", "hostPID", "hostIPC"] {
        let bad = |n: &Node| is_true(n).then(|| format!("{field} is true"));
        judge.field(Rule::HostNamespaces, None, judge.spec.at(field), bad);
    }
    match judge.spec.at("securityContext") {
        At::Unknown(node) => judge.unclear(None, node),
        context => {
            shared(judge, None, context);
            sysctls(judge, context.key("sysctls"));
            users(judge, None, context);
        }
    }
    volumes(judge);
    annotations(judge);
}

fn sysctls<'a>(judge: &mut Judge<'a>, at: At<'a>) {
    let version = judge.version;
    let bad = |n: &Node| {
        let name = written(n);
        (!is_safe_sysctl(&name, version)).then(|| format!("the kernel parameter `{name}` is set"))
    };
    if let At::Unknown(node) = at {
        judge.found.push(unknown(Some(Rule::Sysctls), None, node));
    }
    for sysctl in at.list() {
        judge.field(Rule::Sysctls, None, sysctl.at("name"), bad);
    }
}

/// UID 0 and `runAsNonRoot: false`, which a user namespace makes harmless.
pub(super) fn users<'a>(judge: &mut Judge<'a>, container: Option<&str>, context: At<'a>) {
    let root = |n: &Node| (n.as_i64() == Some(0)).then(|| "runAsUser is 0".to_owned());
    let may = |n: &Node| (!is_true(n)).then(|| "runAsNonRoot is false".to_owned());
    let (user, non_root) = (context.key("runAsUser"), context.key("runAsNonRoot"));
    match judge.is_relaxed() {
        Relaxed::Yes => {}
        Relaxed::No => {
            judge.field(Rule::NonRoot, container, non_root, may);
            if judge.version >= Version::minor(23) {
                judge.field(Rule::NonRootUser, container, user, root);
            }
        }
        Relaxed::Unknown(node) => {
            for (rule, is_bad) in [
                (Rule::NonRoot, non_root.node().is_some_and(|n| may(n).is_some())),
                (Rule::NonRootUser, user.node().is_some_and(|n| root(n).is_some())),
            ] {
                if is_bad {
                    judge.found.push(unknown(Some(rule), container, node));
                }
            }
        }
    }
}

/// The controls that hold for the security context of the pod and of each container alike.
pub(super) fn shared<'a>(judge: &mut Judge<'a>, container: Option<&str>, context: At<'a>) {
    let process = context.key("windowsOptions").key("hostProcess");
    let bad = |n: &Node| is_true(n).then(|| "hostProcess is true".to_owned());
    judge.field(Rule::HostProcess, container, process, bad);

    let version = judge.version;
    let options = context.key("seLinuxOptions");
    let bad_type = |n: &Node| {
        let name = written(n);
        (!is_safe_selinux_type(&name, version)).then(|| format!("the SELinux type is `{name}`"))
    };
    judge.field(Rule::Selinux, container, options.key("type"), bad_type);
    for part in ["user", "role"] {
        let set = |n: &Node| {
            let name = written(n);
            (!name.is_empty()).then(|| format!("the SELinux {part} is `{name}`"))
        };
        judge.field(Rule::Selinux, container, options.key(part), set);
    }
    for (rule, field) in [(Rule::AppArmor, "appArmorProfile"), (Rule::Seccomp, "seccompProfile")] {
        let bad = |n: &Node| {
            let name = written(n);
            let is_open = !matches!(&*name, "RuntimeDefault" | "Localhost");
            is_open.then(|| format!("the type of {field} is `{name}`"))
        };
        judge.field(rule, container, context.key(field).key("type"), bad);
    }
}

/// The restricted profile forbids what is not on its list; the baseline those of the host.
fn volumes(judge: &mut Judge<'_>) {
    let all = judge.spec.at("volumes");
    let kind = |n: &Node| -> String {
        let written = n.entries().iter().find(|e| &*e.key != "name");
        written.map(|e| e.key.to_string()).unwrap_or_default()
    };
    let name = |n: &Node| n.at("name").str().unwrap_or_default().to_owned();
    judge.each(Rule::HostPath, None, all, |n| {
        (kind(n) == "hostPath").then(|| format!("volume `{}` is a hostPath", name(n)))
    });
    // What is not known is noted already.
    for volume in all.list().iter().filter(|n| !n.is_unknown()) {
        judge.field(Rule::VolumeTypes, None, At::Set(volume), |n| {
            let kind = kind(n);
            let is_bad = kind != "hostPath" && !is_safe_volume(&kind);
            is_bad.then(|| format!("volume `{}` is of the type {kind}", name(n)))
        });
    }
}

/// AppArmor by annotation.
fn annotations(judge: &mut Judge<'_>) {
    match judge.meta.key("annotations") {
        At::Unknown(node) => judge.unclear(None, node),
        at => {
            let entries = at.node().map_or(&[][..], Node::entries);
            for entry in entries.iter().filter(|e| e.key.starts_with(APPARMOR)) {
                let value = &entry.value;
                let at = if value.is_unknown() { At::Unknown(value) } else { At::Set(value) };
                let bad = |n: &Node| {
                    let name = written(n);
                    let is_open = !(name.is_empty()
                        || name == "runtime/default"
                        || name.starts_with("localhost/"));
                    is_open.then(|| format!("an annotation names the AppArmor profile `{name}`"))
                };
                let container = entry.key.get(APPARMOR.len()..);
                judge.field(Rule::AppArmor, container, at, bad);
            }
        }
    }
}
