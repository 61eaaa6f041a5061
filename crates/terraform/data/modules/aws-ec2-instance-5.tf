# terraform-aws-modules/ec2-instance/aws, 3 to 5: session tokens are not required unless it is asked for.

variable "metadata_options" { default = {} }
