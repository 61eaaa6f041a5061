//! Administration interfaces that ask nobody for a login, by image and settings. The interfaces are data.

use std::sync::LazyLock;

use ringfort_model::kube::{Container, EnvSource, EnvVar, Object, VolumeKind, Workload};
use ringfort_source::{At, Node, Span};

use super::{command_words, effective_namespace, namespace_of};
use crate::Facts;

/// What whoever opens the interface gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// Code in its container.
    Code,
    /// What its ServiceAccount may do.
    Identity,
    /// The data that it shows.
    Data,
    /// Pods in its namespace.
    Pods,
    /// A shell in every container.
    Exec,
    /// Whatever it deploys: everything.
    Everything,
}

/// An interface that lets everybody in.
#[derive(Clone, Debug)]
pub struct Console {
    /// Its name: `Jupyter`.
    pub name: &'static str,
    /// What it gives.
    pub gives: Gives,
    /// What it does for a visitor: `runs what is typed`.
    pub does: &'static str,
    /// Where that is written.
    pub at: Span,
    /// What is not known and decides, `whether ...`.
    pub doubt: Option<String>,
}

/// A row of the table.
struct Known {
    name: &'static str,
    images: Vec<&'static str>,
    process: &'static str,
    login: &'static str,
    opens: &'static str,
    closes: &'static str,
    gives: Gives,
    does: &'static str,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    include_str!("../../data/consoles.tsv").lines().skip(1).filter_map(known).collect()
});

fn known(row: &'static str) -> Option<Known> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [name, images, process, login, opens, closes, gives, does, _] = *cells.as_slice() else {
        return None;
    };
    let gives = match gives {
        "code" => Gives::Code,
        "identity" => Gives::Identity,
        "pods" => Gives::Pods,
        "exec" => Gives::Exec,
        "everything" => Gives::Everything,
        _ => Gives::Data,
    };
    let images = images.split(',').collect();
    Some(Known { name, images, process, login, opens, closes, gives, does })
}

/// The interface that `container` of `workload` runs, if it asks nobody for a login.
pub fn console(facts: &Facts, workload: &Workload, container: &Container) -> Option<Console> {
    let object = facts.object(workload)?;
    let image = container.image.known()?;
    let site = Site { facts, workload, object, container };
    let named = |k: &&Known| k.images.iter().any(|i| is_image(image, i)) && site.runs(k.process);
    let known = KNOWN.iter().find(named)?;
    let (at, doubt) = site.lets_in(known)?;
    Some(Console { name: known.name, gives: known.gives, does: known.does, at, doubt })
}

/// Is the repository of `image`, without registry and tag, `name` or one that ends in it?
fn is_image(image: &str, name: &str) -> bool {
    let image = image.split('@').next().unwrap_or(image);
    let start = image.rfind('/').map_or(0, |i| i + 1);
    let end = image.get(start..).and_then(|last| last.find(':')).map_or(image.len(), |i| start + i);
    let repository = image.get(..end).unwrap_or(image);
    repository.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// An answer with its place.
enum Tri {
    Yes(Span),
    No,
    Unknown(Span),
}

struct Site<'a> {
    facts: &'a Facts,
    workload: &'a Workload,
    object: &'a Object,
    container: &'a Container,
}

/// A value that comes from a Secret is nobody's default; one from elsewhere is not known.
fn looked_up(variable: &EnvVar) -> Tri {
    match variable.source {
        EnvSource::Secret(..) => Tri::No,
        _ => Tri::Unknown(variable.span),
    }
}

