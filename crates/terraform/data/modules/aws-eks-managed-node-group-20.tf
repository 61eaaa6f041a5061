# Before 21 the metadata of a node can be reached from a pod's own network.

variable "metadata_options" { default = { http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 2 } }
