"""Requests that no browser of good manners would send, and those who send them."""
