//! Resolves Kustomize overlays into the objects they produce.
