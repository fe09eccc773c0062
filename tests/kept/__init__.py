"""Builds of which most is kept: only leads of which something else is known are scored again."""
