"""The command line: what is asked becomes one call, and what came of it is said in Dutch."""
