"""Her package opened, and what is told of the merge."""
