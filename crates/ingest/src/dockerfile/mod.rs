//! From a Dockerfile's text to its stages.

mod lower;
mod scope;
pub(crate) mod step;
#[cfg(test)]
mod tests;

use ringfort_model::image::Dockerfile;
use ringfort_source::SourceId;
use ringfort_syntax::{Error, dockerfile};

/// Reads a Dockerfile. Lines that cannot be read become errors; the rest stays.
pub fn read(source: SourceId, path: &str, text: &str) -> (Dockerfile, Vec<Error>) {
    let file = dockerfile::parse(source, text);
    let mut errors = file.errors.clone();
    let dockerfile = lower::lower(path, file, &mut errors);
    (dockerfile, errors)
}
