"""A case as plain data: its facts, each declared once, and the words they are told in.

Pure: no database, no screen, no clock of its own.
"""
