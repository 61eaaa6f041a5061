//! Trust in tokens of other issuers.

use ringfort_iam::{Token, Tri, Trusted};

use crate::common::{derive, find};

#[test]
fn trust_in_tokens() {
    let hcl = r#"
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:acme/*:ref:refs/heads/main" }
    }
  }] })
}
"#;
    let iam = derive(hcl);
    let deploy = find(&iam, "aws_iam_role.deploy");
    let github = "token.actions.githubusercontent.com";
    let table = [
        (github, "repo:acme/shop:ref:refs/heads/main", Tri::Yes),
        (github, "repo:acme/shop:ref:refs/heads/dev", Tri::No),
        (github, "repo:evil/shop:ref:refs/heads/main", Tri::No),
        ("gitlab.com", "repo:acme/shop:ref:refs/heads/main", Tri::No),
    ];
    for (issuer, subject, want) in table {
        let token = Token {
            issuer: Some(issuer),
            subject: Some(subject),
            audience: Some("sts.amazonaws.com"),
        };
        assert_eq!(iam.admits(deploy, &token), want, "{issuer} {subject}");
    }
    let trusts = iam.trusts(deploy);
    let Trusted::Web(web) = &trusts[0].who else { panic!("{trusts:?}") };
    assert_eq!(web.provider.to_string(), github);
    assert_eq!(web.subjects[0].to_string(), "repo:acme/*:ref:refs/heads/main");
    assert_eq!(web.audiences[0].to_string(), "sts.amazonaws.com");
    assert_eq!(web.resource.as_deref(), Some("aws_iam_openid_connect_provider.github"));
}
