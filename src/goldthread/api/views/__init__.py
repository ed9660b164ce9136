"""The pages about the API."""
