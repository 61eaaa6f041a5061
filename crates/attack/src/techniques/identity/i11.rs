//! I11: a kubeconfig in the repository, in CI or in a bucket lets whoever reads it act as its user.

use ringfort_facts::Facts;
use ringfort_facts::kube::kubeconfig::{Login, logins};
use ringfort_facts::pipeline::{ActivityKind, expressions};
use ringfort_model::cloud::Resource;
use ringfort_model::pipeline::{Job, Workflow};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I11",
    title: "Use a kubeconfig that lies about",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "{from} holds a kubeconfig, {detail}, and with it acts as {to}",
    page: include_str!("i11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for file in facts.model.documents.iter().filter(|d| d.format == "kubeconfig") {
        for login in logins(&file.root) {
            in_repository(g, &login, &file.path);
        }
    }
    for workflow in &facts.model.workflows {
        for job in &workflow.jobs {
            in_job(g, workflow, job);
        }
    }
    for (kind, name, places) in OBJECTS {
        for object in facts.resources(kind) {
            in_bucket(g, object, name, places);
        }
    }
}

/// Everyone with the files of the repository. A credential that does not say whose it is stands for the name that the file
/// gives it, perhaps.
fn in_repository(g: &mut Ground<'_>, login: &Login<'_>, path: &str) {
    let bearer = login.bearer();
    let mut heads = vec![];
    match &bearer {
        Some(bearer) => {
            heads.push(Position::Identity(bearer.user.as_str().into()));
            heads.extend(bearer.groups.iter().map(|g| Position::Group(g.as_str().into())));
        }
        None => heads.push(Position::Identity(login.name.into())),
    }
    for head in heads {
        g.step(head)
            .from(Position::Repository)
            .from(Position::NetApi)
            .proof(login.at, "a credential for the API server")
            .unless(Control::missing_for("code/no-hardcoded-secrets", path, login.at))
            .detail(path)
            .doubt_if(bearer.is_none(), "whether the API server knows its bearer by that name")
            .add();
    }
}

/// Code in a job that is handed one and deploys with it.
fn in_job(g: &mut Ground<'_>, workflow: &Workflow, job: &Job) {
    let facts = g.facts;
    let Some((at, name)) = handed(facts, job) else { return };
    if facts.pipeline.in_job(job, ActivityKind::Deploy).next().is_none() {
        return;
    }
    let target = format!("{} {}", workflow.path, job.id);
    g.step(Position::Right(Right::RunPods, "*".into()))
        .from(Position::Job(workflow.path.clone(), job.id.clone()))
        .proof(at, "the job is handed a kubeconfig")
        .unless(Control::missing_for("code/delivery-pipeline-security", target, at))
        .detail(name)
        .doubt("in which namespaces the user of the kubeconfig may deploy")
        .say("{from} deploys with a kubeconfig, {detail}: the attacker {gain}")
        .add();
}

/// A secret of the repository that is a kubeconfig by its name, where the job uses it.
fn handed(facts: &Facts, job: &Job) -> Option<(Span, String)> {
    let all = expressions(&facts.sources, job.root.span);
    all.into_iter().find_map(|expression| {
        let contexts = expression.contexts().into_iter();
        let mut named = contexts.filter(|c| {
            let name = c.to_ascii_uppercase().replace('_', "");
            name.starts_with("SECRETS.") && name.contains("KUBECONF")
        });
        Some((expression.span, named.next()?))
    })
}

/// Types of objects in buckets, with the attribute that names them, and those that say where they are.
const OBJECTS: &[(&str, &str, &[&str])] = &[
    ("aws_s3_object", "key", &["bucket"]),
    ("aws_s3_bucket_object", "key", &["bucket"]),
    ("google_storage_bucket_object", "name", &["bucket"]),
    (
        "azurerm_storage_blob",
        "name",
        &["storage_container_name", "storage_account_name", "storage_container_id"],
    ),
    ("azurerm_storage_share_file", "name", &["storage_share_id", "storage_share_url"]),
];

/// Whoever reads the bucket.
fn in_bucket(g: &mut Ground<'_>, object: &Resource, name: &str, places: &[&str]) {
    let name = object.text(name, "");
    let Some(text) = name.known().filter(|n| is_kubeconfig(n)) else { return };
    let facts = g.facts;
    for bucket in places.iter().flat_map(|place| facts.targets(object, place)) {
        let address = object.address.as_str();
        g.step(Position::Right(Right::Everything, "*".into()))
            .from(Position::Data(bucket.address.as_str().into()))
            .from(Position::NetApi)
            .proof(name.span(), "a kubeconfig in a bucket")
            .detail(text.as_str())
            .doubt("what the user of the kubeconfig may do")
            .say("Among {from} is a kubeconfig, {detail}: the attacker {gain}")
            .unless(Control::missing_for("cluster/user-authentication", address, name.span()))
            .add();
    }
}

/// By the names that tools give it.
fn is_kubeconfig(key: &str) -> bool {
    let name = key.rsplit('/').next().unwrap_or(key).to_ascii_lowercase();
    name.contains("kubeconfig") || name == "admin.conf" || key.ends_with(".kube/config")
}
