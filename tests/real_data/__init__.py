"""Whole builds of other people's data, by the command a user types."""
