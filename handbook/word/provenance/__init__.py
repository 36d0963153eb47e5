"""Where a file comes from: the base that it was made of, and its approval."""
