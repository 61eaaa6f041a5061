//! The controls of the Pod Security Standards on containers.

use ringfort_source::{At, Node, Span};

use super::judge::{Judge, Relaxed, is_true, unknown, written};
use super::rules::{CAPABILITIES, PROBES};
use super::{Rule, Version, pod};

/// Notes what the containers break, init and ephemeral ones included.
pub(super) fn judge(judge: &mut Judge<'_>) {
    for field in ["initContainers", "containers", "ephemeralContainers"] {
        match judge.spec.at(field) {
            At::Unknown(node) => judge.unclear(None, node),
            at => {
                for node in at.list() {
                    let name = node.at("name").str().unwrap_or_default();
                    match node.is_unknown() || node.at("securityContext").is_unknown() {
                        true if node.is_unknown() => judge.unclear(Some(name), node),
                        true => {
                            let context = node.get("securityContext").unwrap_or(node);
                            judge.unclear(Some(name), context);
                        }
                        false => One { node, name }.judge(judge),
                    }
                }
            }
        }
    }
}

/// A container that is being judged.
struct One<'a> {
    node: &'a Node,
    name: &'a str,
}

impl<'a> One<'a> {
    fn judge(&self, judge: &mut Judge<'a>) {
        let name = Some(self.name);
        let bad = |n: &Node| is_true(n).then(|| "privileged is true".to_owned());
        judge.field(Rule::Privileged, name, self.own("privileged"), bad);
        pod::shared(judge, name, self.node.at("securityContext"));
        let beyond = |n: &Node| {
            let cap = written(n);
            (!CAPABILITIES.contains(&&*cap)).then(|| format!("capability `{cap}` is added"))
        };
        judge.each(Rule::Capabilities, name, self.own("capabilities").key("add"), beyond);
        let ports = self.node.at("ports");
        if let At::Unknown(node) = ports {
            judge.found.push(unknown(Some(Rule::HostPorts), name, node));
        }
        for port in ports.list() {
            let taken = |n: &Node| {
                let port = written(n);
                (port != "0").then(|| format!("port {port} of the host is taken"))
            };
            judge.field(Rule::HostPorts, name, port.at("hostPort"), taken);
        }
        self.probes(judge);
        self.proc_mount(judge);
        pod::users(judge, name, self.node.at("securityContext"));
        self.non_root(judge);
        if !judge.is_windows() {
            self.escalation(judge);
            self.seccomp(judge);
            self.capabilities(judge);
        }
    }

    /// The field of its security context; where nothing is written, the place to add it.
    fn own(&self, key: &str) -> At<'a> {
        match self.node.at("securityContext").key(key) {
            At::Absent(_) => At::Absent(self.head()),
            at => at,
        }
    }

    /// Its name.
    fn head(&self) -> Span {
        self.node.entry("name").map_or(self.node.span, |e| e.key_span.to(e.value.span))
    }

    fn probes(&self, judge: &mut Judge<'a>) {
        if judge.version < Version::minor(34) {
            return;
        }
        for place in PROBES {
            for action in ["httpGet", "tcpSocket"] {
                let at = self.node.at(place).key(action).key("host");
                let named = |n: &Node| {
                    let host = written(n);
                    (!host.is_empty()).then(|| format!("{place} names the host `{host}`"))
                };
                judge.field(Rule::HostProbes, Some(self.name), at, named);
            }
        }
    }

    /// A user namespace relaxes the baseline, never the restricted profile.
    fn proc_mount(&self, judge: &mut Judge<'a>) {
        let at = self.own("procMount");
        let bad = |n: &Node| {
            let kind = written(n);
            (kind != "Default").then(|| format!("procMount is {kind}"))
        };
        let name = Some(self.name);
        match judge.is_relaxed() {
            Relaxed::No => judge.field(Rule::ProcMount, name, at, bad),
            Relaxed::Yes => judge.field(Rule::ProcMountAlways, name, at, bad),
            Relaxed::Unknown(node) => {
                if at.node().is_some_and(|n| bad(n).is_some()) {
                    judge.found.push(unknown(Some(Rule::ProcMount), name, node));
                }
                judge.field(Rule::ProcMountAlways, name, at, bad);
            }
        }
    }

    /// What is written is noted already, of the pod as of the container.
    fn non_root(&self, judge: &mut Judge<'a>) {
        let (own, of_pod) = (self.own("runAsNonRoot"), judge.context("runAsNonRoot"));
        if !own.is_absent() || !of_pod.is_absent() {
            return;
        }
        let (rule, name) = (Rule::NonRoot, Some(self.name));
        match judge.is_relaxed() {
            Relaxed::Yes => {}
            Relaxed::No => judge.refuse(rule, name, self.head(), "runAsNonRoot is not set"),
            Relaxed::Unknown(node) => judge.found.push(unknown(Some(rule), name, node)),
        }
    }

    fn escalation(&self, judge: &mut Judge<'a>) {
        let (rule, name) = (Rule::PrivilegeEscalation, Some(self.name));
        let field = "allowPrivilegeEscalation";
        match self.own(field) {
            _ if judge.version < Version::minor(8) => {}
            At::Absent(at) => judge.refuse(rule, name, at, format!("{field} is not set")),
            at => judge.field(rule, name, at, |n| {
                let good = n.as_bool() == Some(false) || n.as_str() == Some("false");
                (!good).then(|| format!("{field} is {}", written(n)))
            }),
        }
    }

    /// What is written and wrong is the baseline's already.
    fn seccomp(&self, judge: &mut Judge<'a>) {
        let field = "seccompProfile";
        let own = self.own(field);
        let decides = if own.is_absent() { judge.context(field) } else { own };
        if judge.version >= Version::minor(19) && decides.key("type").is_absent() {
            judge.refuse(
                Rule::SeccompNamed,
                Some(self.name),
                self.head(),
                "names no seccomp profile",
            );
        }
    }

    fn capabilities(&self, judge: &mut Judge<'a>) {
        if judge.version < Version::minor(22) {
            return;
        }
        let (rule, name) = (Rule::CapabilitiesDropped, Some(self.name));
        let drop = self.own("capabilities").key("drop");
        let is_all = |n: &Node| n.as_str() == Some("ALL");
        match (drop, drop.list()) {
            (_, list) if list.iter().any(is_all) => {}
            (At::Unknown(node), _) => judge.found.push(unknown(Some(rule), name, node)),
            (_, list) => match list.iter().find(|n| n.is_unknown()) {
                Some(node) => judge.found.push(unknown(Some(rule), name, node)),
                None => {
                    let at = if list.is_empty() { self.head() } else { drop.span() };
                    judge.refuse(rule, name, at, "does not drop ALL capabilities");
                }
            },
        }
        // What the baseline refuses is noted there.
        let more = |n: &Node| {
            let cap = written(n);
            let is_more = cap != "NET_BIND_SERVICE" && CAPABILITIES.contains(&&*cap);
            is_more.then(|| format!("capability `{cap}` is added"))
        };
        let add = self.own("capabilities").key("add");
        for node in add.list().iter().filter(|n| !n.is_unknown()) {
            judge.field(rule, name, At::Set(node), more);
        }
    }
}
