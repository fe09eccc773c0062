"""Where names and addresses are, and where they must not be."""