impl Site<'_> {
    /// Where it is written that everybody is let in, and what is not known about it.
    fn lets_in(&self, known: &Known) -> Option<(Span, Option<String>)> {
        let elsewhere = |what: &str| Some(format!("whether {} {what}", known.name));
        match (self.any(known.opens), self.any(known.closes), known.login) {
            (_, Tri::Yes(_), _) if known.opens.is_empty() => None,
            (Tri::Yes(at), _, _) => Some((at, None)),
            (_, Tri::Yes(_), _) => None,
            (Tri::Unknown(at), _, "asks") | (_, Tri::Unknown(at), "open") => {
                Some((at, elsewhere("asks for a login: what decides was not read")))
            }
            (_, _, "open") => Some((self.container.head, None)),
            (_, _, "password") => Some((
                self.container.head,
                elsewhere("still takes the password that it comes with"),
            )),
            _ => None,
        }
    }

    /// Does one of the alternatives hold?
    fn any(&self, alternatives: &str) -> Tri {
        let mut open = Tri::No;
        for alternative in alternatives.split(" | ").filter(|a| !a.is_empty()) {
            match self.all(alternative) {
                Tri::Yes(at) => return Tri::Yes(at),
                Tri::Unknown(at) => open = Tri::Unknown(at),
                Tri::No => {}
            }
        }
        open
    }

    /// Do all of its parts hold?
    fn all(&self, alternative: &str) -> Tri {
        let mut answer = Tri::No;
        for part in alternative.split(" & ") {
            let (is_negated, part) =
                part.strip_prefix('!').map_or((false, part), |rest| (true, rest));
            match (self.one(part), is_negated) {
                (Tri::No, false) | (Tri::Yes(_), true) => return Tri::No,
                (Tri::Unknown(at), _) => answer = Tri::Unknown(at),
                (Tri::Yes(at), false) if !matches!(answer, Tri::Unknown(_)) => {
                    answer = Tri::Yes(at);
                }
                _ => {}
            }
        }
        answer
    }

    fn one(&self, part: &str) -> Tri {
        let Some((kind, rest)) = part.split_once(':') else { return Tri::No };
        match kind {
            "env" => self.variable(rest),
            "arg" => self.argument(rest),
            "text" => self.text(rest),
            "map" => self.entry(rest),
            _ => Tri::No,
        }
    }

    /// `NAME`: it is set; `NAME=VALUE`: to that; `NAME~TEXT`: to something with that in it.
    fn variable(&self, wanted: &str) -> Tri {
        let split = wanted.find(['=', '~']).unwrap_or(wanted.len());
        let (name, test) = wanted.split_at(split);
        let Some(variable) = self.container.env.iter().find(|v| &*v.name == name) else {
            return Tri::No;
        };
        let EnvSource::Literal(value) = &variable.source else {
            return if test.is_empty() { Tri::Yes(variable.span) } else { looked_up(variable) };
        };
        let Some(text) = value.known() else { return Tri::Unknown(variable.span) };
        let holds = match test.chars().next() {
            Some('=') => text.eq_ignore_ascii_case(test.get(1..).unwrap_or("")),
            Some(_) => text.contains(test.get(1..).unwrap_or("")),
            None => !text.is_empty(),
        };
        if holds { Tri::Yes(variable.span) } else { Tri::No }
    }

    /// A word of the command line, alone or with a value; one that ends in `=` has to be empty.
    fn argument(&self, wanted: &str) -> Tri {
        let (words, hidden) = self.words();
        let is_meant = |text: &str| {
            let text = text.replace(['\'', '"'], "");
            text == wanted
                || !wanted.ends_with('=')
                    && text.strip_prefix(wanted).is_some_and(|r| r.starts_with('='))
        };
        let found = words.iter().enumerate().find_map(|(i, (text, at))| {
            let next = words.get(i + 1).map_or("", |(t, _)| t.as_str());
            (is_meant(text) || is_meant(&format!("{text}={next}"))).then_some(*at)
        });
        match (found, hidden) {
            (Some(at), _) => Tri::Yes(at),
            (None, Some(at)) => Tri::Unknown(at),
            (None, None) => Tri::No,
        }
    }

    fn words(&self) -> (Vec<(String, Span)>, Option<Span>) {
        command_words(self.container, self.workload, self.object)
    }

    /// Does it run the process whose name this is, by its command line or by its own name? The empty name is any.
    fn runs(&self, process: &str) -> bool {
        let named = [&*self.container.name, &*self.object.name];
        process.is_empty()
            || named.iter().any(|n| n.contains(process))
            || self.words().0.iter().any(|(w, _)| w.rsplit('/').next() == Some(process))
    }

    /// A text in a ConfigMap that the container mounts or takes its environment from; spaces and quotes do not count.
    fn text(&self, wanted: &str) -> Tri {
        let mounted = self.container.mounts.iter().filter_map(|m| {
            match &self.workload.volume(&m.volume)?.kind {
                VolumeKind::ConfigMap(name) => Some(&**name),
                _ => None,
            }
        });
        let injected = self.container.env_from.iter().filter_map(|v| match &v.source {
            EnvSource::ConfigMap(name, _) => Some(&**name),
            _ => None,
        });
        let maps = mounted.chain(injected).filter_map(|name| self.config_map(name));
        let found =
            maps.flat_map(|m| m.at("data").node().map_or(&[][..], Node::entries)).find(|e| {
                let text = format!("{}={}", e.key, e.value.scalar().unwrap_or_default());
                text.replace([' ', '\'', '"'], "").contains(wanted)
            });
        found.map_or(Tri::No, |entry| Tri::Yes(entry.value.span))
    }

    /// `NAME/KEY=VALUE`: a ConfigMap of the namespace, which the program reads by name.
    fn entry(&self, wanted: &str) -> Tri {
        let parts = wanted.split_once('/').and_then(|(n, rest)| Some((n, rest.split_once('=')?)));
        let Some((name, (key, value))) = parts else { return Tri::No };
        let map = self.config_map(name).map(|m| m.at("data").key(key));
        match map {
            Some(At::Set(node)) if node.scalar().is_some_and(|t| t == value) => Tri::Yes(node.span),
            Some(At::Unknown(node)) => Tri::Unknown(node.span),
            _ => Tri::No,
        }
    }

    fn config_map(&self, name: &str) -> Option<&Object> {
        let namespace = effective_namespace(namespace_of(self.object));
        let kube = &self.facts.model.kube;
        self.facts.kube.find(kube, self.object.scope, "ConfigMap", namespace, name)
    }
}
