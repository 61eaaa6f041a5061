variable "project" {
  type = string
}

variable "private" {
  description = "No public addresses for nodes and the API server."
  type        = bool
}

variable "own_key" {
  description = "Encrypt Secrets with a key of the team."
  type        = bool
}

variable "office" {
  description = "Networks that may reach the API server."
  type        = map(string)
}
