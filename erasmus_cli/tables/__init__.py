"""Tables that people made in a spreadsheet program: from a file to cells, and from cells to activities of a plan."""
