"""A small partnership at work, whose machine is made to die."""
