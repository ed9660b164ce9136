"""Figures by key: loaded in a few queries, then worked out with their whole road."""
