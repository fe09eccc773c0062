"""Every mart of one small world, worked out by hand: world/inputs, world/expected."""
