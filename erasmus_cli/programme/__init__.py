"""The programme as data: the records of `data/`, how they are loaded, countries and rounds."""
