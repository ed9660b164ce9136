"""The gate before anything becomes public, and what is public now."""
