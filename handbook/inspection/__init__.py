"""What a finished file says, read before it is delivered: what tells of another client, and what is left to do."""
