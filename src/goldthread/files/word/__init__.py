"""Word documents that people send for what stands in them: tables of events, forms to be filled in."""
