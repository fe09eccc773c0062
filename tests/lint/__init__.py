"""The rules of `make lint` that are this project's own, each seen to fail."""
