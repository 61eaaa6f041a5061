availability_zones = ["eu-west-1a", "eu-west-1b"]
kubernetes_version = "1.29"
ssh_key            = "ops-laptop"
