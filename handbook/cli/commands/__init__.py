"""Commands that have a module of their own; what they need is imported when one runs."""
