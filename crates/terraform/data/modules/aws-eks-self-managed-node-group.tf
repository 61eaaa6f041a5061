# terraform-aws-modules/eks/aws//modules/self-managed-node-group, from 21 on. The template is that of managed nodes.

resource "aws_autoscaling_group" "this" {
  count               = var.create ? 1 : 0
  vpc_zone_identifier = var.subnet_ids
  launch_template {
    id = one(aws_launch_template.this[*].id)
  }
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_iam_role ? 1 : 0
  role  = aws_iam_role.this[0].name
}

resource "aws_eks_node_group" "this" {
  count = 0
}
