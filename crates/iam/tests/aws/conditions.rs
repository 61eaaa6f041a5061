//! Conditions, operator by operator.

use ringfort_iam::Context;

use crate::common::check_with;
use crate::{APP, LOGS, role};

/// A statement that allows reading under a condition.
fn under(condition: &str) -> String {
    role(&format!(
        r#"{{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Condition = {{ {condition} }} }}"#
    ))
}

#[test]
fn condition_operators() {
    let context = Context::new()
        .with("aws:SourceIp", "10.1.2.3")
        .with("s3:max-keys", "10")
        .with("aws:CurrentTime", "2026-06-01T00:00:00Z")
        .with("aws:RequestedRegion", "eu-west-1")
        .with("aws:TagKeys", "team")
        .without("aws:MultiFactorAuthPresent");
    let table = [
        (r#"StringEquals = { "aws:RequestedRegion" = "eu-west-1" }"#, "allow", "exact match"),
        (
            r#"StringEquals = { "aws:RequestedRegion" = ["us-east-1", "eu-west-1"] }"#,
            "allow",
            "values are alternatives",
        ),
        (
            r#"StringEquals = { "aws:RequestedRegion" = "EU-WEST-1" }"#,
            "deny",
            "StringEquals heeds case",
        ),
        (
            r#"StringEqualsIgnoreCase = { "aws:RequestedRegion" = "EU-WEST-1" }"#,
            "allow",
            "this one does not",
        ),
        (
            r#"StringEquals = { "aws:RequestedRegion" = "eu-*" }"#,
            "deny",
            "StringEquals has no wildcards",
        ),
        (r#"StringLike = { "aws:RequestedRegion" = "eu-*" }"#, "allow", "StringLike has"),
        (
            r#"StringNotEquals = { "aws:RequestedRegion" = ["eu-west-1", "us-east-1"] }"#,
            "deny",
            "none of the values may match",
        ),
        (r#"StringNotLike = { "aws:RequestedRegion" = "us-*" }"#, "allow", "negated matching"),
        (r#"IpAddress = { "aws:SourceIp" = "10.0.0.0/8" }"#, "allow", "inside the range"),
        (
            r#"IpAddress = { "aws:SourceIp" = ["192.168.0.0/16", "10.1.2.0/28"] }"#,
            "allow",
            "inside one of them",
        ),
        (
            r#"NotIpAddress = { "aws:SourceIp" = "10.0.0.0/8" }"#,
            "deny",
            "inside the range that is excluded",
        ),
        (r#"NumericLessThanEquals = { "s3:max-keys" = "10" }"#, "allow", "equal is enough"),
        (r#"NumericLessThan = { "s3:max-keys" = "10" }"#, "deny", "equal is not less"),
        (r#"DateGreaterThan = { "aws:CurrentTime" = "2026-05-31T23:59:59Z" }"#, "allow", "later"),
        (r#"DateLessThan = { "aws:CurrentTime" = "2026-01-01" }"#, "deny", "not earlier"),
        (
            r#"Bool = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "deny",
            "a missing key does not match",
        ),
        (
            r#"BoolIfExists = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "allow",
            "IfExists holds for a missing key",
        ),
        (
            r#"Null = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "allow",
            "Null asks for the absence",
        ),
        (r#"Null = { "aws:SourceIp" = "true" }"#, "deny", "the key is there"),
        (
            r#"StringNotEquals = { "aws:MultiFactorAuthPresent" = "x" }"#,
            "allow",
            "a negated operator holds for a missing key",
        ),
        (
            r#""ForAllValues:StringEquals" = { "aws:TagKeys" = ["team", "cost"] }"#,
            "allow",
            "every value of the request is listed",
        ),
        (
            r#""ForAnyValue:StringEquals" = { "aws:TagKeys" = ["cost"] }"#,
            "deny",
            "no value of the request is listed",
        ),
        (
            r#""ForAllValues:StringEquals" = { "aws:MultiFactorAuthPresent" = ["x"] }"#,
            "allow",
            "ForAllValues holds for a missing key",
        ),
        (
            r#""ForAnyValue:StringEquals" = { "aws:MultiFactorAuthPresent" = ["x"] }"#,
            "deny",
            "ForAnyValue does not",
        ),
        (
            r#"StringEquals = { "aws:SourceVpce" = "vpce-1" }"#,
            "unknown",
            "the endpoint is not known",
        ),
        (
            r#"StringEquals = { "aws:SourceVpce" = "vpce-1", "aws:RequestedRegion" = "us-east-1" }"#,
            "deny",
            "keys must all hold, and one does not",
        ),
        (
            r#"StringSortOf = { "aws:RequestedRegion" = "eu-west-1" }"#,
            "unknown",
            "an operator that does not exist",
        ),
        (r#"StringEquals = { "aws:PrincipalTag/team" = "blue" }"#, "allow", "the role's own tag"),
        (r#"StringEquals = { "aws:ResourceTag/team" = "red" }"#, "deny", "the bucket's own tag"),
        (
            r#"StringEquals = { "aws:ResourceTag/team" = "&{aws:PrincipalTag/team}" }"#,
            "deny",
            "no variable in jsonencode: the text itself",
        ),
        (
            r#"StringEquals = { "aws:ResourceTag/team" = "$${aws:PrincipalTag/team}" }"#,
            "allow",
            "a variable with the role's tag",
        ),
        (
            r#"ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" }"#,
            "allow",
            "the role's own ARN",
        ),
        (
            r#"ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" }"#,
            "deny",
            "the role's own ARN",
        ),
        (r#"Bool = { "aws:SecureTransport" = "false" }"#, "deny", "calls go over TLS"),
    ];
    for (condition, want, why) in table {
        check_with(&under(condition), &context, &[(APP, "s3:GetObject", LOGS, want, why)]);
    }
}
