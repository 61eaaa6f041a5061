//! Evaluates `CloudFormation` and SAM templates: from trees to resources whose attributes are known, or not
//! known for a reason. Nothing is guessed.
//!
//! ```text
//! let project = Project::new(files);
//! for root in project.roots() {
//!     let found = project.evaluate(root, &Given { files: &[], is_other: &|_| false, is_own: &|_| false });
//! }
//! ```
//!
//! Resources come out in Terraform's words: type `aws_s3_bucket`, attributes in snake case, nested blocks,
//! parts that Terraform keeps apart as companions with a reference to the whole. So one set of checks judges
//! both. The translation is a table, see [`table`]; defaults of `CloudFormation` that differ from Terraform's are
//! written out by it. Addresses keep the user's words: `AWS::S3::Bucket.Logs`, within a nested stack
//! `Storage/AWS::S3::Bucket.Logs`; companions share the address of their whole.
//!
//! Every node stands where its value is written in the resource (`span`) and remembers where it was decided
//! (`from`): a parameter's default, a line of a parameter file, a mapping.

mod eval;
mod exports;
mod foreach;
mod holes;
mod include;
mod lower;
mod parameters;
mod project;
mod sam;
mod stack;
pub mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod translate;
mod value;
mod values;

pub use include::{Included, include};
pub use project::{Evaluated, File, Notice, Project};
pub use template::{is_parameters, is_template};
pub use values::Given;
