//! Runners of CI that live in the cluster and hold a node: privileged, with a Docker daemon, or with its socket.

use ringfort_facts::Facts;
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node, Span};

/// A runner that holds its node.
pub(super) struct Runner {
    /// How hops name it.
    pub(super) name: String,
    /// Its namespace, if that is known.
    pub(super) namespace: Option<Box<str>>,
    /// Where that is written which gives the node.
    pub(super) at: Span,
    /// What stands there.
    pub(super) note: &'static str,
    /// What jobs call it in `runs-on`, beside `self-hosted`; empty for runners of GitLab, whose jobs are not read.
    pub(super) labels: Vec<Box<str>>,
    /// Is it one of GitHub?
    pub(super) is_github: bool,
    /// The control that it lacks.
    pub(super) control: &'static str,
}

const PRIVILEGED: &str = "container/no-privileged-mode";
const SOCKET: &str = "container/host-filesystem-isolation";

/// The runners of the files.
pub(super) fn runners(facts: &Facts) -> Vec<Runner> {
    let mut found = vec![];
    for kind in
        ["Runner", "RunnerDeployment", "RunnerSet", "RunnerReplicaSet", "AutoscalingRunnerSet"]
    {
        for object in facts.objects(kind) {
            let is_own = object.group().starts_with("actions.");
            found.extend(is_own.then(|| of_object(object)).flatten());
        }
    }
    for document in &facts.model.documents {
        found.extend(of_values(&document.root, &document.path));
    }
    for file in &facts.model.texts {
        found.extend(of_gitlab(facts, file.source, &file.path));
    }
    found
}

/// Objects of actions-runner-controller, the older and the newer kinds.
fn of_object(object: &Object) -> Option<Runner> {
    let (at, note, control) = open(object)?;
    let mut labels: Vec<Box<str>> = vec![object.name.clone()];
    labels.extend(object.at("spec.runnerScaleSetName").str().map(Into::into));
    for path in ["spec.labels", "spec.template.spec.labels"] {
        labels.extend(object.at(path).list().iter().filter_map(|n| n.as_str().map(Into::into)));
    }
    Some(Runner {
        name: object.resource.to_string(),
        namespace: Some(namespace_of(object).into()),
        at,
        note,
        labels,
        is_github: true,
        control,
    })
}

/// What gives the node: Docker in the runner or beside it, a privileged container, the socket of the host.
fn open(object: &Object) -> Option<(Span, &'static str, &'static str)> {
    let bases = ["spec.template.spec", "spec"];
    let at =
        |field: &str| bases.into_iter().map(|b| object.at(b).key(field)).find(|v| !v.is_absent());
    let is_legacy = object.group() == "actions.summerwind.dev";
    let inside = at("dockerdWithinRunnerContainer").and_then(At::bool);
    if inside == Some(true) {
        let span = at("dockerdWithinRunnerContainer").map_or(object.head, At::span);
        return Some((span, "Docker runs in the runner, which is privileged", PRIVILEGED));
    }
    if let Some(found) = in_pod(object) {
        return Some(found);
    }
    // Docker beside the runner is the older controller's default, in a privileged container.
    let beside = at("dockerEnabled").and_then(At::bool).unwrap_or(true);
    let plain = at("containerMode").is_some();
    let span = at("dockerEnabled").map_or(object.head, At::span);
    (is_legacy && beside && !plain).then_some((
        span,
        "a privileged Docker daemon beside the runner",
        PRIVILEGED,
    ))
}

fn in_pod(object: &Object) -> Option<(Span, &'static str, &'static str)> {
    let spec = object.at("spec.template.spec");
    let containers = ["containers", "initContainers", "dockerdContainerResources"];
    let mut all = containers.into_iter().flat_map(|key| spec.key(key).list());
    let privileged = all.find_map(|c| {
        let node = c.at("securityContext.privileged").node()?;
        (node.as_bool() == Some(true)).then_some(node.span)
    });
    if let Some(at) = privileged {
        return Some((at, "a privileged container of the runner", PRIVILEGED));
    }
    let socket = spec.key("volumes").list().iter().find_map(|v| {
        let path = v.at("hostPath.path").node()?;
        path.as_str()?.ends_with("docker.sock").then_some(path.span)
    });
    socket.map(|at| (at, "the socket of Docker on the host", SOCKET))
}

/// Values of the charts `gha-runner-scale-set` and `gitlab-runner`.
fn of_values(root: &Node, path: &str) -> Option<Runner> {
    let values = |at: &Node, note, labels, is_github| Runner {
        name: format!("the runner of {path}"),
        namespace: None,
        at: at.span,
        note,
        labels,
        is_github,
        control: PRIVILEGED,
    };
    let mode = root.at("containerMode.type").node();
    if let Some(node) =
        mode.filter(|m| m.as_str() == Some("dind") && root.get("githubConfigUrl").is_some())
    {
        let name = root.at("runnerScaleSetName").str();
        let labels = name.map(Into::into).into_iter().collect();
        return Some(values(node, "a privileged Docker daemon beside the runner", labels, true));
    }
    let node = root.at("runners.privileged").node()?;
    let is_gitlab = root.get("gitlabUrl").is_some() || root.at("runners.config").node().is_some();
    (is_gitlab && node.as_bool() == Some(true))
        .then(|| values(node, "jobs run in privileged containers", vec![], false))
}

/// `config.toml` of GitLab Runner, in a file of its own, in values or in a ConfigMap: the Kubernetes executor.
fn of_gitlab(facts: &Facts, source: ringfort_source::SourceId, path: &str) -> Option<Runner> {
    let text = &facts.sources.get(source)?.text;
    let start = text.find("[runners.kubernetes]")?;
    let section = text.get(start..)?;
    let end = section.get(1..).and_then(|s| s.find("[[")).map_or(section.len(), |i| i + 1);
    let own = section.get(..end)?;
    let (offset, line) = own
        .lines()
        .scan(0, |at, line| {
            let here = *at;
            *at += line.len() + 1;
            Some((here, line))
        })
        .find(|(_, l)| l.replace(' ', "").starts_with("privileged=true"))?;
    let from = start + offset + (line.len() - line.trim_start().len());
    let at = Span::of(source, from..from + line.trim().len());
    Some(Runner {
        name: format!("the GitLab runner of {path}"),
        namespace: None,
        at,
        note: "jobs run in privileged containers",
        labels: vec![],
        is_github: false,
        control: PRIVILEGED,
    })
}
