public_cidrs = ["198.51.100.0/24"]
log_types    = ["api"]
backup_days  = 0
