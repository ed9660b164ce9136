"""A family as it is drawn: who stands in which generation, who lives together, and who stands by them."""
