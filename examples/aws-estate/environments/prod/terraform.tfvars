public_cidrs = []
log_types    = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
backup_days  = 30
