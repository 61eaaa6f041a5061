# From 36 on the default is not described: it is known where the caller says it.

variable "enable_private_nodes" { default = undescribed.default }
