"""Texts of the library in final words."""
