"""Content → Word, in the template's own styles."""
