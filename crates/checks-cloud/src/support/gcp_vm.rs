//! Machines of Compute Engine, and the templates that they are made from.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Span, Value, Verdict};

use super::gcp_iam;

/// Machines and templates of machines.
pub(crate) const TYPES: &[&str] = &[
    "google_compute_instance",
    "google_compute_instance_template",
    "google_compute_region_instance_template",
    "google_compute_instance_from_template",
    "google_compute_instance_from_machine_image",
];

/// Does a machine take what is not written from a template or an image?
pub(crate) fn inherits(on: &Resource) -> bool {
    on.kind.contains("_from_")
}

/// Is it a node that GKE makes and looks after?
pub(crate) fn is_gke_node(on: &Resource) -> bool {
    on.at("name").str().is_some_and(|n| n.starts_with("gke-"))
}

/// A switch among the metadata of `on` (a machine, a template, a project, or an item of a project's metadata that is about
/// this key); `default` where it is not written.
pub(crate) fn metadata(on: &Resource, key: &str, default: bool) -> Value<bool> {
    let item = &*on.kind == "google_compute_project_metadata_item";
    let at = if item { on.at("value") } else { on.attrs.at_keys(&["metadata", key]) };
    let at = match at {
        At::Absent(span) if span == on.attrs.span => At::Absent(on.header),
        at => at,
    };
    Value::read(at, default, |n| {
        let text = n.scalar()?.to_ascii_lowercase();
        match text.as_str() {
            "true" | "1" | "yes" | "y" => Some(true),
            "false" | "0" | "no" | "n" => Some(false),
            _ => None,
        }
    })
}

/// The service account of a machine.
pub(crate) enum Account<'a> {
    /// None: the machine has no identity.
    Absent,
    /// Left to a template or an image.
    Inherited,
    /// The one that every project starts with; where it is chosen.
    Default(Span),
    /// One of its own.
    Own(Span),
    /// Not known, and why.
    Unknown(Span, &'a str),
}

/// The service account of `on`. Without a block a machine gets none; a block without an address means the default one.
pub(crate) fn account(on: &Resource) -> Account<'_> {
    let block = match on.at("service_account") {
        At::Absent(_) if inherits(on) => return Account::Inherited,
        At::Absent(_) => return Account::Absent,
        At::Unknown(node) => return Account::Unknown(node.span, node.cause()),
        At::Set(node) => node,
    };
    let Some(block) = block.one_or_many().first() else { return Account::Absent };
    address(block.at("email"), block.span)
}

/// Whose the address `email` is; `block` is where it would be written.
pub(crate) fn address(email: At<'_>, block: Span) -> Account<'_> {
    match email {
        At::Absent(_) => Account::Default(block),
        At::Set(node) => match node.as_str() {
            Some("" | "default") => Account::Default(node.span),
            Some(text) if gcp_iam::is_default_account(text) => Account::Default(node.span),
            _ => Account::Own(node.span),
        },
        At::Unknown(node) => match node.cause().strip_prefix("known after apply: ") {
            Some(of) if gcp_iam::refers_to_default_account(of) => Account::Default(node.span),
            Some(_) => Account::Own(node.span),
            None => Account::Unknown(node.span, node.cause()),
        },
    }
}

/// Fails for each network interface of `on` that has one of `blocks`.
pub(crate) fn interfaces(
    on: &Resource,
    note: &'static str,
    blocks: &[&str],
    message: impl Fn() -> String,
) -> Verdict {
    let list = match on.at("network_interface") {
        At::Absent(_) if inherits(on) => return Verdict::NotApplicable,
        At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
        at => at.list(),
    };
    let (mut failures, mut open) = (vec![], None);
    for (index, interface) in list.iter().enumerate() {
        if interface.is_unknown() {
            open = Some((interface.span, interface.cause()));
        }
        for name in blocks {
            let found = interface.at(name);
            match found.list().first() {
                Some(block) if !block.is_unknown() => {
                    let key = format!("{name} {}", index + 1);
                    failures.push(Failure::new(block.span, message()).key(key));
                }
                Some(block) => open = Some((block.span, block.cause())),
                None if found.is_unknown() => open = Some((found.span(), "the block is not known")),
                None => {}
            }
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
        _ => Verdict::of(failures, on.header, note),
    }
}
