//! What admission refuses.

use ringfort_facts::Facts;
use ringfort_facts::kube::admission::{Answer, Refuses};
use ringfort_facts::kube::pod_security::{Level, enforced, is_strict};
use ringfort_facts::kube::{effective_namespace, namespace_of};
use ringfort_model::kube::Object;
use ringfort_source::Span;

use super::{Control, Controls, Standing};

/// Pod Security admission, by label or by default.
const CONTROL: &str = "cluster/pod-security-admission";
/// Policies of one's own, or of an engine.
const POLICIES: &str = "cluster/admission-policy";

impl Controls<'_> {
    /// Does admission refuse pods that reach for the host, in the namespace of `object`?
    pub fn pod_security(&self, object: &Object) -> Control {
        let namespace = namespace_of(object).to_owned();
        self.once(CONTROL, &namespace, |facts| standing(facts, &namespace))
    }

    /// Does admission refuse pods that run as root, in the namespace of `object`? Only `restricted` does.
    pub fn restricted(&self, object: &Object) -> Control {
        let namespace = namespace_of(object).to_owned();
        let mut control = self.pod_security(object);
        if !matches!(&control.standing, Standing::InPlace(_, note) if note.ends_with("restricted"))
        {
            control.scope = format!("{namespace}, restricted").into();
            if let Standing::InPlace(at, _) = control.standing {
                control.standing = Standing::Absent(Some(at));
            }
        }
        control
    }

    /// The policies that refuse, or may refuse, all of `wanted` in the namespace of `object`; `None` where none is
    /// about it.
    pub fn policies(&self, object: &Object, wanted: &[Refuses]) -> Option<Control> {
        self.policies_in(namespace_of(object), wanted)
    }

    /// The same in `namespace` (`*`: in every one, as the attacker picks the weakest).
    pub fn policies_in(&self, namespace: &str, wanted: &[Refuses]) -> Option<Control> {
        let (kube, facts) = (&self.facts.model.kube, &self.facts.kube);
        let answer = |name: &str| facts.admission_of_all(kube, name, wanted);
        let answer = if namespace == "*" {
            let names = facts.namespaces.iter().map(|n| &*n.name).chain(["kube-system"]);
            names.map(answer).min_by_key(Answer::certainty)?
        } else {
            answer(namespace)
        };
        let standing = match answer {
            Answer::Refused(at, policy) => {
                Standing::InPlace(at, format!("`{policy}` refuses it").into())
            }
            Answer::Perhaps(at, why) => Standing::Unknown(at, why),
            Answer::Reported(..) | Answer::Open => return None,
        };
        let fields: Vec<&str> = wanted.iter().map(|what| what.field()).collect();
        let scope = format!("{namespace}, {}", fields.join(", "));
        Some(Control::everywhere(POLICIES, scope, standing))
    }

    /// The same for pods that the attacker creates in `namespace` (`*`: in whichever refuses least).
    pub fn pod_security_in(&self, namespace: &str) -> Control {
        self.once(CONTROL, namespace, |facts| match namespace {
            "*" => weakest(facts),
            name => standing(facts, name),
        })
    }

    /// On OpenShift pods are admitted under an SCC, by default one that keeps them from the host (`restricted-v2`). Who was
    /// given more without a file saying so is not known. `None` where nothing shows OpenShift.
    pub fn security_contexts(&self) -> Option<Control> {
        let shown = (*self.open_shift.get_or_init(|| open_shift(self.facts)))?;
        let cause =
            "OpenShift admits pods under its SCCs, and not every grant of those is in the files";
        let standing = Standing::Unknown(shown, cause.into());
        Some(Control::everywhere(CONTROL, "SCCs of OpenShift", standing))
    }
}

/// The first object of OpenShift's own kinds.
fn open_shift(facts: &Facts) -> Option<Span> {
    let own = |o: &&Object| o.group().ends_with(".openshift.io");
    facts.model.kube.objects.iter().find(own).map(|o| o.head)
}

fn standing(facts: &Facts, namespace: &str) -> Standing {
    let named = |n: &&ringfort_facts::kube::Namespace| effective_namespace(&n.name) == namespace;
    let Some(found) = facts.kube.namespaces.iter().find(named) else {
        return Standing::Absent(None);
    };
    match enforced(found, facts) {
        Level::Label(level, at) if is_strict(&level) => {
            Standing::InPlace(at, format!("the namespace enforces {level}").into())
        }
        Level::Cluster(level, at) if is_strict(level) => {
            Standing::InPlace(at, format!("the cluster enforces {level}").into())
        }
        Level::Unknown(at, cause) => Standing::Unknown(at, cause.into()),
        Level::Label(_, at) => Standing::Absent(Some(at)),
        Level::Cluster(..) | Level::None => Standing::Absent(Some(found.at)),
    }
}

/// Whoever may create pods everywhere picks the namespace: `kube-system` is exempt as a rule, and enforces nothing
/// unless the cluster's default or its own label says so.
fn weakest(facts: &Facts) -> Standing {
    let system = facts.kube.namespaces.iter().find(|n| &*n.name == "kube-system");
    match system {
        Some(found) => match enforced(found, facts) {
            Level::Label(level, at) if is_strict(&level) => {
                Standing::InPlace(at, "kube-system enforces a level".into())
            }
            _ => Standing::Absent(Some(found.at)),
        },
        None => Standing::Absent(None),
    }
}
