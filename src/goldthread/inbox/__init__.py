"""Everything asked of somebody, with its date."""
