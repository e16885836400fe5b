"""What is kept, and how: tables, store, history and migrations."""
