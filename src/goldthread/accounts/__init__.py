"""People, sign-in and appointments; builds the principal of each request."""
