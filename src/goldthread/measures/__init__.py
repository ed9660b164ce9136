"""Numbers in one place: periods, the catalogue of indicators, and the rules that figures follow."""
