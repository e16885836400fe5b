"""Text from people that tries to be more than text, pushed through everything."""
