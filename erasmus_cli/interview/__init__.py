"""The interview: questions, the session that asks them, and the ways to put them to a person."""
