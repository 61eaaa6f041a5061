region             = "eu-west-1"
account_id         = "418295710032"
vpc_cidr           = "10.20.0.0/16"
availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
kubernetes_version = "1.35"

platform_role_name    = "AWSReservedSSO_platform_5f0d2c9b17e64a38"
github_repository     = "acme-tasks/task-api"
hosted_zone_id        = "Z0731948QX2LWNB5TDRE"
rotation_function_arn = "arn:aws:lambda:eu-west-1:418295710032:function:rotate-application-secret"

security_contact = {
  name  = "Security on call"
  title = "Security engineer"
  email = "security@example.com"
  phone = "+353 1 555 0100"
}
