import os

DATABASE_URL = os.getenv("DATABASE_URL", "sqlite:///tasks.db")
JWT_SECRET = os.getenv("JWT_SECRET", "tk-9fV2mQx7LrB4wZ81nHs6")
STATE_STORE = os.getenv("STATE_STORE", "task-state")
DAPR_URL = os.getenv("DAPR_URL", "http://localhost:3500")
