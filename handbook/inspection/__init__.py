"""What a finished file says, read before it is delivered: other clients in it, things to do."""
