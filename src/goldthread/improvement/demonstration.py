"""The demonstration's lines."""
