variable "environment" {
  type = string
}

variable "private" {
  description = "Keep the API server off the Internet."
  type        = bool
}

variable "api_server_ranges" {
  description = "Who may reach a public API server."
  type        = list(string)
  default     = []
}

variable "audit" {
  description = "Send the audit log of the API server to the workspace."
  type        = bool
}

variable "admin_group" {
  description = "Entra group of the cluster's administrators."
  type        = string
}
