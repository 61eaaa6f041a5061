project = "acme-fleet-prod"
private = true
own_key = true
office  = { operations = "10.60.16.0/24" }
