"""The terminal application: one screen a module, made from views and calling the review."""
