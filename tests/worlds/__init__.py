"""Random worlds and random models: the built project against the reference scorer, in batches."""
