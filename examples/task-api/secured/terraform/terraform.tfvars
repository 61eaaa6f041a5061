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

log_archive = {
  account_id          = "730416258891"
  bucket_arn          = "arn:aws:s3:::acme-log-archive-trails"
  key_arn             = "arn:aws:kms:eu-west-1:730416258891:key/3c1f7a52-8d04-4f6e-9b1a-5e20c7d9f836"
  config_bucket       = "acme-log-archive-config"
  access_log_bucket   = "acme-access-logs-418295710032"
  collector_queue_arn = "arn:aws:sqs:eu-west-1:730416258891:trail-files"
}
