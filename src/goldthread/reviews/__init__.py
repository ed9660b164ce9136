"""Serious incidents and rapid reviews: from the first day to what the Panel answered."""
