//! From pods, pull requests and the Internet to cloud roles and their data: the expected hops, and nothing where a
//! control is in place.

mod support;

use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

/// A bucket, and a role that may read it. `TRUST`, `MORE` and `RIGHTS` are filled in.
const ROLE: &str = r#"
resource "aws_s3_bucket" "orders" {
  bucket = "orders"
}

resource "aws_iam_role" "web" {
  name = "web"
  MORE
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [TRUST]
  })
}

resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.orders.arn}/*" }RIGHTS]
  })
}
"#;

/// Nodes whose launch template sets the hop limit; their role may do nothing.
const NODES: &str = r#"
resource "aws_iam_role" "nodes" {
  name               = "nodes"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_launch_template" "nodes" {
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = LIMIT
  }
}

resource "aws_eks_node_group" "main" {
  cluster_name  = "main"
  node_role_arn = aws_iam_role.NODE.arn
  subnet_ids    = ["subnet-1"]
  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }
}
"#;

const EC2: &str = r#"{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }"#;

const POD: &str = "apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  serviceAccountName: web
  containers: [{name: main, image: registry.example/web:1, securityContext: {runAsUser: 1000}}]
";

const EGRESS: &str = "---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress]}
---
apiVersion: operator.tigera.io/v1
kind: Installation
metadata: {name: default}
spec: {cni: {type: Calico}}
";

fn role(trust: &str, more: &str, rights: &str) -> String {
    ROLE.replace("TRUST", trust).replace("MORE", more).replace("RIGHTS", rights)
}

fn nodes(limit: &str, role: &str) -> String {
    NODES.replace("LIMIT", limit).replace("NODE", role)
}

/// The hops of the easiest way from `entry` to a cloud role with data, and how open it is.
fn data(terraform: &str, more: &[(&str, &str)], entry: &str) -> (Vec<String>, Exposure) {
    let mut files = vec![("main.tf", terraform)];
    files.extend(more);
    let found = Estate::new(&files).from(entry);
    (hops(&found, "G4").into_iter().map(str::to_owned).collect(), state(&found, "G4"))
}

#[test]
fn the_metadata_service_answers_pods_at_a_hop_limit_of_two() {
    let own = role(EC2, "", "");
    let closed: &[&str] = &[];
    let deny = POD.to_owned() + EGRESS;
    let table = [
        ("a limit of 2", "2", POD, &["A7", "X01", "P06"][..]),
        ("a limit of 1", "1", POD, closed),
        ("a policy keeps pods from it", "2", deny.as_str(), closed),
    ];
    for (what, limit, pods, expected) in table {
        let (found, _) = data(&(own.clone() + &nodes(limit, "web")), &[("k8s.yaml", pods)], "A7");
        assert_eq!(found, expected, "{what}");
    }
}

/// The trust of a role for ServiceAccounts, by subject and what else it asks for.
fn irsa(subject: &str, more: &str) -> String {
    format!(
        r#"{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1" }}
      Condition = {{ StringLike = {{ "oidc.eks.eu-west-1.amazonaws.com/id/A1:sub" = "{subject}"{more} }} }}
    }}"#
    )
}

#[test]
fn a_wildcard_in_the_trust_of_a_role_admits_every_pod() {
    let audience = r#", "oidc.eks.eu-west-1.amazonaws.com/id/A1:aud" = "sts.amazonaws.com""#;
    let any = "system:serviceaccount:*:*";
    let closed: &[&str] = &[];
    let table = [
        ("any token of any account", any, "", "A7", &["A7", "I01", "X05", "P06"][..]),
        ("any account, a token of its own", any, audience, "A8", &["A8", "X05", "P06"][..]),
        ("a token that no pod is given", any, audience, "A7", closed),
        ("another account", "system:serviceaccount:shop:orders", "", "A7", closed),
    ];
    for (what, subject, more, entry, expected) in table {
        let terraform = role(&irsa(subject, more), "", "") + &nodes("1", "nodes");
        let (found, _) = data(&terraform, &[("k8s.yaml", POD)], entry);
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn boundaries_and_denials_hold() {
    let boundary = r"permissions_boundary = aws_iam_policy.boundary.arn";
    let policy = r#"
resource "aws_iam_policy" "boundary" {
  name   = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }]
  })
}
"#;
    let denial = r#", { Effect = "Deny", Action = "s3:*", Resource = "*" }"#;
    let on_bucket = r#"
resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["${aws_s3_bucket.orders.arn}", "${aws_s3_bucket.orders.arn}/*"] }]
  })
}
"#;
    let table = [
        ("a boundary without it", role(EC2, boundary, "") + policy),
        ("a denial of the role", role(EC2, "", denial)),
        ("a denial of the bucket", role(EC2, "", "") + on_bucket),
    ];
    for (what, own) in table {
        let terraform = own + &nodes("2", "web");
        let (found, state) = data(&terraform, &[("k8s.yaml", POD)], "A7");
        assert_eq!((found.as_slice(), state), (&[][..], Exposure::Closed), "{what}");
    }
}

#[test]
fn a_role_that_admits_pull_requests_is_theirs() {
    let workflow = "on: pull_request_target
permissions:
  id-token: write
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: {ref: \"${{ github.event.pull_request.head.sha }}\"}
      - uses: aws-actions/configure-aws-credentials@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: {role-to-assume: \"arn:aws:iam::123456789012:role/web\", aws-region: eu-west-1}
      - run: make test
";
    let trust = |subject: &str| {
        format!(
            r#"{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }}
      Condition = {{ StringLike = {{
        "token.actions.githubusercontent.com:sub" = "{subject}",
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
      }} }}
    }}"#
        )
    };
    let safe = workflow.replace("pull_request_target", "push");
    let closed: &[&str] = &[];
    let table = [
        ("any run", "repo:shop/api:*", workflow, &["S01", "S03", "P06"][..]),
        // They run for the branch that pull requests are for; whether their tokens name it is not known.
        ("runs of main", "repo:shop/api:ref:refs/heads/main", workflow, &["S01", "S03", "P06"][..]),
        ("runs of an environment", "repo:shop/api:environment:prod", workflow, closed),
        ("no run of outsiders", "repo:shop/api:*", safe.as_str(), closed),
    ];
    for (what, subject, workflow, expected) in table {
        let files = [(".github/workflows/test.yml", workflow)];
        let (found, _) = data(&role(&trust(subject), "", ""), &files, "A9");
        assert_eq!(found, expected, "{what}");
    }
}

/// Into a pod whose token reads the Secret that unlocks a cloud role.
#[test]
fn rights_lead_over_a_pod_and_a_secret_to_the_cloud() {
    let workloads = "apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: jobs, namespace: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  serviceAccountName: web
  containers: [{name: web, image: ghcr.io/shop/web:1.0, securityContext: {runAsUser: 1000}}]
---
apiVersion: v1
kind: Pod
metadata: {name: jobs, namespace: shop, labels: {app: jobs}}
spec:
  serviceAccountName: jobs
  containers: [{name: main, image: registry.example/jobs:1, securityContext: {runAsUser: 1000}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: jobs, namespace: shop}
spec: {podSelector: {matchLabels: {app: jobs}}, policyTypes: [Ingress]}
---
apiVersion: operator.tigera.io/v1
kind: Installation
metadata: {name: default}
spec: {cni: {type: Calico}}
---
apiVersion: v1
kind: Secret
metadata: {name: backup, namespace: vault}
stringData: {AWS_SECRET_ACCESS_KEY: \"${KEY}\"}
---
apiVersion: v1
kind: Namespace
metadata: {name: vault}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: secrets, namespace: vault}
rules: [{apiGroups: [\"\"], resources: [secrets], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: secrets, namespace: vault}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: secrets}
subjects: [{kind: ServiceAccount, name: jobs, namespace: shop}]
";
    let exec = "---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: exec, namespace: shop}
rules: [{apiGroups: [\"\"], resources: [pods/exec], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: exec, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: exec}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
";
    let closed: &[&str] = &[];
    let way = &["E01", "C01", "I01", "R04", "R04", "I01", "R07", "X11"][..];
    let table = [
        ("rights to run commands", workloads.to_owned() + exec, way),
        ("no rights", workloads.to_owned(), closed),
        (
            "no token in the pod that is entered",
            (workloads.to_owned() + exec).replace(
                "labels: {app: jobs}}\nspec:\n",
                "labels: {app: jobs}}\nspec:\n  automountServiceAccountToken: false\n",
            ),
            closed,
        ),
    ];
    let nodes = nodes("1", "nodes");
    for (what, manifests, expected) in table {
        let mut files = vec![("k8s.yaml", manifests.as_str())];
        files.extend(support::FLAW);
        let (found, _) = data(&nodes, &files, "A0");
        assert_eq!(found, expected, "{what}");
    }
}
