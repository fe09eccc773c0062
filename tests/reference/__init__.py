"""A brute-force reference scorer, written from the semantics page alone, and its cases."""
