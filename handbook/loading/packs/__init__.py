"""Folders of packs → the library."""
