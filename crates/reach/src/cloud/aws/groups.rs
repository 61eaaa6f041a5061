//! Security groups: the union of their rules admits, whatever block those are written in.

use std::collections::HashMap;

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Party, Peer, Rule};
use crate::cloud::gate::{FilterId, Gate};
use crate::cloud::link::{Link, World, is_data, mark, written};
use crate::ports::{PortSet, Protocol};

/// The types that groups are.
pub(crate) const GROUPS: &[&str] = &["aws_security_group", "aws_default_security_group"];
/// What a rule may name as its group: a cluster's own and a network's default are attributes of those.
const OWNERS: &[&str] = &[
    "aws_security_group",
    "aws_default_security_group",
    "aws_eks_cluster",
    "aws_vpc",
    "aws_default_vpc",
];
const LONE: &[&str] = &[
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
];

/// Which way a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// In.
    Ingress,
    /// Out.
    Egress,
}

/// All security groups.
pub(crate) struct Groups<'a> {
    world: World<'a>,
    /// Rules that are resources of their own, by the mark of their group.
    lone: HashMap<Box<str>, Vec<&'a Resource>>,
    /// The filters made so far, by mark and way.
    made: HashMap<(Box<str>, Way), FilterId>,
}

/// The groups that something is in.
#[derive(Default)]
pub(crate) struct Membership<'a> {
    /// As they are named.
    pub(crate) links: Vec<Link<'a>>,
    /// The group that holds where none is named, by its mark, and where one would name one.
    pub(crate) default: Option<(Fallback, Span)>,
}

/// A group that nobody writes.
pub(crate) enum Fallback {
    /// The default group of a network: members only. By the mark of the network.
    OfNetwork(Option<Box<str>>),
    /// The group of an EKS cluster: members only, and SSH for all where a key is set and no groups are.
    OfCluster(Box<str>, Option<Span>),
    /// No group at all: nothing is filtered.
    None,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(world: World<'a>) -> Self {
        let mut lone: HashMap<Box<str>, Vec<&Resource>> = HashMap::new();
        for rule in world.all(LONE) {
            for link in world.links(rule, "security_group_id", OWNERS, &["id"]) {
                if let Link::To(owner) = link {
                    lone.entry(mark("sg", owner)).or_default().push(rule);
                }
            }
        }
        Self { world, lone, made: HashMap::new() }
    }

    /// The marks of a member, for rules that name its groups.
    pub(crate) fn tell(&self, member: &Membership<'a>, party: &mut Party) {
        for link in &member.links {
            match link {
                Link::To(group) => {
                    party.marks.insert(mark("sg", group));
                }
                Link::Text(id, _) => {
                    party.marks.insert(format!("sg:{id}").into());
                }
                Link::Unknown(cause, _) => party.open.push(("sg", (*cause).into())),
            }
        }
        let default = member.default.as_ref().filter(|_| member.links.is_empty());
        match default.map(|(group, _)| group) {
            Some(Fallback::OfNetwork(Some(network))) => {
                party.marks.insert(self.default_of(network).0);
            }
            Some(Fallback::OfNetwork(None)) => {
                party.open.push(("sg", "the default security group is not in the files".into()));
            }
            Some(Fallback::OfCluster(cluster, _)) => {
                party.marks.insert(cluster.clone());
            }
            Some(Fallback::None) | None => {}
        }
    }

    /// What the groups of a member let through.
    pub(crate) fn gate(&mut self, b: &mut Builder<'a>, member: &Membership<'a>, way: Way) -> Gate {
        let mut gates = vec![];
        for link in &member.links {
            gates.push(match *link {
                Link::To(group) if !is_data(group) => Gate::Filter(self.of(b, group, way)),
                Link::To(group) => {
                    Gate::perhaps("a security group", group.header, link.cause("security group"))
                }
                Link::Text(_, at) | Link::Unknown(_, at) => {
                    Gate::perhaps("a security group", at, link.cause("security group"))
                }
            });
        }
        match &member.default {
            Some((default, at)) if member.links.is_empty() => self.default(b, default, *at, way),
            _ => Gate::Any(gates),
        }
    }

    fn default(&mut self, b: &mut Builder<'a>, default: &Fallback, at: Span, way: Way) -> Gate {
        match default {
            Fallback::None => Gate::All(vec![]),
            Fallback::OfNetwork(None) => {
                let what = "the default security group of the network";
                self.members_only(b, "sg:default", what, at, way)
            }
            Fallback::OfNetwork(Some(network)) => {
                let (mark, group) = self.default_of(network);
                match group {
                    Some(group) => Gate::Filter(self.of(b, group, way)),
                    None => {
                        let what = "the default security group of the network";
                        self.members_only(b, &mark, what, at, way)
                    }
                }
            }
            Fallback::OfCluster(cluster, ssh) => {
                let what = "the security group that EKS gives the cluster";
                let own = self.members_only(b, cluster, what, at, way);
                let Some(at) = ssh.filter(|_| way == Way::Ingress) else { return own };
                let ports = PortSet::one(Protocol::Tcp, 22);
                let what = "EKS opens SSH to everyone: remote_access names a key and no groups";
                let rule = Rule::new(Action::Allow, vec![Peer::Everyone], ports, what, at);
                let ssh = b.filter(Filter { rules: vec![rule], last: None });
                Gate::Any(vec![own, Gate::Filter(ssh)])
            }
        }
    }

