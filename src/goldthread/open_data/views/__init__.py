"""The pages of open data: those at work, and those that everybody may open."""
