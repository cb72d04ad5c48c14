"""One module a command: it reads input, asks the domain, and hands the result to a view."""
