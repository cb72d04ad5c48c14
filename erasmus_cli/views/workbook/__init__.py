"""A budget as a workbook: what a person may change is an input, and all sums are formulas over the inputs."""
