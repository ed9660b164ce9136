"""Open data: the indicators that a partnership chose to give to everybody, frozen, each with its approval."""
