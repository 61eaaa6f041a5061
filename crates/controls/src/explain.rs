//! Pages on controls and layers: why each is there.

use ringfort_vocab::{Control, ControlId, Layer, nearest};
use serde::Serialize;

use crate::{
    catalogue::{ExampleCheck, catalogue},
    classify::spans,
    nullify::Nullification,
};

/// What can be explained here. Pages of single checks live with the checks.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Explanation {
    /// One control.
    Control(Box<ControlPage>),
    /// One of the four layers.
    Layer(LayerPage),
}

/// A control with all that the catalogue knows of it.
#[derive(Clone, Debug, Serialize)]
pub struct ControlPage {
    /// The control: name, purpose, what it prevents, why this layer, what if skipped, requirements.
    #[serde(flatten)]
    pub control: &'static Control,
    /// The first step in development.
    pub dev_action: &'static str,
    /// The first step in production.
    pub prod_action: &'static str,
    /// Other layers it reaches into, and by what.
    pub spans: Vec<(Layer, &'static str)>,
    /// Concrete checks, those that carry the promise marked.
    pub checks: &'static [ExampleCheck],
    /// What its absence voids.
    pub voids: Vec<Link>,
    /// Whose absence voids it.
    pub voided_by: Vec<Link>,
}

/// One row of the nullification table, seen from a control.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The row: `N09`.
    pub rule: &'static str,
    /// The controls at the other end.
    pub controls: Vec<ControlId>,
    /// When, in words.
    pub when: &'static str,
    /// How far, in words.
    pub degree: &'static str,
    /// Why.
    pub rationale: &'static str,
}

/// A layer and its controls.
#[derive(Clone, Debug, Serialize)]
pub struct LayerPage {
    /// The layer.
    pub layer: Layer,
    /// What it is.
    pub what: &'static str,
    /// Who usually answers for it.
    pub owner: &'static str,
    /// Why it stands where it does among the four.
    pub why_this_place: &'static str,
    /// Its controls: id and name.
    pub controls: Vec<(ControlId, &'static str)>,
}

/// The page of a control (by id, or by its name after the slash where that is unique) or a layer.
pub fn explain(subject: &str) -> Option<Explanation> {
    let subject = subject.trim();
    if let Some(layer) = Layer::parse(subject) {
        return Some(Explanation::Layer(layer_page(layer)));
    }
    find(subject).map(|control| Explanation::Control(Box::new(control_page(control))))
}

/// The control or layer that an unknown subject most likely meant.
pub fn nearest_subject(subject: &str) -> Option<&'static str> {
    let layers = Layer::ALL.into_iter().map(Layer::slug);
    let subject = subject.to_lowercase();
    let ids = catalogue().controls.iter().map(|c| c.id);
    nearest(&subject, ids.chain(layers)).or_else(|| {
        let names = catalogue().controls.iter().filter_map(|c| c.id.split('/').nth(1));
        let name = nearest(&subject, names)?;
        catalogue().controls.iter().map(|c| c.id).find(|id| id.ends_with(name))
    })
}

fn find(subject: &str) -> Option<&'static Control> {
    let catalogue = catalogue();
    let subject = subject.to_lowercase();
    let short = |c: &&Control| c.id.split('/').nth(1) == Some(subject.as_str());
    catalogue.control(&subject).or_else(|| {
        let mut matching = catalogue.controls.iter().filter(short);
        matching.next().filter(|_| matching.next().is_none())
    })
}

fn control_page(control: &'static Control) -> ControlPage {
    use ringfort_vocab::Environment::{Dev, Prod};
    let rows = &catalogue().nullifications;
    let without = |ids: &[ControlId]| ids.iter().copied().filter(|id| *id != control.id).collect();
    let link = |row: &Nullification, controls| Link {
        rule: row.rule,
        controls,
        when: row.when,
        degree: row.degree,
        rationale: row.rationale,
    };
    let voids = rows.iter().filter(|row| row.missing.contains(&control.id));
    let voided = rows.iter().filter(|row| row.targets.contains(&control.id));
    let not_alone = |link: &Link| !link.controls.is_empty();
    ControlPage {
        control,
        dev_action: catalogue().action(control.id, Dev),
        prod_action: catalogue().action(control.id, Prod),
        spans: spans(control.id),
        checks: catalogue().example_checks(control.id),
        voids: voids.map(|row| link(row, without(&row.targets))).filter(not_alone).collect(),
        voided_by: voided.map(|row| link(row, without(&row.missing))).filter(not_alone).collect(),
    }
}

fn layer_page(layer: Layer) -> LayerPage {
    let (what, owner, why_this_place) = match layer {
        Layer::Cloud => (
            "The provider's account, identities, networks, keys and registries; on a developer's machine the workstation and Docker Desktop stand in for it",
            "Platform and cloud teams, within the provider's shared responsibility",
            "It is outermost: whoever holds the account owns every machine, disk and cluster in it, so nothing inside can make up for it",
        ),
        Layer::Cluster => (
            "Kubernetes itself: the API server, RBAC, admission, network policies, namespaces, Secrets and nodes",
            "Platform teams, with application teams for their own namespaces",
            "It comes second: it runs inside the account and decides who may start, read and change every container",
        ),
        Layer::Container => (
            "The image and how the runtime starts it: base, digest, user, capabilities, filesystem, host access and limits",
            "Application teams, within what admission allows",
            "It comes third: it bounds what an intruder can do from inside one process, but anyone who controls the cluster can start a container without these bounds",
        ),
        Layer::Code => (
            "The application: its input handling, access control, cryptography, secrets, dependencies and delivery pipeline",
            "Developers",
            "It is innermost: it is the only layer that knows what a request means, and it runs with whatever the three layers outside it allow",
        ),
    };
    let controls = catalogue().of_layer(layer).map(|c| (c.id, c.name)).collect();
    LayerPage { layer, what, owner, why_this_place, controls }
}
