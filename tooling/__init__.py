"""What the launcher stands on: standard library only, for it runs before anything is installed."""
