"""Requirements asked of plans: comparisons, three-valued evaluation, findings."""
