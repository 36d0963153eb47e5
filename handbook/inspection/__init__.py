"""What a finished file says, read before it is delivered: walls between clients, and leftovers."""
