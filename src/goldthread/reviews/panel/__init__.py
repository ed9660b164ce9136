"""The Panel's own form: what can go into its blanks, what a review has of it, and what is missing."""
