//! YAML whose content decides what it is.

use ringfort_source::{Kind, Node};
use ringfort_syntax::yaml;
use ringfort_vocab::NoticeKind;

use crate::parse::Parsed;
use crate::read::Input;
use crate::{cloudformation, collected, kube, node_files, node_setup, plan};

/// Parses a YAML text: Kubernetes objects, a CloudFormation template, a kubeconfig, or a plain tree.
pub(crate) fn parse(input: &Input, text: &str) -> Parsed {
    let stream = yaml::parse(input.source, text);
    if !stream.errors.is_empty()
        && let Some(at) = yaml::looks_templated(input.source, text)
    {
        let cause = "holds template actions (`{{ }}`) and is not rendered, so nothing in it was judged: \
                     render it first and scan the result";
        return Parsed::refused(NoticeKind::NotRendered, at, cause);
    }
    let mut parsed = Parsed { errors: stream.errors, ..Parsed::default() };
    for document in stream.documents {
        sort_in(input, document.root, &mut parsed);
    }
    set_up(input, text, &mut parsed);
    if parsed.format.is_none() && parsed.errors.is_empty() {
        parsed.unread = Some("YAML of no known kind (searched for secrets only)".into());
    }
    parsed
}

/// Names what sets up nodes. Shared with JSON.
pub(crate) fn set_up(input: &Input, text: &str, parsed: &mut Parsed) {
    let root = parsed.document.as_ref().filter(|_| parsed.format.is_none()).map(|d| &d.root);
    if let Some(setup) = root.and_then(|root| node_setup::of(&input.path, text, root)) {
        (parsed.format, parsed.in_part) = (Some(setup.format), Some(setup.cause));
        if let Some(root) = parsed.document.as_ref().map(|d| d.root.clone()) {
            node_files::read(input, text, &root, parsed);
        }
    }
    let objects: Vec<Node> = parsed.objects.iter().filter(|o| sets_up_nodes(o)).cloned().collect();
    for object in &objects {
        node_files::read(input, text, object, parsed);
    }
}

/// Is it an object that holds what nodes are set up with: of Cluster API, or a `MachineConfig` of OpenShift?
fn sets_up_nodes(object: &Node) -> bool {
    let version = object.at("apiVersion").str().unwrap_or("");
    version.contains("cluster.x-k8s.io/")
        || version.starts_with("machineconfiguration.openshift.io/")
}

/// Puts one tree where it belongs. Shared with JSON.
pub(crate) fn sort_in(input: &Input, root: Node, parsed: &mut Parsed) {
    if kube::is_object(&root) {
        if root.at("kind").str() == Some("Config") && root.get("users").is_some() {
            keep(input, "kubeconfig", root, parsed);
        } else {
            parsed.format = Some("kubernetes");
            let root = collected::opened(input.source, without_actions(root));
            parsed.objects.extend(collected::configurations(&root));
            parsed.objects.push(root);
        }
    } else if ringfort_cloudformation::is_template(&root) {
        keep(input, "cloudformation", root, parsed);
    } else if ringfort_cloudformation::is_parameters(&root) {
        keep(input, cloudformation::PARAMETERS, root, parsed);
    } else if ringfort_terraform::plan::is_plan(&root) {
        keep(input, plan::FORMAT, root, parsed);
    } else if is_k3s(&root) {
        keep(input, "k3s", root, parsed);
    } else if root.at("SchemaVersion").node().is_some() && root.get("Results").is_some() {
        keep(input, "trivy-report", root, parsed);
    } else if root.get("runs").is_some() && root.at("version").str().is_some() {
        keep(input, "sarif", root, parsed);
    } else if parsed.document.is_none() {
        let (path, source) = (input.path.clone(), input.source);
        let format = "tree";
        parsed.document = Some(ringfort_model::Document { path, source, format, root });
    }
}

/// Is it the configuration of k3s or RKE2: flags that it passes on, or settings of its own?
fn is_k3s(root: &Node) -> bool {
    const OWN: &[&str] =
        &["write-kubeconfig-mode", "secrets-encryption", "protect-kernel-defaults", "cluster-init"];
    let passes = |key: &str| {
        let key = key.trim_end_matches('+');
        key.ends_with("-arg") && (key.starts_with("kube") || key.starts_with("etcd"))
    };
    root.entries().iter().any(|e| passes(&e.key) || OWN.contains(&&*e.key))
}

/// The tree with every text that is nothing but a template action (`"{{ .Values.x }}"`) not known: it parses,
/// but what will stand there is not written here.
pub(crate) fn without_actions(mut root: Node) -> Node {
    let is_action = |text: &str| text.starts_with("{{") && text.ends_with("}}");
    match &mut root.kind {
        Kind::Str(text) if is_action(text) => {
            root.kind = Kind::Unknown(format!("the template action {text} is not rendered").into());
        }
        Kind::Seq(items) => {
            let list = std::mem::take(items);
            *items = list.into_iter().map(without_actions).collect();
        }
        Kind::Map(entries) => {
            for entry in entries {
                let null = Node::new(entry.value.span, Kind::Null);
                entry.value = without_actions(std::mem::replace(&mut entry.value, null));
            }
        }
        _ => {}
    }
    root
}

fn keep(input: &Input, format: &'static str, root: Node, parsed: &mut Parsed) {
    let document = Parsed::document(input, format, root);
    parsed.more.extend(parsed.document.take().filter(|d| d.format == format));
    (parsed.format, parsed.document) = (document.format, document.document);
}
