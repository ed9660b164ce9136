"""Backup and restore: database and files sealed in one folder, the keys in another."""
