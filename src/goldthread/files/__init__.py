"""One road for files, in and out."""
