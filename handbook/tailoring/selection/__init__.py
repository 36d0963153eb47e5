"""What binds an organisation: conditions, parts, topics."""
