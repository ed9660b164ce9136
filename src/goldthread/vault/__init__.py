"""Identities of those named in a case, and words that lie unreadable in the tables."""
