//! Machines: instances, groups of them, the nodes of clusters, and containers with an address of their own.

use std::collections::HashMap;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::Aws;
use super::groups::{Fallback, GROUPS};
use super::place::{Public, Seat};
use crate::cloud::build::Builder;
use crate::cloud::endpoint::Sort;
use crate::cloud::link::{Link, mark, written};

const TEMPLATES: &[&str] = &["aws_launch_template"];
const INTERFACES: &[&str] = &["aws_network_interface"];

/// Where elastic addresses are, by the mark of the instance or interface.
type Elastic = HashMap<Box<str>, (String, Span)>;

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    let elastic = elastic(b);
    for instance in b.world.all(&["aws_instance", "aws_spot_instance_request"]) {
        let seat = instance_seat(b, instance, &elastic);
        let draft = aws.draft(b, Sort::Machine, seat);
        b.add(instance, draft);
    }
    for group in b.world.all(&["aws_autoscaling_group"]) {
        let seat = scaling_seat(b, group);
        let draft = aws.draft(b, Sort::Machine, seat);
        b.add(group, draft);
    }
    for group in b.world.all(&["aws_eks_node_group"]) {
        let seat = node_seat(b, group);
        let draft = aws.draft(b, Sort::Nodes, seat);
        b.add(group, draft);
    }
    for service in b.world.all(&["aws_ecs_service"]) {
        if !written(service, "network_configuration").is_absent() {
            let seat = task_seat(b, service);
            let draft = aws.draft(b, Sort::Service, seat);
            b.add(service, draft);
        }
    }
}

fn elastic(b: &Builder<'_>) -> Elastic {
    let mut found = Elastic::new();
    let kinds = &["aws_instance", "aws_spot_instance_request", "aws_network_interface"];
    for tie in b.world.all(&["aws_eip", "aws_eip_association"]) {
        for path in ["instance", "instance_id", "network_interface", "network_interface_id"] {
            for target in
                b.world.links(tie, path, kinds, &["id"]).into_iter().filter_map(Link::resource)
            {
                found.insert(mark("place", target), (tie.address.clone(), tie.header));
            }
        }
    }
    found
}

fn of_elastic(elastic: &Elastic, resource: &Resource) -> Option<Public> {
    let (address, at) = elastic.get(&mark("place", resource))?;
    Some(Public::Is(true, format!("elastic address {address}").into(), *at))
}

fn instance_seat<'a>(b: &Builder<'a>, instance: &'a Resource, elastic: &Elastic) -> Seat<'a> {
    let mut subnets = Aws::subnets(b, instance, "subnet_id");
    let mut groups = b.world.links(instance, "vpc_security_group_ids", GROUPS, &["id", "name"]);
    if groups.is_empty() {
        groups = b.world.links(instance, "security_groups", GROUPS, &["id", "name"]);
    }
    let own = instance.bool("associate_public_ip_address", false);
    let own = match written(instance, "associate_public_ip_address") {
        At::Absent(_) => Public::Subnet,
        _ => Public::of(&own, "associate_public_ip_address", Public::Subnet),
    };
    let mut public = of_elastic(elastic, instance).unwrap_or(own);
    if let Some(template) = template_of(b, instance, "launch_template") {
        let (more, theirs, address) = of_template(b, template);
        if subnets.is_empty() {
            subnets = more;
        }
        if groups.is_empty() {
            groups = theirs;
        }
        if matches!(public, Public::Subnet) {
            public = address;
        }
    }
    for path in ["network_interface", "primary_network_interface"] {
        let links = b.world.links(instance, path, INTERFACES, &["id"]);
        for interface in links.into_iter().filter_map(Link::resource) {
            subnets.extend(Aws::subnets(b, interface, "subnet_id"));
            groups.extend(b.world.links(interface, "security_groups", GROUPS, &["id"]));
            public = of_elastic(elastic, interface).unwrap_or(public);
        }
    }
    for tie in
        b.world.pointing(&["aws_network_interface_sg_attachment"], "network_interface_id", instance)
    {
        groups.extend(b.world.links(tie, "security_group_id", GROUPS, &["id"]));
    }
    Seat { public, ..Seat::new(instance, subnets, groups) }
}

fn template_of<'a>(b: &Builder<'a>, from: &'a Resource, path: &'a str) -> Option<&'a Resource> {
    let blocks = from.at(path).list().first()?;
    ["id", "name", "launch_template_id", "launch_template_name"].into_iter().find_map(|key| {
        let links = b.world.links_in(from, blocks.at(key), TEMPLATES, &["id", "name"]);
        links.into_iter().find_map(Link::resource)
    })
}

