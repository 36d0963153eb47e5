"""One organisation opened: whose it is, what was read, where its files lie."""
