"""The measures, one a module: each says what is measured, and against which peer."""
