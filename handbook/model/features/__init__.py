"""What a command hands to whoever tells of it, one record a feature."""
