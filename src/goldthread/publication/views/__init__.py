"""The pages of the gate, and those that everybody may read."""
