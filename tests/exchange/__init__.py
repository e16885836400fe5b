"""Files in: each reader, on good files and on bad ones."""
