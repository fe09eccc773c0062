"""The Python around the dbt project: specs, the compiler, and the command `lead-scoring`."""

__version__ = "0.1.0"
