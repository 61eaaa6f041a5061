# The events of the CIS AWS Foundations Benchmark, section "Monitoring". A pattern of CloudWatch
# has at most 1,024 characters, so that each list of calls is a filter of its own.
locals {
  watched_calls = {
    bucket-policy-change = {
      source = "s3.amazonaws.com"
      calls = [
        "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketPolicy", "DeleteBucketReplication",
        "PutBucketAcl", "PutBucketCors", "PutBucketLifecycle", "PutBucketPolicy",
        "PutBucketReplication",
      ]
    }
    config-change = {
      source = "config.amazonaws.com"
      calls = [
        "DeleteDeliveryChannel", "PutConfigurationRecorder", "PutDeliveryChannel",
        "StopConfigurationRecorder",
      ]
    }
    gateway-change = {
      source = "ec2.amazonaws.com"
      calls = [
        "AttachInternetGateway", "CreateCustomerGateway", "CreateInternetGateway",
        "DeleteCustomerGateway", "DeleteInternetGateway", "DetachInternetGateway",
      ]
    }
    iam-policy-change = {
      source = "iam.amazonaws.com"
      calls = [
        "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "CreatePolicy",
        "CreatePolicyVersion", "DeleteGroupPolicy", "DeletePolicy", "DeletePolicyVersion",
        "DeleteRolePolicy", "DeleteUserPolicy", "DetachGroupPolicy", "DetachRolePolicy",
        "DetachUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy",
      ]
    }
    key-disable-or-deletion = {
      source = "kms.amazonaws.com"
      calls = [
        "DisableKey", "ScheduleKeyDeletion",
      ]
    }
    network-acl-change = {
      source = "ec2.amazonaws.com"
      calls = [
        "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry",
        "ReplaceNetworkAclAssociation", "ReplaceNetworkAclEntry",
      ]
    }
    network-change = {
      source = "ec2.amazonaws.com"
      calls = [
        "AcceptVpcPeeringConnection", "AttachClassicLinkVpc", "CreateVpc",
        "CreateVpcPeeringConnection", "DeleteVpc", "DeleteVpcPeeringConnection",
        "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink", "ModifyVpcAttribute",
        "RejectVpcPeeringConnection",
      ]
    }
    organization-change = {
      source = "organizations.amazonaws.com"
      calls = [
        "AcceptHandshake", "AttachPolicy", "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy",
        "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy",
        "DetachPolicy", "DisablePolicyType", "EnablePolicyType", "InviteAccountToOrganization",
        "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization",
        "UpdateOrganizationalUnit", "UpdatePolicy",
      ]
    }
    route-change = {
      source = "ec2.amazonaws.com"
      calls = [
        "CreateRoute", "CreateRouteTable", "DeleteRoute", "DeleteRouteTable", "DisassociateRouteTable",
        "ReplaceRoute", "ReplaceRouteTableAssociation",
      ]
    }
    security-group-change = {
      source = "ec2.amazonaws.com"
      calls = [
        "AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup",
        "DeleteSecurityGroup", "ModifySecurityGroupRules", "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
      ]
    }
    trail-change = {
      source = "cloudtrail.amazonaws.com"
      calls = [
        "CreateTrail", "DeleteTrail", "StartLogging", "StopLogging", "UpdateTrail",
      ]
    }
  }

  watched_events = merge(
    {
      call-refused        = "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }"
      console-failure     = "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }"
      console-without-mfa = "{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != \"Yes\") && ($.userIdentity.type = \"IAMUser\") }"
      root-use            = "{ ($.userIdentity.type = \"Root\") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != \"AwsServiceEvent\") }"
    },
    {
      for name, watched in local.watched_calls : name =>
      "{ ($.eventSource = ${watched.source}) && (${join(" || ", [for call in watched.calls : "($.eventName = ${call})"])}) }"
    },
  )
}

resource "aws_cloudwatch_log_metric_filter" "watched" {
  for_each = local.watched_events

  name           = "${local.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = each.value

  metric_transformation {
    name      = each.key
    namespace = "Security/${local.name}"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "watched" {
  for_each = local.watched_events

  alarm_name          = "${local.name}-${each.key}"
  alarm_description   = "See the runbook of the same name"
  namespace           = "Security/${local.name}"
  metric_name         = each.key
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.security.arn]
}

resource "aws_sns_topic" "security" {
  name              = "${local.name}-security"
  kms_master_key_id = aws_kms_key.logs.id
}

resource "aws_sns_topic_subscription" "security" {
  topic_arn = aws_sns_topic.security.arn
  protocol  = "email"
  endpoint  = var.security_contact.email
}

resource "aws_sns_topic_policy" "security" {
  arn = aws_sns_topic.security.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AlarmsAndFindings"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.security.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}
