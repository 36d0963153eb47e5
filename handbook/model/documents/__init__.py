"""What is decided for one organisation, and what came of making it."""
