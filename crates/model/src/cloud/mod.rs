//! Cloud resources as infrastructure code declares them, in Terraform's words: plans and CloudFormation lower to
//! the same type.

use ringfort_source::{At, Node, Span};

use crate::Value;

/// What a block of infrastructure code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Something that is created. Its [`Resource::kind`] is the type: `aws_s3_bucket`.
    Managed,
    /// Something that is looked up, for good (`data.aws_iam_policy_document`) or for one run only
    /// (`ephemeral.aws_secretsmanager_secret_version`).
    Data,
    /// A provider's settings. Kind `provider.aws`.
    Provider,
    /// Where state is kept. Kind `backend.s3`.
    Backend,
    /// An input variable. Kind `variable`.
    Variable,
    /// An output. Kind `output`.
    Output,
    /// A call of a module whose inside was not read. Kind `module`.
    Module,
}

/// A reference from an attribute to another resource: how companions are joined although the
/// values are known only after apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The attribute that refers, by its path: `bucket`, `vpc_config.subnet_ids`.
    pub path: String,
    /// The address that is referred to, without an attribute: `aws_s3_bucket.logs`.
    pub target: String,
    /// The attribute of the target: `id`, `arn`; empty for the resource as a whole.
    pub attribute: String,
    /// Where the reference stands.
    pub span: Span,
}

/// One resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its address: `module.net.aws_subnet.private[0]`, unique within its root module; `Net/AWS::EC2::Subnet.Private`,
    /// which all parts share that one resource of a template is made of.
    pub address: String,
    /// The folder of the root module, or the root template, it belongs to, as a path relative to the scanned root;
    /// resources of one root see each other, those of different roots do not.
    pub root: Box<str>,
    /// What kind of block it is.
    pub mode: Mode,
    /// Its type, see [`Mode`].
    pub kind: Box<str>,
    /// Its name in the code.
    pub name: Box<str>,
    /// All attributes, evaluated; a nested block is a list of maps under its type.
    pub attrs: Node,
    /// References out of its attributes, in source order.
    pub refs: Vec<Reference>,
    /// The whole block.
    pub span: Span,
    /// The block's header, `resource "aws_s3_bucket" "logs"`.
    pub header: Span,
}

impl Resource {
    /// The attribute at `path`; see [`Node::at`]. Where it is absent the span is the block's header.
    pub fn at(&self, path: &str) -> At<'_> {
        match self.attrs.at(path) {
            At::Absent(span) if span == self.attrs.span => At::Absent(self.header),
            other => other,
        }
    }

    /// A boolean attribute with the provider's default.
    pub fn bool(&self, path: &str, default: bool) -> Value<bool> {
        self.decided(Value::bool(self.at(path), default))
    }

    /// A text attribute with the provider's default.
    pub fn text(&self, path: &str, default: &str) -> Value<String> {
        self.decided(Value::text(self.at(path), default))
    }

    /// A number attribute with the provider's default.
    pub fn int(&self, path: &str, default: i64) -> Value<i64> {
        self.decided(Value::int(self.at(path), default))
    }

    /// A value that stands at the header is written nowhere: the default of the module that makes the
    /// resource holds.
    fn decided<T>(&self, value: Value<T>) -> Value<T> {
        match value {
            Value::Set(v, span) if span == self.header => Value::Default(v, span),
            value => value,
        }
    }

    /// The nested blocks (or list elements) of `name`; empty if there are none or they are not known.
    pub fn blocks(&self, name: &str) -> &[Node] {
        self.at(name).list()
    }

    /// References whose path is `path` or lies under it.
    pub fn refs_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Reference> {
        self.refs.iter().filter(move |r| {
            r.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}
