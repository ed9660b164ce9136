"""Kinds of oracle: two cases that nobody outside may tell apart, and what tells them apart."""
