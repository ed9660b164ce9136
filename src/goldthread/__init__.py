"""Goldthread: the working system of a local safeguarding children partnership."""

__version__ = "0.1.0"
