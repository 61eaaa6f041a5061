environment = "dev"
private     = false
audit       = false
admin_group = "5d0c1f52-6b0e-4a1e-8f0e-4a4c7d0b9e21"
