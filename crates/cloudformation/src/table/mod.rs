//! The translation of types and properties, as data.
//!
//! The files under `data/` hold a block for each type:
//!
//! ```text
//! AWS::S3::Bucket aws_s3_bucket
//!   ? Cluster aws_other                              if `Cluster` is there, the type is this one
//!   BucketName > bucket                              an attribute of another name or place (`a.b` nests)
//!   AccessControl > acl kebab                        with conversions, in their order
//!   Settings > .                                     its fields become fields of what is around it
//!     Inner > other                                  rules for what is inside, also of each list element
//!   Secret > -                                       left out
//!   BucketEncryption >> aws_s3_bucket_x bucket       a resource of its own, `bucket` refers to this one
//!   Users >> aws_iam_x policy_arn user               one for each element, which is its `user`
//!   Policy >> aws_x_policy x policy policy           the value, converted, is its `policy`
//!   + backup_retention_period 1                      CloudFormation's default, where nothing is written
//!   + publicly_accessible ?the subnets decide        a default that is not known, with the cause
//!   @name                                            the rules of the group `@name`
//! ```
//!
//! A property without a rule keeps its name in snake case, and so does all within it; `Tags` become a map. What
//! stands behind `+` is JSON or a bare text. Conversions are in `crate::translate`'s own list.

mod names;
mod parse;

pub(crate) use names::{camel, kebab, snake};
pub use parse::problems;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use ringfort_source::Node;

/// Where a property goes.
#[derive(Debug)]
pub(crate) enum To {
    /// To an attribute, by its path; an empty one means what is around it.
    Attr(Vec<Box<str>>),
    /// Nowhere.
    Nowhere,
    /// To a resource of its own.
    Companion {
        /// Its type.
        kind: Box<str>,
        /// The attribute that refers to the whole; empty for none.
        own: Box<str>,
        /// The attribute that an element becomes which is no map.
        element: Option<Box<str>>,
    },
}

/// What to do with one property.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) property: Box<str>,
    /// `None`: its name in snake case.
    pub(crate) to: Option<To>,
    pub(crate) convert: Vec<Box<str>>,
    pub(crate) inner: Arc<Level>,
}

/// A default: the path, and the value or the cause why it is not known.
#[derive(Debug)]
pub(crate) struct Default {
    pub(crate) path: Vec<Box<str>>,
    pub(crate) value: Result<Node, Box<str>>,
}

/// The rules of one map.
#[derive(Debug, Default)]
pub(crate) struct Level {
    pub(crate) rules: Vec<Arc<Rule>>,
    pub(crate) defaults: Vec<Arc<self::Default>>,
    /// Types that hold instead where a property is there.
    pub(crate) variants: Vec<(Box<str>, Box<str>)>,
}

/// A type.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Box<str>,
    pub(crate) level: Arc<Level>,
}

/// The whole table, by `CloudFormation` type.
#[derive(Debug, Default)]
pub(crate) struct Table {
    types: HashMap<Box<str>, Entry>,
}

impl Table {
    pub(crate) fn get(&self, kind: &str) -> Option<&Entry> {
        self.types.get(kind)
    }
}

/// The table, read once.
pub(crate) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(parse::table)
}

/// The name that a type without an entry is kept under: no check knows it.
pub(crate) fn generic(kind: &str) -> String {
    let parts: Vec<String> = kind.split("::").map(snake).collect();
    format!("cloudformation_{}", parts.join("_"))
}

/// The Terraform types that templates can lead to, with their `CloudFormation` type.
pub fn types() -> Vec<(String, String)> {
    let table = table();
    let mut all: Vec<_> =
        table.types.iter().map(|(k, e)| (k.to_string(), e.kind.to_string())).collect();
    all.sort();
    all
}
