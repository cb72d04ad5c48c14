"""A person's plan: its model, its file, where its values stand, and the facts that follow from it."""
