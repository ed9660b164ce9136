"""One-request links: somebody without an account is asked for one thing, and can do nothing else."""
