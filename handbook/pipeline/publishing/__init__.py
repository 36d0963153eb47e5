"""`publish`: what is approved goes to a document system, or into a zip."""
