environment = "prod"
private     = true
audit       = true
admin_group = "8a7e2b14-93c5-4f6d-b1a8-0c5e9d2f7a36"
