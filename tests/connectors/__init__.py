"""Connectors of source systems: small tables as those have them, with a trap in each row."""
