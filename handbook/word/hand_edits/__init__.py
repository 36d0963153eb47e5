"""What a person did in a file since we wrote it."""