    /// The default group of a network: its mark, and the resource that takes it over.
    fn default_of(&self, network: &str) -> (Box<str>, Option<&'a Resource>) {
        let all = self.world.all(&["aws_default_security_group"]);
        let of = |r: &&Resource| {
            let link = self.world.link(r, "vpc_id", &["aws_vpc", "aws_default_vpc"]);
            link.and_then(Link::resource).is_some_and(|vpc| *mark("vpc", vpc) == *network)
        };
        let mut all = all;
        match all.find(of) {
            Some(group) => (mark("sg", group), Some(group)),
            None => (network.replacen("vpc:", "sg:", 1).into(), None),
        }
    }

    /// A group that admits its members, with the rules that files add to it.
    fn members_only(
        &mut self,
        b: &mut Builder<'a>,
        mark: &str,
        what: &str,
        at: Span,
        way: Way,
    ) -> Gate {
        let key = (Box::from(mark), way);
        if let Some(id) = self.made.get(&key) {
            return Gate::Filter(*id);
        }
        let peer = match way {
            Way::Ingress => Peer::Mark(mark.into()),
            Way::Egress => Peer::Everyone,
        };
        let mut rules = vec![Rule::new(Action::Allow, vec![peer], PortSet::all(), what, at)];
        let lone = self.lone.get(mark).cloned().unwrap_or_default();
        rules.extend(lone.into_iter().filter_map(|r| self.lone_rule(r, mark, way)));
        let id = b.filter(Filter { rules, last: Some((Action::Deny, what.into(), at)) });
        self.made.insert(key, id);
        Gate::Filter(id)
    }

    /// The filter of `group`.
    fn of(&mut self, b: &mut Builder<'a>, group: &'a Resource, way: Way) -> FilterId {
        let own = mark("sg", group);
        if let Some(id) = self.made.get(&(own.clone(), way)) {
            return *id;
        }
        let name = if way == Way::Ingress { "ingress" } else { "egress" };
        let mut rules: Vec<Rule> = match written(group, name) {
            At::Unknown(node) => vec![unknown_rules(node, &group.address)],
            at => {
                let blocks = at.list().iter();
                blocks.filter_map(|n| self.inline(group, n, &own)).collect()
            }
        };
        let lone = self.lone.get(&own).cloned().unwrap_or_default();
        rules.extend(lone.into_iter().filter_map(|r| self.lone_rule(r, &own, way)));
        let last = format!("no rule of {} admits it", group.address);
        let last = Some((Action::Deny, last.into(), group.header));
        let id = b.filter(Filter { rules, last });
        self.made.insert((own, way), id);
        id
    }

    fn inline(&self, group: &'a Resource, node: &'a Node, own: &str) -> Option<Rule> {
        if node.is_unknown() {
            return Some(unknown_rules(node, &group.address));
        }
        let read = Written { owner: group, protocol: "protocol", span: node.span };
        self.rule(&read, own, &group.address, |name| node.at(name))
    }

    fn lone_rule(&self, rule: &'a Resource, own: &str, way: Way) -> Option<Rule> {
        let (is_out, protocol) = match &*rule.kind {
            "aws_security_group_rule" => (rule.at("type").str() == Some("egress"), "protocol"),
            kind => (kind.contains("egress"), "ip_protocol"),
        };
        if is_out != (way == Way::Egress) {
            return None;
        }
        let read = Written { owner: rule, protocol, span: rule.header };
        self.rule(&read, own, &rule.address, |name| written(rule, name))
    }

    fn rule(
        &self,
        read: &Written<'a>,
        own: &str,
        name: &str,
        at: impl Fn(&'static str) -> At<'a>,
    ) -> Option<Rule> {
        let mut peers = vec![];
        for name in ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"] {
            peers.extend(ranges(at(name)));
        }
        for name in ["security_groups", "source_security_group_id", "referenced_security_group_id"]
        {
            let links = self.world.links_in(read.owner, at(name), OWNERS, &["id", "name"]);
            peers.extend(links.into_iter().map(group_peer));
        }
        for name in ["prefix_list_ids", "prefix_list_id"] {
            let kinds = &["aws_ec2_managed_prefix_list"];
            let links = self.world.links_in(read.owner, at(name), kinds, &["id", "name"]);
            peers.extend(links.into_iter().flat_map(|l| self.prefixes(l)));
        }
        if at("self").bool() == Some(true) {
            peers.push(Peer::Mark(own.into()));
        }
        if peers.is_empty() {
            return None;
        }
        let (ports, perhaps, cause) = ports(at(read.protocol), at("from_port"), at("to_port"));
        let what = format!("rule of {name}");
        let mut rule = Rule::new(Action::Allow, peers, ports, &what, read.span);
        (rule.perhaps, rule.cause) = (perhaps, cause);
        Some(rule)
    }

