"""What whoever runs an installation looks at: whether it is well, how it fares, and its log."""
