//! Controls as they stand: in place, absent or not known, each with the place that shows it.

mod api;
pub(crate) mod cloud;
pub(crate) mod endpoint;
mod estate;
mod judged;
mod namespaces;
pub(crate) mod network;
mod platform;
mod pod_security;

use std::sync::{Arc, OnceLock};

use ringfort_facts::Facts;
use ringfort_iam::Iam;
use ringfort_source::Span;
use ringfort_vocab::Declared;

use judged::Judged;

/// How a control stands in one scope.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It is not there; the place is where one would put it, if there is one.
    Absent(Option<Span>),
    /// It is there: where, and what stands there.
    InPlace(Span, Box<str>),
    /// Not known: where, and why.
    Unknown(Span, Box<str>),
}

/// A control that stops a step, as it stands in one scope.
#[derive(Clone, Debug)]
pub struct Control {
    /// The control, by its id in the catalogue.
    pub id: &'static str,
    /// The one thing it is put in place for (a binding, a flaw); empty where one decision (say, default
    /// deny in every namespace) holds everywhere.
    pub target: Arc<str>,
    /// Where: a namespace, an object.
    pub scope: Arc<str>,
    /// How it stands there.
    pub standing: Standing,
}

impl Control {
    /// A control that is one decision for the whole estate, as it stands in `scope`.
    pub fn everywhere(id: &'static str, scope: impl Into<Arc<str>>, standing: Standing) -> Self {
        Self { id, target: "".into(), scope: scope.into(), standing }
    }

    /// A control that has to be put in place for `target` by itself, and is not there.
    pub fn missing_for(id: &'static str, target: impl Into<Arc<str>>, at: Span) -> Self {
        let target = target.into();
        Self { id, scope: target.clone(), target, standing: Standing::Absent(Some(at)) }
    }

    /// A control that is one decision for the whole estate and is absent, without a place to name.
    pub fn missing(id: &'static str) -> Self {
        Self::everywhere(id, "", Standing::Absent(None))
    }
}

/// What techniques ask about controls, each answered once.
pub struct Controls<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// What the user declared: the platform, for one.
    pub declared: &'a Declared,
    networks: OnceLock<network::Networks>,
    sky: OnceLock<estate::Sky>,
    iam: OnceLock<Iam>,
    open_shift: OnceLock<Option<Span>>,
    known: Judged,
}

impl<'a> Controls<'a> {
    /// Nothing asked yet.
    pub fn new(facts: &'a Facts, declared: &'a Declared) -> Self {
        Self {
            facts,
            declared,
            networks: OnceLock::new(),
            sky: OnceLock::new(),
            iam: OnceLock::new(),
            open_shift: OnceLock::new(),
            known: Judged::default(),
        }
    }

    /// Who reaches whom in the clusters that the files describe.
    pub(crate) fn networks(&self) -> &network::Networks {
        self.networks.get_or_init(|| network::Networks::new(self.facts))
    }

    /// What of the cloud's endpoints can be reached.
    pub(crate) fn sky(&self) -> &estate::Sky {
        self.sky.get_or_init(|| estate::Sky::new(self.facts))
    }

    /// Who may do what in the clouds.
    pub(crate) fn iam(&self) -> &Iam {
        self.iam.get_or_init(|| Iam::derive(self.facts))
    }

    /// The control `id` in `scope`, judged by `judge` the first time.
    pub fn once(
        &self,
        id: &'static str,
        scope: &str,
        judge: impl FnOnce(&'a Facts) -> Standing,
    ) -> Control {
        let (scope, standing) = self.known.get(id, scope, || judge(self.facts));
        Control::everywhere(id, scope, standing)
    }
}