    /// The ranges of a prefix list.
    fn prefixes(&self, link: Link<'a>) -> Vec<Peer> {
        let Link::To(list) = link else {
            return vec![Peer::Unknown(link.cause("prefix list"))];
        };
        if is_data(list) {
            let Some(name) = of_amazon(list) else {
                return vec![Peer::Unknown(link.cause("prefix list"))];
            };
            let known = Peer::Mark(format!("prefixes:{name}").into());
            // The addresses of VPC Lattice are link-local: nobody on the internet has one.
            let inside = name.ends_with(".vpc-lattice");
            return if inside { vec![known] } else { vec![Peer::Named(name.into()), known] };
        }
        let mut peers: Vec<Peer> =
            list.blocks("entry").iter().flat_map(|e| ranges(e.at("cidr"))).collect();
        let lone = &["aws_ec2_managed_prefix_list_entry"];
        let entries = self.world.pointing(lone, "prefix_list_id", list);
        peers.extend(entries.flat_map(|e| ranges(e.at("cidr"))));
        if let At::Unknown(node) = written(list, "entry") {
            peers.push(Peer::Unknown(node.cause().into()));
        }
        peers
    }
}

/// The name of a prefix list that Amazon keeps, which holds public addresses of one of its services.
fn of_amazon(list: &Resource) -> Option<&str> {
    let filters = list.blocks("filter").iter().flat_map(|f| f.at("values").list());
    let mut names = list.at("name").str().into_iter().chain(filters.filter_map(Node::as_str));
    names.find(|name| name.starts_with("com.amazonaws."))
}

/// Where a rule is written.
struct Written<'a> {
    owner: &'a Resource,
    protocol: &'static str,
    span: Span,
}

fn unknown_rules(node: &Node, name: &str) -> Rule {
    let peers = vec![Peer::Unknown(node.cause().into())];
    let what = format!("rules of {name}");
    Rule::new(Action::Allow, peers, PortSet::all(), &what, node.span)
}

fn ranges(at: At<'_>) -> Vec<Peer> {
    let peer = |node: &Node| match node.as_str() {
        Some(text) => range_peer(text),
        None => unknown_range(node),
    };
    match at {
        At::Unknown(node) => vec![unknown_range(node)],
        at => at.list().iter().map(peer).collect(),
    }
}

/// The range of another resource of the estate is inside of it, whatever it is; any other may be anything.
fn unknown_range(node: &Node) -> Peer {
    if node.cause().starts_with("known after apply") {
        Peer::UnknownInside(node.cause().into())
    } else {
        Peer::Unknown(node.cause().into())
    }
}

fn group_peer(link: Link<'_>) -> Peer {
    match link {
        Link::To(group) => Peer::Mark(mark("sg", group)),
        Link::Text(id, _) => Peer::Mark(format!("sg:{id}").into()),
        Link::Unknown(cause, _) => Peer::UnknownInside(cause.into()),
    }
}

/// The ports of a rule: for certain, perhaps, and why the latter.
pub(crate) fn ports(
    protocol: At<'_>,
    from: At<'_>,
    to: At<'_>,
) -> (PortSet, PortSet, Option<Box<str>>) {
    let protocol = Value::text(protocol, "-1");
    let unknown = |set: PortSet, cause: &str| (PortSet::none(), set, Some(Box::from(cause)));
    let Some(name) = protocol.known() else {
        return unknown(PortSet::all(), "the protocol of a rule is not known");
    };
    let protocol = match name.to_ascii_lowercase().as_str() {
        "-1" | "all" => return (PortSet::all(), PortSet::none(), None),
        "tcp" | "6" => Protocol::Tcp,
        "udp" | "17" => Protocol::Udp,
        "sctp" | "132" => Protocol::Sctp,
        _ => return (PortSet::none(), PortSet::none(), None),
    };
    let (from, to) = (Value::int(from, -1), Value::int(to, -1));
    match (from.known(), to.known()) {
        (Some(-1), _) => (PortSet::every(protocol), PortSet::none(), None),
        (Some(from), Some(to)) => (PortSet::range(protocol, *from, *to), PortSet::none(), None),
        _ => unknown(PortSet::every(protocol), "the ports of a rule are not known"),
    }
}
