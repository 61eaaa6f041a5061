variable "public_cidrs" {
  type = list(string)
}

variable "log_types" {
  type = list(string)
}

variable "backup_days" {
  type = number
}

provider "aws" {
  region = "eu-west-1"
}

module "network" {
  source = "../../modules/network"
  name   = "orders-prod"
  cidr   = "10.41.0.0/16"
  zones  = ["eu-west-1a", "eu-west-1b"]
}

module "cluster" {
  source       = "../../modules/cluster"
  name         = "orders-prod"
  subnet_ids   = module.network.private_subnet_ids
  public_cidrs = var.public_cidrs
  log_types    = var.log_types
}

module "data" {
  source            = "../../modules/data"
  name              = "orders-prod"
  vpc_id            = module.network.vpc_id
  subnet_ids        = module.network.private_subnet_ids
  oidc_provider_arn = module.cluster.oidc_provider_arn
  oidc_issuer       = module.cluster.oidc_issuer
  backup_days       = var.backup_days
  production        = true
}
