"""What was changed and what was read, chained."""
