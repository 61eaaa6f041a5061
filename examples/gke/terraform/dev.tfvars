project = "acme-fleet-dev"
private = false
own_key = false
office  = { office = "198.51.100.0/24" }
