//! What an audit policy writes about a request: the first rule that matches decides
//! (kubernetes.io/docs/reference/config-api/apiserver-audit.v1).

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Failure, Node, Span, Verdict};

/// A kind of request: verb, API group and resource (`pods/exec`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    /// `create`, `get`, ...
    pub(crate) verb: &'static str,
    /// Empty for the core group.
    pub(crate) group: &'static str,
    /// With its subresource.
    pub(crate) resource: &'static str,
}

/// How much is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing.
    None,
    /// Who, what and when.
    Metadata,
    /// The body of the request too.
    Request,
    /// The body of the response too.
    RequestResponse,
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule<'a> {
    node: &'a Node,
}

/// Is `object` an audit policy and not a policy of another project?
pub(crate) fn is_policy(object: &Object) -> bool {
    object.group() == "audit.k8s.io"
}

/// The rules of a policy; `None` where part of them is not known.
pub(crate) fn rules(policy: &Object) -> Option<Vec<Rule<'_>>> {
    let rules = policy.at("rules");
    if rules.is_unknown() || rules.node().is_some_and(Node::has_unknown) {
        return None;
    }
    Some(rules.list().iter().map(|node| Rule { node }).collect())
}

/// The policy `on` writes something about each request of `wanted`; other objects are not judged.
pub(crate) fn records(on: &Object, wanted: &[Request], note: &'static str) -> Verdict {
    if !is_policy(on) {
        return Verdict::NotApplicable;
    }
    let Some(rules) = rules(on) else {
        return Verdict::unknown(on.head, "part of the rules is not known");
    };
    let missed = wanted.iter().find_map(|request| {
        let (level, at) = level_of(&rules, *request);
        (level == Level::None).then_some((request, at))
    });
    match missed {
        None => Verdict::pass(on.head, note),
        Some((request, at)) => {
            let (verb, resource) = (request.verb, request.resource);
            let message = format!("the audit policy does not record `{verb}` of `{resource}`");
            Verdict::fail(Failure::new(at.unwrap_or(on.head), message))
        }
    }
}

/// The level at which `request` of somebody not named in the policy is written, with its place.
pub(crate) fn level_of(rules: &[Rule<'_>], request: Request) -> (Level, Option<Span>) {
    let first = rules.iter().find(|r| r.is_for_all() && r.matches(request));
    first.map_or((Level::None, None), |r| (r.level(), Some(r.at())))
}

/// The first rule that writes bodies of `request`, whoever sends it.
pub(crate) fn body_writer<'a, 'b>(rules: &'b [Rule<'a>], request: Request) -> Option<&'b Rule<'a>> {
    for rule in rules.iter().filter(|r| r.matches(request)) {
        if rule.level() >= Level::Request {
            return Some(rule);
        }
        if rule.is_for_all() {
            return None;
        }
    }
    None
}

impl<'a> Rule<'a> {
    /// Its level.
    pub(crate) fn level(self) -> Level {
        match self.node.at("level").str() {
            Some("Metadata") => Level::Metadata,
            Some("Request") => Level::Request,
            Some("RequestResponse") => Level::RequestResponse,
            _ => Level::None,
        }
    }

    /// The place of its level.
    pub(crate) fn at(self) -> Span {
        self.node.at("level").span()
    }

    /// Is it about everybody, everywhere?
    pub(crate) fn is_for_all(self) -> bool {
        ["users", "userGroups", "namespaces"].iter().all(|f| self.list(f).is_empty())
    }

    /// The users and groups it is about.
    pub(crate) fn callers(self) -> impl Iterator<Item = &'a str> {
        let named = self.list("users").iter().chain(self.list("userGroups"));
        named.filter_map(Node::as_str)
    }

    /// Is it about every path and resource?
    pub(crate) fn is_for_everything(self) -> bool {
        self.list("resources").is_empty() && self.list("nonResourceURLs").is_empty()
    }

    fn matches(self, request: Request) -> bool {
        let verbs = self.list("verbs");
        let verb = verbs.is_empty() || verbs.iter().any(|v| v.as_str() == Some(request.verb));
        let resources = self.list("resources");
        let about = if resources.is_empty() {
            self.list("nonResourceURLs").is_empty()
        } else {
            resources.iter().any(|r| covers(r, request))
        };
        verb && about
    }

    fn list(self, field: &str) -> &'a [Node] {
        self.node.at(field).list()
    }
}

/// Does an entry of `resources` cover the request? One that names objects covers some of them only.
fn covers(entry: &Node, request: Request) -> bool {
    let group = entry.at("group");
    let same_group = match group {
        At::Absent(_) => request.group.is_empty(),
        _ => group.str() == Some(request.group),
    };
    let names = entry.at("resources").list();
    let named =
        names.is_empty() || names.iter().filter_map(Node::as_str).any(|n| is(n, request.resource));
    same_group && named && entry.at("resourceNames").list().is_empty()
}

fn is(pattern: &str, resource: &str) -> bool {
    if pattern == "*" || pattern == resource {
        return true;
    }
    let (Some((kind, sub)), Some((own, own_sub))) =
        (pattern.split_once('/'), resource.split_once('/'))
    else {
        return false;
    };
    (kind == "*" || kind == own) && (sub == "*" || sub == own_sub)
}
