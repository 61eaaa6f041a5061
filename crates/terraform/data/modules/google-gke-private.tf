# terraform-google-modules/kubernetes-engine/google//modules/private-cluster and its like.

locals {
  private = true
}
