"""Papers that are made from a plan: filled once as blocks, written by each format."""
