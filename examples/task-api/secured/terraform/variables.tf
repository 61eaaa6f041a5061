variable "region" {
  description = "Region of the production cluster."
  type        = string
}

variable "account_id" {
  description = "The production account; development has an account of its own."
  type        = string
}

variable "environment" {
  description = "Name of the environment, used in names and tags."
  type        = string
  default     = "prod"
}

variable "vpc_cidr" {
  description = "Address range of the VPC."
  type        = string
}

variable "availability_zones" {
  description = "Three zones for subnets and nodes."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) == 3
    error_message = "Name exactly three availability zones."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes release of the control plane."
  type        = string
}

variable "node_instance_types" {
  description = "Instance types of the worker nodes."
  type        = list(string)
  default     = ["m7i.large"]
}

variable "platform_role_name" {
  description = "Identity Center role of the platform team."
  type        = string
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy."
  type        = string
}

variable "hosted_zone_id" {
  description = "Public zone in which cert-manager answers DNS challenges."
  type        = string
}

variable "rotation_function_arn" {
  description = "Lambda function of the platform that rotates application secrets."
  type        = string
}

variable "security_contact" {
  description = "Who is told about security events."
  type = object({
    name  = string
    title = string
    email = string
    phone = string
  })
}

variable "log_archive" {
  description = "Where the landing zone keeps logs: its archive account, and the bucket for access logs here."
  type = object({
    account_id          = string
    bucket_arn          = string
    key_arn             = string
    config_bucket       = string
    access_log_bucket   = string
    collector_queue_arn = string
  })
}

variable "log_retention_days" {
  description = "How long audit and flow logs are kept."
  type        = number
  default     = 400
}
