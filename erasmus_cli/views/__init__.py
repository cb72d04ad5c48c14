"""One module a kind of output; only these print."""
