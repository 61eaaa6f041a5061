//! What AWS runs with an endpoint of its own on the internet.

use ringfort_model::cloud::Resource;

use super::Aws;
use super::groups::{Fallback, GROUPS};
use super::place::Seat;
use crate::cloud::build::{Builder, Draft, Ranges, switch};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::gate::Gate;
use crate::cloud::link::mark;
use crate::ports::{PortSet, Protocol};

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    for cluster in b.world.all(&["aws_eks_cluster"]) {
        let draft = control_plane(b, aws, cluster);
        b.add(cluster, draft);
    }
    for function in b.world.all(&["aws_lambda_function"]) {
        if !function.at("vpc_config.subnet_ids").is_absent() {
            let draft =
                within(b, aws, function, "vpc_config.subnet_ids", "vpc_config.security_group_ids");
            let none = Gate::is(false, "a function takes no connections", function.header);
            b.add(function, Draft { inner: none, ..draft });
        }
    }
    for endpoint in b.world.all(&["aws_vpc_endpoint"]) {
        if endpoint.at("vpc_endpoint_type").str() == Some("Interface") {
            let draft = within(b, aws, endpoint, "subnet_ids", "security_group_ids");
            let https = Gate::ports(PortSet::one(Protocol::Tcp, 443));
            b.add(endpoint, Draft { inner: Gate::All(vec![draft.inner, https]), ..draft });
        }
    }
    for url in b.world.all(&["aws_lambda_function_url"]) {
        let who = url.text("authorization_type", "");
        let what = match who.known() {
            Some(kind) => format!("a function URL (authorization_type = {kind})"),
            None => "a function URL".to_owned(),
        };
        b.add(url, public(&["function URL"], vec![Gate::is(true, what, who.span())], &[443]));
    }
    for api in b.world.all(&["aws_apigatewayv2_api"]) {
        let gate = Gate::is(true, "the endpoint of an API", api.header);
        b.add(api, public(&["API endpoint"], vec![gate], &[443]));
    }
    for api in b.world.all(&["aws_api_gateway_rest_api"]) {
        let gate = rest(api);
        b.add(api, public(&["API endpoint"], vec![gate], &[443]));
    }
    for app in b.world.all(&["aws_apprunner_service"]) {
        let path = "network_configuration.ingress_configuration.is_publicly_accessible";
        let gate = switch(app, path, true, true, "its endpoint is on the internet");
        b.add(app, public(&["public endpoint"], vec![gate], &[443]));
    }
    for edge in b.world.all(&["aws_cloudfront_distribution"]) {
        let gate = switch(edge, "enabled", true, true, "a distribution");
        let draft = public(&["distribution"], vec![gate], &[80, 443]);
        b.add(edge, Draft { sort: Sort::Balancer, ..draft });
    }
}

/// Something that is in a network and has no public address.
fn within<'a>(
    b: &mut Builder<'a>,
    aws: &mut Aws<'a>,
    of: &'a Resource,
    subnets: &'a str,
    groups: &'a str,
) -> Draft {
    let subnets = Aws::subnets(b, of, subnets);
    let groups = b.world.links(of, groups, GROUPS, &["id"]);
    let seat = Seat { spread: true, ..Seat::new(of, subnets, groups) };
    Draft { ways: vec![], ..aws.draft(b, Sort::Service, seat) }
}

fn public(through: &[&str], mut gates: Vec<Gate>, ports: &[i64]) -> Draft {
    let one = ports.iter().map(|p| PortSet::one(Protocol::Tcp, *p));
    gates.push(Gate::ports(one.fold(PortSet::none(), |a, b| a.or(&b))));
    Draft::new(Provider::Aws, Sort::Service).way(through, gates)
}

/// An API is at the edge or in a region unless it is private.
fn rest(api: &Resource) -> Gate {
    let kinds = api.at("endpoint_configuration.types");
    if let Some(node) = kinds.list().iter().find(|n| n.is_unknown()) {
        return Gate::perhaps("the endpoint of an API", node.span, node.cause());
    }
    let private = kinds.list().iter().any(|n| n.as_str() == Some("PRIVATE"));
    let what = if private { "a private endpoint" } else { "the endpoint of an API" };
    Gate::is(!private, what, kinds.span())
}

/// `endpoint_public_access` is true, `endpoint_private_access` false, and `public_access_cidrs` everyone unless written.
fn control_plane<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, cluster: &'a Resource) -> Draft {
    let subnets = Aws::subnets(b, cluster, "vpc_config.subnet_ids");
    let groups = b.world.links(cluster, "vpc_config.security_group_ids", GROUPS, &["id"]);
    let mut seat = Seat { spread: true, ..Seat::new(cluster, subnets, groups) };
    seat.groups.default = Some((Fallback::OfCluster(mark("sg", cluster), None), cluster.header));
    let mut draft = aws.draft(b, Sort::ControlPlane, seat);
    let https = Gate::ports(PortSet::one(Protocol::Tcp, 443));
    let inside =
        switch(cluster, "vpc_config.endpoint_private_access", false, true, "a private endpoint");
    draft.inner = Gate::All(vec![inside, draft.inner, https.clone()]);
    let public =
        switch(cluster, "vpc_config.endpoint_public_access", true, true, "a public endpoint");
    let list = Ranges {
        at: cluster.at("vpc_config.public_access_cidrs"),
        key: None,
        open: "public_access_cidrs",
        closed: "public_access_cidrs names others only",
    };
    let ranges = b.ranges(&list, true);
    let through = vec!["public endpoint".into()];
    draft.ways = vec![Way { through, gate: Gate::All(vec![public, ranges, https]) }];
    draft
}
