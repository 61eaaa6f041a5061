output "cluster_endpoint" {
  value = aws_eks_cluster.main.endpoint
}

output "deployer_key_id" {
  value = aws_iam_access_key.deployer.id
}

output "deployer_secret" {
  value     = aws_iam_access_key.deployer.secret
  sensitive = true
}
