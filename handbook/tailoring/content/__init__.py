"""Documents, tables and lists made of those texts."""
