//! How Istio authenticates callers: PeerAuthentication objects, the more specific one first: of the workload, of
//! its namespace, of the root namespace; without any, plain text is taken (Istio documentation,
//! "PeerAuthentication"). Modes of single ports stand on those of workloads.

use ringfort_model::Value;
use ringfort_model::kube::{Kube, Object, ObjectId, Selector, Workload};
use ringfort_source::{At, Span};

use super::{KubeFacts, MeshSettings};

/// The mode of mutual TLS at the receiving end of one or all ports, and who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerSetting {
    /// `STRICT`, `PERMISSIVE` or `DISABLE`; the default of Istio is PERMISSIVE.
    pub mode: Value<String>,
    /// The PeerAuthentication; `None` where it is the default.
    pub policy: Option<ObjectId>,
}

impl PeerSetting {
    /// Are callers without a certificate of the mesh refused? `None` where that is not known.
    pub fn is_strict(&self) -> Option<bool> {
        self.mode.known().map(|m| m == "STRICT")
    }
}

/// How callers of a workload are authenticated.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerMode {
    /// On all ports but those below.
    pub whole: PeerSetting,
    /// On single ports, by the PeerAuthentication of the workload.
    pub ports: Vec<(u16, PeerSetting)>,
}

/// A PeerAuthentication.
struct Rule<'a> {
    object: &'a Object,
    selector: Selector,
    rooted: bool,
}

/// All of them.
pub(super) struct Rules<'a>(Vec<Rule<'a>>);

impl<'a> Rules<'a> {
    pub(super) fn read(kube: &'a Kube, facts: &'a KubeFacts, settings: &MeshSettings) -> Self {
        let all = facts.of_kind(kube, "PeerAuthentication");
        let rules = all.filter(|o| o.group() == "security.istio.io").map(|object| Rule {
            object,
            selector: Selector::read(object.at("spec.selector")),
            rooted: super::namespace(object) == &*settings.root_namespace,
        });
        Self(rules.collect())
    }

    /// The mode for the pods of `workload`.
    pub(super) fn of(&self, workload: &Workload, object: &Object) -> PeerMode {
        let here = super::namespace(object);
        let near = |r: &&Rule<'_>| r.object.sees(object);
        let wide = |r: &&Rule<'_>| r.selector.is_everything();
        let own = |r: &&Rule<'_>| super::namespace(r.object) == here;
        let all = || self.0.iter().filter(near);
        let of_mesh = level(all().filter(|r| r.rooted && wide(r)), &[]);
        let of_namespace = level(all().filter(|r| !r.rooted && own(r) && wide(r)), &[]);
        let labels = &workload.labels;
        let narrow = all().filter(|r| !wide(r) && own(r));
        let mut of_workload: Vec<(&Rule<'_>, bool)> = vec![];
        for rule in narrow {
            match rule.selector.matches(labels) {
                Some(true) => of_workload.push((rule, true)),
                None => of_workload.push((rule, false)),
                Some(false) => {}
            }
        }
        let doubt: Vec<Span> =
            of_workload.iter().filter(|(_, sure)| !sure).map(|(r, _)| r.object.head).collect();
        let sure: Vec<&Rule<'_>> =
            of_workload.iter().filter(|(_, sure)| *sure).map(|(r, _)| *r).collect();
        let of_pods = level(sure.iter().copied(), &doubt);
        let default = PeerSetting {
            mode: Value::Default("PERMISSIVE".to_owned(), object.head),
            policy: None,
        };
        let whole = of_pods.or(of_namespace).or(of_mesh).unwrap_or(default);
        let ports = sure.iter().flat_map(|r| ports(r, &whole)).collect();
        PeerMode { whole, ports }
    }
}

/// The mode of one level. Of several at one level the oldest holds, which no file shows: where they differ it is
/// not known. UNSET leaves it to the next level.
fn level<'a>(rules: impl Iterator<Item = &'a Rule<'a>>, doubt: &[Span]) -> Option<PeerSetting> {
    let mut found: Option<PeerSetting> = None;
    for rule in rules {
        let Some(setting) = setting(rule.object, rule.object.at("spec.mtls.mode")) else {
            continue;
        };
        match &found {
            Some(other) if other.mode.known() != setting.mode.known() => {
                let cause = "several PeerAuthentications of one level differ: the oldest holds";
                let mode = Value::Unknown(setting.mode.span(), cause.into());
                found = Some(PeerSetting { mode, ..setting });
            }
            Some(_) => {}
            None => found = Some(setting),
        }
    }
    let cause = "the selector of a PeerAuthentication is not fully known";
    let unsure = |at: &Span| PeerSetting { mode: Value::Unknown(*at, cause.into()), policy: None };
    doubt.first().map(unsure).or(found)
}

/// What is written at `at`; `None` for UNSET.
fn setting(object: &Object, at: At<'_>) -> Option<PeerSetting> {
    let mode = Value::text(at, "UNSET");
    (!mode.is(&"UNSET".to_owned())).then_some(PeerSetting { mode, policy: Some(object.id) })
}

fn ports(rule: &Rule<'_>, whole: &PeerSetting) -> Vec<(u16, PeerSetting)> {
    let map = rule.object.at("spec.portLevelMtls");
    let entries = map.node().map_or(&[][..], ringfort_source::Node::entries);
    let one = |e: &ringfort_source::Entry| {
        let port = e.key.parse().ok()?;
        let own = setting(rule.object, At::Set(&e.value).key("mode"));
        Some((port, own.unwrap_or_else(|| whole.clone())))
    };
    entries.iter().filter_map(one).collect()
}
