"""Partnerships, areas, agencies, groups, priorities, and a partnership's own settings."""
