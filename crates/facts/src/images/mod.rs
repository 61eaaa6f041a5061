//! Where images come from: which Dockerfile builds the image of a container, and what CI does with it
//! (builds, scans, signs, attests, pushes).

mod acts;
mod builds;
mod links;
mod names;
mod scan;
#[cfg(test)]
mod tests;

use ringfort_model::Model;
use ringfort_model::kube::{ContainerKind, WorkloadId};
use ringfort_source::{SourceMap, Span};

pub use names::ImageName;

/// What was found about images.
#[derive(Debug, Default)]
pub struct ImageFacts {
    /// What builds images: steps of workflows and services of Compose files.
    pub builds: Vec<Build>,
    /// What else CI does with images.
    pub acts: Vec<Act>,
    /// Which containers run an image that is built here.
    pub links: Vec<Link>,
}

/// A place in a workflow: its index in the model, and that of the job in it.
pub type JobId = (usize, usize);

/// Something that builds an image.
#[derive(Clone, Debug)]
pub struct Build {
    /// Where it is written.
    pub at: Span,
    /// The job, where it is a step of one.
    pub job: Option<JobId>,
    /// The Dockerfile, by its index in the model, if it was read.
    pub dockerfile: Option<usize>,
    /// `--target`, where written.
    pub target: Option<String>,
    /// What the image is called.
    pub names: Vec<ImageName>,
}

/// What CI does with an image.
#[derive(Clone, Debug)]
pub struct Act {
    /// What.
    pub kind: ActKind,
    /// With which tool: "Trivy".
    pub tool: &'static str,
    /// Where it is written.
    pub at: Span,
    /// The job.
    pub job: JobId,
    /// The image, as far as it is known.
    pub name: Option<ImageName>,
}

/// The kinds of [`Act`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// Looks for known vulnerabilities.
    Scan(Gate),
    /// Signs it.
    Sign,
    /// Attests how it was built.
    Attest,
    /// Lists what is in it.
    Sbom,
    /// Pushes it to a registry.
    Push,
}

/// What a scan does with what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// It ends the job on findings of severity high and critical.
    Fails,
    /// It only tells, for this reason.
    Tells(&'static str),
}

/// How a container's image was matched to a Dockerfile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkBasis {
    /// A build names the image.
    Declared,
    /// The names of folders suggest it.
    Assumed,
}

/// A container that runs what a Dockerfile of this estate builds.
#[derive(Clone, Debug)]
pub struct Link {
    /// The workload.
    pub workload: WorkloadId,
    /// The container: what it is for and its index in [`ringfort_model::kube::Workload::containers`].
    pub container: (ContainerKind, usize),
    /// The Dockerfile, by its index in the model.
    pub dockerfile: usize,
    /// How it is known.
    pub basis: LinkBasis,
}

impl ImageFacts {
    /// Derives everything.
    pub fn derive(model: &Model, sources: &SourceMap) -> Self {
        let builds = builds::derive(model);
        let acts = acts::derive(model);
        let links = links::derive(model, sources, &builds);
        Self { builds, acts, links }
    }

    /// The builds of the Dockerfile with this index.
    pub fn builds_of(&self, dockerfile: usize) -> impl Iterator<Item = &Build> {
        self.builds.iter().filter(move |b| b.dockerfile == Some(dockerfile))
    }

    /// The containers that run what the Dockerfile with this index builds.
    pub fn links_of(&self, dockerfile: usize) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |l| l.dockerfile == dockerfile)
    }

    /// What CI does with the image of the Dockerfile with this index. An act whose image is not known
    /// counts for what its own job builds, or for the only Dockerfile there is.
    pub fn acts_on<'a>(&'a self, model: &Model, dockerfile: usize) -> Vec<&'a Act> {
        let own: Vec<&Build> = self.builds_of(dockerfile).collect();
        let by_folder = model.dockerfiles.get(dockerfile).and_then(|d| names::of_path(&d.path));
        let only = model.dockerfiles.len() == 1;
        let concerns = |act: &&Act| match act.name.as_ref().filter(|n| n.is_known()) {
            Some(name) => {
                own.iter().flat_map(|b| &b.names).chain(&by_folder).any(|n| n.matches(name))
                    || own.is_empty() && by_folder.is_none() && only
            }
            None => only || own.iter().any(|b| b.job == Some(act.job)),
        };
        self.acts.iter().filter(concerns).collect()
    }
}
