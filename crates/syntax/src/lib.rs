//! Text to trees that keep spans and comments: YAML, JSON, HCL, Dockerfile, Python, lock files.
