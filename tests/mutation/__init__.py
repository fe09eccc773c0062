"""Faults put into the project's SQL, to see that the worlds notice them."""
