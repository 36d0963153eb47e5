"""Hands documents to a document system: planned first, never over somebody else's work."""
