"""What comes in: connectors, types, rules that set rows aside, and what stops a build."""
