"""The case conference: law, record, review, documents and exchange. Knows no screen."""

__version__ = "0.1.0"
