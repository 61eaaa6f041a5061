//! Node groups, their launch templates, and which subnets the Internet can reach directly.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use crate::Facts;

/// Whether a subnet is public.
#[derive(Clone, Debug)]
pub enum Reach {
    /// It has a route to an Internet gateway, or gives out public addresses: where that is written.
    Public(Span, &'static str),
    /// Its route table has none.
    Private(Span),
    /// Not known, and why.
    Unknown(Span, String),
}

impl Facts {
    /// Is `subnet` public?
    pub fn reach_of(&self, subnet: &Resource) -> Reach {
        let maps = subnet.bool("map_public_ip_on_launch", false);
        if maps.is(&true) {
            return Reach::Public(maps.span(), "gives every instance a public address");
        }
        let mut tables = self
            .attached(subnet, "aws_route_table_association", "subnet_id", &[])
            .flat_map(|a| self.targets(a, "route_table_id"))
            .filter(|t| {
                t.kind.ends_with("aws_route_table") || &*t.kind == "aws_default_route_table"
            })
            .peekable();
        if tables.peek().is_none() {
            return match self.open_association(subnet) {
                Some(unknown) => unknown,
                None => self.reach_of_main(subnet),
            };
        }
        let mut last = Reach::Private(subnet.header);
        for table in tables {
            match self.routes_out(table) {
                public @ Reach::Public(..) => return public,
                unknown @ Reach::Unknown(..) => last = unknown,
                Reach::Private(span) if matches!(last, Reach::Private(_)) => {
                    last = Reach::Private(span);
                }
                Reach::Private(_) => {}
            }
        }
        match maps {
            Value::Unknown(span, cause) => Reach::Unknown(span, cause.into()),
            _ => last,
        }
    }

    /// An association of which it is not known whether it is about `subnet`.
    fn open_association(&self, subnet: &Resource) -> Option<Reach> {
        let mut all =
            self.resources("aws_route_table_association").filter(|a| a.root == subnet.root);
        all.find_map(|a| {
            let open =
                a.at("subnet_id").is_unknown() && self.targets(a, "subnet_id").next().is_none();
            let own =
                self.attached(subnet, &a.kind, "subnet_id", &[]).any(|o| o.address == a.address);
            let cause = "whether a route table association is about the subnet is not known";
            (open || own).then(|| Reach::Unknown(a.header, cause.to_owned()))
        })
    }

    /// Is a subnet public that uses the main route table of its network? Amazon VPC, "subnet route tables": a subnet that
    /// is associated with no table uses the main one, which has the local route alone until somebody adds to it.
    fn reach_of_main(&self, subnet: &Resource) -> Reach {
        let unknown = |cause: &str| {
            Reach::Unknown(
                subnet.header,
                format!("no route table association of the subnet was found, and {cause}"),
            )
        };
        let mut networks = self.targets(subnet, "vpc_id").filter(|n| &*n.kind == "aws_vpc");
        let Some(network) = networks.next() else {
            return unknown("its network is not in the files");
        };
        let chosen = self
            .attached(network, "aws_main_route_table_association", "vpc_id", &["id"])
            .flat_map(|a| self.targets(a, "route_table_id"))
            .find(|t| t.kind.ends_with("aws_route_table"));
        let adopted = || {
            self.attached(network, "aws_default_route_table", "default_route_table_id", &[]).next()
        };
        let mut ties =
            self.attached(network, "aws_main_route_table_association", "vpc_id", &["id"]);
        match chosen.or_else(adopted) {
            Some(table) => self.routes_out(table),
            None if ties.next().is_some() => unknown("its main route table is not in the files"),
            None => self.routes_out(network),
        }
    }

    /// Does `table` lead to an Internet gateway? A network stands for its main table.
    fn routes_out(&self, table: &Resource) -> Reach {
        let gateway = |r: &Resource, path: &str| {
            let is_gateway = |target: &str| {
                let kind = ["aws_internet_gateway.", "AWS::EC2::InternetGateway."];
                kind.iter().any(|k| target.contains(k))
            };
            let direct = r.refs_of(path).find(|x| is_gateway(&x.target));
            direct.map(|x| x.span).or_else(|| literal_gateway(r, path))
        };
        let note = "leads to an Internet gateway";
        if let Some(span) = gateway(table, "route.gateway_id").or_else(|| gateway(table, "route")) {
            return Reach::Public(span, note);
        }
        for route in self.attached(table, "aws_route", "route_table_id", &[]) {
            if let Some(span) = gateway(route, "gateway_id") {
                return Reach::Public(span, note);
            }
        }
        if let At::Unknown(node) = table.at("route") {
            return Reach::Unknown(node.span, node.cause().to_owned());
        }
        if table.kind.starts_with("data.") {
            return Reach::Unknown(
                table.header,
                "the routes of the table are not in the files".to_owned(),
            );
        }
        Reach::Private(table.header)
    }

    /// The launch templates of `group` (an `aws_eks_node_group`).
    pub fn templates_of<'a>(&'a self, group: &'a Resource) -> impl Iterator<Item = &'a Resource> {
        let mut seen: Vec<&str> = vec![];
        let all =
            self.targets(group, "launch_template").filter(|r| &*r.kind == "aws_launch_template");
        all.filter(move |r| {
            let new = !seen.contains(&r.address.as_str());
            seen.push(&r.address);
            new
        })
    }

    /// Does a node group use `template`?
    pub fn is_node_template(&self, template: &Resource) -> bool {
        self.companions(template, "aws_eks_node_group").next().is_some()
    }

    /// The subnets that `resource` names in the attribute at `path`, each once.
    pub fn subnets_of<'a>(&'a self, resource: &'a Resource, path: &'a str) -> Vec<&'a Resource> {
        let mut out: Vec<&Resource> = vec![];
        for subnet in self.targets(resource, path).filter(|r| &*r.kind == "aws_subnet") {
            if !out.iter().any(|s| s.address == subnet.address) {
                out.push(subnet);
            }
        }
        out
    }
}

fn literal_gateway(resource: &Resource, path: &str) -> Option<Span> {
    let (list, name) = path.split_once('.').unwrap_or(("", path));
    let nodes =
        if list.is_empty() { std::slice::from_ref(&resource.attrs) } else { resource.blocks(list) };
    let ids = nodes.iter().filter_map(|n| n.get(name));
    ids.filter(|n| n.as_str().is_some_and(|s| s.starts_with("igw-"))).map(|n| n.span).next()
}
