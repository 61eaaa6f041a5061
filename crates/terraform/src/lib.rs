//! Evaluates Terraform: from HCL bodies to resources with known and unknown values.
