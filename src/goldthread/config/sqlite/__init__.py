"""Django's SQLite, waiting for the write lock in a way that threads of one process can share."""
