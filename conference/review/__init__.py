"""What people do, one module a stage, in the order of the procedure.

Every function takes a desk (who acts, the store, the clock), checks `law/access.py`, is one
transaction, and writes its history.
"""
