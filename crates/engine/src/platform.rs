//! Which cluster the manifests are deployed on, and so which platform is judged.

use ringfort_config::{Settings, nearest};
use ringfort_facts::Facts;
use ringfort_facts::cloud::bare;
use ringfort_model::cloud::Resource;
use ringfort_vocab::{Location, Notice, NoticeKind};

/// Managed clusters by the resource type that creates them.
const CLUSTERS: [(&str, &str); 3] = [
    ("aws_eks_cluster", "eks"),
    ("azurerm_kubernetes_cluster", "aks"),
    ("google_container_cluster", "gke"),
];

/// The platform of the judged environment: declared, else that of the cluster which infrastructure code
/// creates, which is then said as an assumption. Empty where nothing tells.
pub(crate) fn platform(facts: &Facts, settings: &Settings) -> (String, Vec<Notice>) {
    let mut notices = unknown_clusters(facts, settings);
    if !settings.declared.platform.is_empty() {
        return (settings.declared.platform.clone(), notices);
    }
    let mut seen = clusters(facts);
    let (Some((cluster, platform)), others) = (seen.next(), seen.count()) else {
        return (String::new(), notices);
    };
    if !facts.model.kube.objects.is_empty() {
        notices.push(assumption(facts, cluster, others));
    }
    (platform.to_owned(), notices)
}

fn clusters(facts: &Facts) -> impl Iterator<Item = (&Resource, &'static str)> {
    CLUSTERS.iter().flat_map(|(kind, platform)| facts.resources(kind).map(|r| (r, *platform)))
}

fn assumption(facts: &Facts, cluster: &Resource, others: usize) -> Notice {
    let choice = match others {
        0 => "the only cluster here".to_owned(),
        n => format!("the first of {} clusters here", n + 1),
    };
    let message = format!(
        "the manifests are taken to be deployed on {}, {choice}: declare it with `clusters` \
         under [environments.NAME] in ringfort.toml",
        cluster.address
    );
    let location = Some(Location::of(&facts.sources, cluster.header));
    Notice { kind: NoticeKind::Assumption, message, location }
}

/// Declared clusters that infrastructure code does not have. Without infrastructure code nothing is said:
/// the cluster may be made elsewhere.
fn unknown_clusters(facts: &Facts, settings: &Settings) -> Vec<Notice> {
    let addresses: Vec<String> = clusters(facts).map(|(r, _)| bare(&r.address)).collect();
    if addresses.is_empty() {
        return vec![];
    }
    let unknown = settings.profile.clusters.iter().filter(|c| !addresses.contains(&bare(&c.value)));
    unknown
        .map(|cluster| {
            let hint = nearest(&cluster.value, addresses.iter().map(String::as_str))
                .map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
            let message =
                format!("no cluster `{}` in the infrastructure code{hint}", cluster.value);
            let location = Some(settings.location(cluster.at));
            Notice { kind: NoticeKind::Settings, message, location }
        })
        .collect()
}
