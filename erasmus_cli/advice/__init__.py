"""Advice: which action fits, by which route, and what to do when."""
