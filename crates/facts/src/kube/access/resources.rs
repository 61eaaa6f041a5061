//! Resources as people name them: `pods`, `deploy`, `deployments.apps/scale`, `pods/exec`, a kind of a
//! custom definition.

use ringfort_model::kube::{Kube, Object};

/// A resource of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its name with its subresource: `pods/exec`; `*` for all.
    pub name: String,
    /// Its group, empty for the core group; `None`: whichever has a resource of this name.
    pub group: Option<String>,
    /// Does it live in namespaces? `None` where that is not known.
    pub namespaced: Option<bool>,
}

/// Group, whether in namespaces, and resources, each with its other names (`deployments=deploy`). Source:
/// `kubectl api-resources` of Kubernetes 1.34.
const KNOWN: &[(&str, bool, &str)] = &[
    (
        "",
        true,
        "bindings configmaps=cm endpoints=ep events=ev limitranges=limits persistentvolumeclaims=pvc pods=po \
         podtemplates replicationcontrollers=rc resourcequotas=quota secrets serviceaccounts=sa services=svc",
    ),
    ("", false, "componentstatuses=cs namespaces=ns nodes=no persistentvolumes=pv"),
    ("", false, "users groups"),
    (
        "apps",
        true,
        "controllerrevisions daemonsets=ds deployments=deploy replicasets=rs statefulsets=sts",
    ),
    ("batch", true, "cronjobs=cj jobs"),
    ("autoscaling", true, "horizontalpodautoscalers=hpa"),
    ("networking.k8s.io", true, "ingresses=ing networkpolicies=netpol"),
    ("networking.k8s.io", false, "ingressclasses ipaddresses servicecidrs"),
    ("policy", true, "poddisruptionbudgets=pdb"),
    ("rbac.authorization.k8s.io", true, "roles rolebindings"),
    ("rbac.authorization.k8s.io", false, "clusterroles clusterrolebindings"),
    ("authentication.k8s.io", false, "tokenreviews selfsubjectreviews userextras uids"),
    (
        "authorization.k8s.io",
        false,
        "subjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews",
    ),
    ("authorization.k8s.io", true, "localsubjectaccessreviews"),
    ("coordination.k8s.io", true, "leases"),
    ("discovery.k8s.io", true, "endpointslices"),
    ("storage.k8s.io", false, "storageclasses=sc volumeattachments csidrivers csinodes"),
    ("storage.k8s.io", true, "csistoragecapacities"),
    ("scheduling.k8s.io", false, "priorityclasses=pc"),
    ("node.k8s.io", false, "runtimeclasses"),
    ("certificates.k8s.io", false, "certificatesigningrequests=csr signers clustertrustbundles"),
    (
        "admissionregistration.k8s.io",
        false,
        "mutatingwebhookconfigurations validatingwebhookconfigurations validatingadmissionpolicies \
         validatingadmissionpolicybindings mutatingadmissionpolicies mutatingadmissionpolicybindings",
    ),
    ("apiextensions.k8s.io", false, "customresourcedefinitions=crd"),
    ("apiregistration.k8s.io", false, "apiservices"),
    ("flowcontrol.apiserver.k8s.io", false, "flowschemas prioritylevelconfigurations"),
    ("resource.k8s.io", true, "resourceclaims resourceclaimtemplates"),
    ("resource.k8s.io", false, "resourceslices deviceclasses"),
    ("metrics.k8s.io", true, "pods"),
    ("metrics.k8s.io", false, "nodes"),
];

/// What `text` means: by the resources of Kubernetes and the custom definitions that were read. A name that
/// neither knows keeps its group open.
pub fn resolve(kube: &Kube, text: &str) -> Resource {
    let (plain, sub) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
    let (name, group) = match plain.split_once('.') {
        Some((name, group)) => (name, Some(group)),
        None => (plain, None),
    };
    let found = known(name, group).or_else(|| custom(kube, name, group));
    let (full, group, namespaced) = match found {
        Some((full, group, namespaced)) => (full, Some(group), Some(namespaced)),
        None => (name.to_owned(), group.map(str::to_owned), None),
    };
    let name = sub.map_or(full.clone(), |sub| format!("{full}/{sub}"));
    Resource { name, group, namespaced }
}

type Found = (String, String, bool);

fn known(name: &str, group: Option<&str>) -> Option<Found> {
    KNOWN.iter().filter(|(g, ..)| group.is_none_or(|wanted| wanted == *g)).find_map(
        |(g, inside, list)| {
            let full = list.split_whitespace().find_map(|entry| {
                let (full, short) = entry.split_once('=').unwrap_or((entry, ""));
                let singular = full.strip_suffix('s').unwrap_or(full);
                let names = [full, short, singular];
                names.iter().any(|n| !n.is_empty() && n.eq_ignore_ascii_case(name)).then_some(full)
            })?;
            Some((full.to_owned(), (*g).to_owned(), *inside))
        },
    )
}

/// A resource that a custom definition brings.
fn custom(kube: &Kube, name: &str, group: Option<&str>) -> Option<Found> {
    let definitions = kube.objects.iter().filter(|o| &*o.kind == "CustomResourceDefinition");
    definitions.into_iter().find_map(|definition| {
        let own = definition.at("spec.group").str()?;
        let plural = definition.at("spec.names.plural").str()?;
        let fits = group.is_none_or(|wanted| wanted == own) && named(definition, plural, name);
        let inside = definition.at("spec.scope").str() == Some("Namespaced");
        fits.then(|| (plural.to_owned(), own.to_owned(), inside))
    })
}

fn named(definition: &Object, plural: &str, name: &str) -> bool {
    let is = |text: &str| text.eq_ignore_ascii_case(name);
    let other = |key: &str| definition.at("spec.names").key(key);
    is(plural)
        || ["singular", "kind"].iter().any(|key| other(key).str().is_some_and(is))
        || other("shortNames").list().iter().any(|n| n.as_str().is_some_and(is))
}
