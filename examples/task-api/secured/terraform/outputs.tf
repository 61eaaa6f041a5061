output "cluster_name" {
  description = "Name to pass to aws eks update-kubeconfig."
  value       = aws_eks_cluster.main.name
}

output "registry_url" {
  description = "Repository that the overlays name."
  value       = aws_ecr_repository.task_api.repository_url
}

output "publish_role_arn" {
  description = "Value of the AWS_PUBLISH_ROLE variable in GitHub."
  value       = aws_iam_role.publish.arn
}

output "deploy_role_arn" {
  description = "Value of the AWS_DEPLOY_ROLE variable in GitHub."
  value       = aws_iam_role.deploy.arn
}