/// What a launch template says of subnets, groups and public addresses.
fn of_template<'a>(
    b: &Builder<'a>,
    template: &'a Resource,
) -> (Vec<Link<'a>>, Vec<Link<'a>>, Public) {
    let mut groups = b.world.links(template, "vpc_security_group_ids", GROUPS, &["id", "name"]);
    let card = template.at("network_interfaces");
    groups.extend(b.world.links_in(template, card.key("security_groups"), GROUPS, &["id"]));
    let subnets =
        b.world.links_in(template, card.key("subnet_id"), super::routes::SUBNETS, &["id"]);
    let path = "network_interfaces.associate_public_ip_address";
    let public = template.bool(path, false);
    (subnets, groups, Public::of(&public, "associate_public_ip_address", Public::Subnet))
}

fn scaling_seat<'a>(b: &Builder<'a>, group: &'a Resource) -> Seat<'a> {
    let subnets = Aws::subnets(b, group, "vpc_zone_identifier");
    let mixed = "mixed_instances_policy.launch_template.launch_template_specification";
    let template =
        template_of(b, group, "launch_template").or_else(|| template_of(b, group, mixed));
    let (more, groups, public) = match template {
        Some(template) => of_template(b, template),
        None => of_configuration(b, group),
    };
    let subnets = if subnets.is_empty() { more } else { subnets };
    Seat { public, spread: true, ..Seat::new(group, subnets, groups) }
}

/// What an older launch configuration says.
fn of_configuration<'a>(
    b: &Builder<'a>,
    group: &'a Resource,
) -> (Vec<Link<'a>>, Vec<Link<'a>>, Public) {
    let link = b.world.link(group, "launch_configuration", &["aws_launch_configuration"]);
    let Some(Link::To(configuration)) = link else {
        let named = !written(group, "launch_template").is_absent()
            || !written(group, "mixed_instances_policy").is_absent()
            || link.is_some();
        let cause = "the launch template is not in the files";
        let unknown = Link::Unknown(cause, group.header);
        let groups = if named { vec![unknown] } else { vec![] };
        return (vec![], groups, Public::Unknown(cause.into(), group.header));
    };
    let groups = b.world.links(configuration, "security_groups", GROUPS, &["id", "name"]);
    let public = configuration.bool("associate_public_ip_address", false);
    let public = match written(configuration, "associate_public_ip_address") {
        At::Absent(_) => Public::Subnet,
        _ => Public::of(&public, "associate_public_ip_address", Public::Subnet),
    };
    (vec![], groups, public)
}

/// Without groups of their own nodes are in the group that EKS makes for the cluster; a key without source groups makes
/// it open SSH (EKS API, `RemoteAccessConfig`).
fn node_seat<'a>(b: &Builder<'a>, group: &'a Resource) -> Seat<'a> {
    let subnets = Aws::subnets(b, group, "subnet_ids");
    let template = template_of(b, group, "launch_template");
    let named = !written(group, "launch_template").is_absent();
    let (_, mut groups, mut public) = match template {
        Some(template) => of_template(b, template),
        None => (vec![], vec![], Public::Subnet),
    };
    if named && template.is_none() {
        let cause = "the launch template is not in the files";
        groups.push(Link::Unknown(cause, group.header));
        public = Public::Unknown(cause.into(), group.header);
    }
    let mut seat = Seat { public, spread: true, ..Seat::new(group, subnets, groups) };
    seat.groups.default = Some((of_cluster(b, group), group.header));
    seat
}

fn of_cluster<'a>(b: &Builder<'a>, group: &'a Resource) -> Fallback {
    let cluster = b.world.link(group, "cluster_name", &["aws_eks_cluster"]);
    let own = match cluster {
        Some(Link::To(cluster)) => mark("sg", cluster),
        _ => format!("sg:cluster of {}", group.address).into(),
    };
    let key = group.at("remote_access.ec2_ssh_key");
    let sources = group.at("remote_access.source_security_group_ids");
    let open = !key.is_absent() && sources.list().is_empty() && !sources.is_unknown();
    Fallback::OfCluster(own, open.then(|| key.span()))
}

fn task_seat<'a>(b: &Builder<'a>, service: &'a Resource) -> Seat<'a> {
    let subnets = Aws::subnets(b, service, "network_configuration.subnets");
    let groups = b.world.links(service, "network_configuration.security_groups", GROUPS, &["id"]);
    let value = service.bool("network_configuration.assign_public_ip", false);
    let none = "assign_public_ip is false unless it is set";
    let none = Public::Is(false, none.into(), service.header);
    let public = Public::of(&value, "assign_public_ip", none);
    Seat { public, spread: true, ..Seat::new(service, subnets, groups) }
}
