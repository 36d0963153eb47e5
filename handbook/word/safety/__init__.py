"""What a Word file may hold, whoever sent it."""
